"""Read one receipt from the command line, as JSON, or with what each of its fields was chosen from.

python -m ocr receipt.jpg
python -m ocr explain receipt.jpg
"""

import argparse
import os
import sys
import time
from pathlib import Path

from ocr.app import create_pipeline, load_engine
from ocr.errors import Refusal
from ocr.receipt import explain
from ocr.settings import Settings
from ocr.web.reply import encode, receipt_reply


def main(path: Path, *, explained: bool) -> str:
    """Read the file at `path`; return the receipt as JSON, or its explanation as text."""
    settings = Settings.from_env(os.environ)
    engine = load_engine(settings)
    pipeline = create_pipeline(settings)
    started = time.perf_counter()
    receipt = pipeline.read(path.read_bytes(), engine)
    if explained:
        return explain(receipt.pages, pipeline.locale)
    duration_ms = round((time.perf_counter() - started) * 1000)
    reply = receipt_reply(receipt, engine=engine, filename=path.name, duration_ms=duration_ms, request_id=None)
    return encode(reply).decode()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m ocr", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", choices=["explain"], help="say how each field was decided")
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    try:
        print(main(arguments.file, explained=arguments.command == "explain"))
    except (OSError, Refusal) as error:
        sys.exit(str(error))
