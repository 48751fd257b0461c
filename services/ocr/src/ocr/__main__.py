"""Read one receipt from the command line: `python -m ocr FILE` prints it as JSON."""

import os
import sys
import time
from pathlib import Path

from ocr.app import create_pipeline
from ocr.engine import load
from ocr.errors import Refusal
from ocr.settings import Settings
from ocr.web.reply import encode, receipt_reply


def main(path: Path) -> str:
    """Read the file at `path`; give the receipt as JSON."""
    settings = Settings.from_env(os.environ)
    engine = load(settings.engine, lang=settings.lang, models_dir=settings.models_dir, threads=settings.threads)
    started = time.perf_counter()
    receipt = create_pipeline(settings).read(path.read_bytes(), engine)
    duration_ms = round((time.perf_counter() - started) * 1000)
    reply = receipt_reply(receipt, engine=engine, filename=path.name, duration_ms=duration_ms, request_id=None)
    return encode(reply).decode()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m ocr FILE")
    try:
        print(main(Path(sys.argv[1])))
    except (OSError, Refusal) as error:
        sys.exit(str(error))
