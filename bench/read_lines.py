#!/usr/bin/env python3
"""Read pictures with the engine, in this process, and keep their lines with every letter's probability and rivals.

    python -m bench.read_lines OUT FILE...        these pictures
    python -m bench.read_lines OUT receipts-dev   a set of labelled receipts, or several

One JSON object a picture, as bench.labelled loads them. OCR_* variables set the engine as they do for the service.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.labelled import SETS, SHARED, labels
from ocr.app import create_pipeline
from ocr.engine import load
from ocr.errors import Refusal
from ocr.model import Letter, Line
from ocr.pipeline import Receipt
from ocr.settings import Settings


def pictures(named: str) -> Iterator[Path]:
    """Yield the pictures of a labelled set, or the one file that is named."""
    if named in SETS:
        yield from (SHARED / named / file for file in labels(sets=(named,)))
    else:
        yield Path(named)


def row_of(file: str, receipt: Receipt) -> dict[str, Any]:
    """Return what bench.labelled.page_of makes the first page of."""
    page = receipt.pages[0]
    lines = [_line(line) for line in page.lines]
    return {"file": file, "width": page.width, "height": page.height, "rotation": page.rotation, "lines": lines}


def _line(line: Line) -> dict[str, Any]:
    letters = {"letters": [_letter(letter) for letter in line.letters]} if line.letters else {}
    return {"text": line.text, "box": line.box, "score": line.score, "page": line.page} | letters


def _letter(letter: Letter) -> float | list[Any]:
    """Return the probability alone where there are no rivals, as with most."""
    rivals = [[character, round(probability, 4)] for character, probability in letter.rivals]
    return [letter.probability, rivals] if rivals else letter.probability


def main() -> None:
    """Read the pictures that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", help=f"pictures, or sets: {', '.join(SETS)}")
    args = parser.parse_args()
    settings = Settings.from_env(os.environ)
    pipeline = create_pipeline(settings)
    engine = load(
        settings.engine,
        lang=settings.lang,
        weights=settings.weights,
        models_dir=settings.models_dir,
        threads=settings.threads,
    )
    with args.out.open("w", encoding="utf-8") as out:
        for path in (path for named in args.files for path in pictures(named)):
            try:
                receipt = pipeline.read(path.read_bytes(), engine)
            except Refusal as refusal:
                print(f"{path}: {refusal}", file=sys.stderr)
                continue
            print(json.dumps(row_of(path.name, receipt)), file=out, flush=True)


if __name__ == "__main__":
    main()
