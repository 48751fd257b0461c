"""Marks that a layout puts on paper, top to bottom: rows of text, rules, gaps and pictures. Nothing is drawn here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.support.receipts.truth import LineItem, Value

Align = Literal["left", "centre", "right"]
Figure = Literal["logo", "barcode", "qr", "signature"]


@dataclass(frozen=True)
class Cell:
    """A run of text set at a column, counted in characters from the left margin."""

    text: str
    at: float = 0
    align: Align = "left"
    facts: Mapping[str, Value] = field(default_factory=dict)
    item: LineItem | None = None
    hand: bool = False

    @property
    def is_text(self) -> bool:
        """Return whether there is a letter or a digit: blanks to be filled in are no text."""
        return any(map(str.isalnum, self.text))


@dataclass(frozen=True)
class Row:
    """Cells on one base line. `wide` and `tall` stretch the type; `ruled` draws a table's lines at these columns."""

    cells: tuple[Cell, ...]
    wide: float = 1
    tall: float = 1
    bold: bool = False
    ruled: tuple[float, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A line across the paper: a character of the printer's, or solid where `character` is empty."""

    character: str = "-"


@dataclass(frozen=True)
class Gap:
    rows: float = 1


@dataclass(frozen=True)
class Picture:
    """A figure in the middle of the paper; `width` is a part of the paper's."""

    figure: Figure
    width: float = 0.3


Mark = Row | Rule | Gap | Picture
