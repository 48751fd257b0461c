#!/usr/bin/env python3
"""Read pictures with the engine, in this process, and keep their lines with every letter's probability and rivals.

    python -m bench.read_lines OUT FILE...        these pictures
    python -m bench.read_lines OUT receipts-dev   a set of labelled receipts, or several

With --network and --folds, as a recogniser reads that was not trained on these folds. Writes one JSON object a picture,
as bench.labelled loads them. OCR_* variables set the engine as they do for the service. Run from the repository with
services/ocr, services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from model_variants import int8

from bench.labelled import FOLDS, RECEIPTS, Labelled, folds, labels, sets
from ocr.app import create_pipeline, load_engine
from ocr.errors import Refusal
from ocr.model import Letter, Line
from ocr.pipeline import Receipt
from ocr.settings import Settings

# Where the service has the recogniser that was trained on receipts
RECEIPT = "PP-OCRv6_small_rec_receipt"


def pictures(named: str, among: Container[int] = range(FOLDS)) -> Iterator[Path]:
    """Yield the pictures of a labelled set that are in some folds, or the one file that is named."""
    if named in sets():
        fold = folds([Labelled(file, (), label) for file, label in labels().items()])
        yield from (RECEIPTS / named / file for file in labels(of=(named,)) if fold[file] in among)
    else:
        yield Path(named)


def with_network(models: Path, network: Path) -> Path:
    """Return a folder with the models of another one, and this network in the place of the recogniser for receipts."""
    folder = Path(tempfile.mkdtemp(prefix="models-"))
    for model in models.iterdir():
        (folder / model.name).symlink_to(model)
    for name, content in ((RECEIPT, network.read_bytes()), (f"{RECEIPT}_int8", int8(network.read_bytes()))):
        (folder / name).unlink()
        (folder / name).mkdir()
        (folder / name / "inference.onnx").write_bytes(content)
    return folder


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
    parser.add_argument("files", nargs="+", help=f"pictures, or sets: {', '.join(sets()) or 'none is here'}")
    parser.add_argument(
        "--network", type=Path, help="read with this recogniser, of make train-recogniser WITHOUT=… OUT=…"
    )
    parser.add_argument("--folds", type=int, nargs="+", default=range(FOLDS), help="of the sets, only these")
    args = parser.parse_args()
    settings = Settings.from_env(os.environ)
    if args.network:
        settings = replace(settings, models_dir=with_network(settings.models_dir, args.network))
    pipeline = create_pipeline(settings)
    engine = load_engine(settings)
    with args.out.open("w", encoding="utf-8") as out:
        for path in (path for named in args.files for path in pictures(named, args.folds)):
            try:
                receipt = pipeline.read(path.read_bytes(), engine)
            except Refusal as refusal:
                print(f"{path}: {refusal}", file=sys.stderr)
                continue
            print(json.dumps(row_of(path.name, receipt)), file=out, flush=True)


if __name__ == "__main__":
    main()
