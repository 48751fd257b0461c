"""Drawn receipts with their truth, as the benchmarks use them: every field of the contract by its path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.labelled import page_of
from ocr.model import Page
from tests.support.receipts import LAYOUTS, draw
from tests.support.receipts.layouts import Layout
from tests.support.receipts.photo import LevelName
from tests.support.receipts.phrasing import Group

PLAIN = ("merchant", "address", "date", "time", "currency", "document_type", "receipt_number", "payment_method")


@dataclass(frozen=True)
class Drawn:
    """A drawn receipt: its layout and seed, its country, its lines as drawn, its picture, its truth by path."""

    name: str
    country: str
    page: Page
    jpeg: bytes
    truth: dict[str, Any]
    items: list[dict[str, Any]]


def receipts(
    each: int, wordings: Group, level: LevelName, first_seed: int, layouts: Mapping[str, Layout] = LAYOUTS
) -> Iterator[Drawn]:
    """Draw so many of each layout."""
    for layout, made in layouts.items():
        for seed in range(first_seed, first_seed + each):
            receipt = draw(layout, seed, wordings=wordings, level=level)
            truth = receipt.truth.as_dict()
            flat = {name: truth[name] for name in PLAIN}
            flat |= {f"{group}.{name}": value for group in ("totals", "bir") for name, value in truth[group].items()}
            size = {"width": receipt.image.width, "height": receipt.image.height}
            yield Drawn(
                f"{layout} {seed}", made.country, page_of(truth | size), receipt.jpeg(), flat, truth["line_items"]
            )


def same(name: str, found: object, true: object) -> bool:
    """Return whether a value is the true one: letters and digits of names and numbers, cents of amounts, minutes of times."""
    if name.startswith("totals."):
        return abs(float(str(found)) - float(str(true))) < 0.005
    if name == "time":
        return str(found)[: len(str(true))] == str(true)[:8] or str(found)[:5] == str(true)
    if name in ("merchant", "address", "receipt_number") or (name.startswith("bir.") and name != "bir.vat_registered"):
        return letters(found) == letters(true)
    return str(found) == str(true)


def letters(text: object) -> str:
    """Return the letters and digits of a text in capitals."""
    return "".join(char for char in str(text).upper() if char.isalnum())
