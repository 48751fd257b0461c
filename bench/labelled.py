"""The labelled receipts as the benchmarks use them: lines as once read, labels, and the scorer's comparisons."""

import datetime
import hashlib
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ocr.model import Line, Page
from ocr.receipt import Locale

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# Later than every receipt, labelled or drawn: none is from the future.
LOCALE = Locale(today=datetime.date(2026, 12, 31))
FIELDS = ("merchant", "date", "address", "total")


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

    @property
    def tuned(self) -> bool:
        """Whether the receipt is in the half that weights are learnt from; a merchant is in one half only."""
        return hashlib.sha256(self.merchant.encode()).digest()[0] % 2 == 0


def scorer(shared: Path = SHARED) -> ModuleType:
    """Load the scorer, for its comparisons of values and of printed strings."""
    path = shared / "score_receipts.py"
    spec = importlib.util.spec_from_file_location("score_receipts", path)
    if spec is None or spec.loader is None or not path.exists():
        raise SystemExit(f"{path} is not there: it knows when two values are the same")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file that has one JSON object a line."""
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def labels(shared: Path = SHARED) -> dict[str, dict[str, str]]:
    """Return the labels of each picture, by our names of the fields."""
    found = {}
    for row in rows_of(shared / "receipts-dev/labels.jsonl"):
        entities = row["entities"] | {"merchant": row["entities"].get("company")}
        found[row["file"]] = {name: (entities.get(name) or "").strip() for name in FIELDS}
    return found


def load(lines: Path, shared: Path = SHARED) -> Iterator[Labelled]:
    """Yield the receipts of a file of lines, one JSON object a receipt: file, width, height, lines."""
    printed = labels(shared)
    for row in rows_of(lines):
        yield Labelled(row["file"], (page_of(row),), printed[row["file"]])


def page_of(row: dict[str, Any]) -> Page:
    """Return the page of a receipt as the service or a dump gives it."""
    lines = tuple(
        Line(line["text"], tuple((int(x), int(y)) for x, y in line["box"]), line.get("score", 1.0))  # type: ignore[arg-type]
        for line in row["lines"]
    )
    return Page(width=row.get("width", 0), height=row.get("height", 0), rotation=0, lines=lines)
