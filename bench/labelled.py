"""Labelled receipts, as the benchmarks use them: their lines as once read, and their labels."""

import datetime
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocr.model import Letter, Line, Page
from ocr.receipt import Locale

ROOT = Path(__file__).resolve().parent.parent
# A folder for each set, with its pictures and labels.jsonl, and one of cases. No part of the repository: make receipts.
RECEIPTS = ROOT / (os.environ.get("RECEIPTS_DIR") or "data/receipts")
CASES = RECEIPTS / "cases"
MISSING = f"no labelled receipts in {RECEIPTS}: make receipts fetches some, RECEIPTS_DIR names another folder"
# Later than every receipt, labelled or drawn: none is from the future.
LOCALE = Locale(today=datetime.date(2026, 12, 31))
FIELDS = ("merchant", "date", "address", "total")
FOLDS = 5
# MR D.I.Y. (M), MR D.I.Y. (JOHOR) and MR D.I.Y. (KUCHAI) are one chain.
CHAIN_LETTERS = 5


@dataclass(frozen=True)
class Labelled:
    """A receipt: its lines as read, what a person says is printed, the picture it was read from."""

    file: str
    pages: tuple[Page, ...]
    labels: dict[str, str]

    @property
    def merchant(self) -> str:
        """The merchant, spelling variants of the labels folded together."""
        return "".join(char for char in self.labels["merchant"].upper() if char.isalnum())[:8]


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file that has one JSON object a line."""
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def sets(receipts: Path = RECEIPTS) -> tuple[str, ...]:
    """Return the sets of labelled receipts: the folders that have labels."""
    return tuple(sorted(path.parent.name for path in receipts.glob("*/labels.jsonl")))


def labelled_rows(receipts: Path = RECEIPTS, of: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield what people say of each receipt of these sets, else of all."""
    for name in of or sets(receipts):
        yield from rows_of(receipts / name / "labels.jsonl")


def some_set(receipts: Path = RECEIPTS) -> Path:
    """Return the folder of the first set, for what needs real receipts and not all of them."""
    if not (found := sets(receipts)):
        raise SystemExit(MISSING)
    return receipts / found[0]


def labels(receipts: Path = RECEIPTS, of: Sequence[str] = ()) -> dict[str, dict[str, str]]:
    """Return the labels of each picture of these sets, else of all, by our names of the fields."""
    if not (named := of or sets(receipts)):
        raise SystemExit(MISSING)
    found = {}
    for row in labelled_rows(receipts, named):
        entities = row["entities"] | {"merchant": row["entities"].get("company")}
        found[row["file"]] = {field: (entities.get(field) or "").strip() for field in FIELDS}
    return found


def set_of(file: str, receipts: Path = RECEIPTS) -> str:
    """Return the set that a labelled picture is of, nothing if it is of none."""
    return next((name for name in sets(receipts) if (receipts / name / file).exists()), "")


def picture(file: str, receipts: Path = RECEIPTS) -> Path:
    """Return where a labelled picture lies."""
    return receipts / set_of(file, receipts) / file


def folds(receipts: Sequence[Labelled], number: int = FOLDS) -> dict[str, int]:
    """Return the fold of each receipt by its file: a merchant is in one fold, and folds have as many receipts each as can be.

    Merchants are one here if their first letters agree, as those of a chain's companies and of misspelt labels do. Those
    with the most receipts are dealt first, each to the fold with the fewest.
    """
    sizes = [0] * number
    dealt: dict[str, int] = {}
    chains = Counter(receipt.merchant[:CHAIN_LETTERS] for receipt in receipts)
    for chain, count in sorted(chains.items(), key=lambda each: (-each[1], each[0])):
        dealt[chain] = sizes.index(min(sizes))
        sizes[dealt[chain]] += count
    return {receipt.file: dealt[receipt.merchant[:CHAIN_LETTERS]] for receipt in receipts}


def load(lines: Path, receipts: Path = RECEIPTS) -> Iterator[Labelled]:
    """Yield the receipts of a file of lines, one JSON object a receipt: file, width, height, lines."""
    printed = labels(receipts)
    for row in rows_of(lines):
        yield Labelled(row["file"], (page_of(row),), printed[row["file"]])


def page_of(row: dict[str, Any]) -> Page:
    """Return the page of a receipt as the service or a dump gives it."""
    lines = tuple(
        Line(
            line["text"],
            tuple((int(x), int(y)) for x, y in line["box"]),  # type: ignore[arg-type]
            line.get("score", 1.0),
            letters=tuple(map(letter_of, line.get("letters", ()))),
        )
        for line in row["lines"]
    )
    return Page(width=row.get("width", 0), height=row.get("height", 0), rotation=0, lines=lines)


def letter_of(letter: float | list[Any]) -> Letter:
    """Return a letter of a dump: its probability, or that and its rivals."""
    if isinstance(letter, list):
        probability, rivals = letter
        return Letter(probability, tuple((character, other) for character, other in rivals))
    return Letter(letter)
