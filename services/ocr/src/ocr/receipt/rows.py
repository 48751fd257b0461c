"""Lines with boxes in, rows out: pieces of text side by side, top to bottom, skewed and curved paper included."""

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ocr.model import Box, Line, Page
from ocr.receipt.match import Folded, fold_text
from ocr.receipt.straighten import Slope, fit, levelled
from ocr.receipt.vocabulary import VOCABULARY

# A piece joins a row when it shares this much of the lower height of the two with the row's nearest piece.
SHARED_HEIGHT = 0.5
# Rows below which nothing is looked for: keeps the time linear in the number of lines.
OPEN_ROWS = 12
# No line of a receipt is longer: keeps a forged one from taking long.
LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as it lies on the straightened page; `index` counts the lines of all pages."""

    index: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    score: float
    box: Box

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Row:
    """Pieces of one printed row, left to right. `place` is 0 at the first row of the receipt, 1 at the last."""

    pieces: tuple[Piece, ...]
    page: int
    place: float = 0.0

    @cached_property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @cached_property
    def folded(self) -> Folded:
        """The row's text as wordings are looked for in it."""
        return fold_text(self.text, VOCABULARY)

    @cached_property
    def height(self) -> float:
        return max(piece.height for piece in self.pieces)

    def piece_at(self, offset: int) -> Piece:
        """Return the piece that a character of the row's text is on."""
        for piece in self.pieces:
            offset -= len(piece.text) + 1
            if offset < 0:
                return piece
        return self.pieces[-1]


def under(label: Piece, row: Row) -> Piece | None:
    """Return the piece of a lower row that stands in the column of a label."""
    shared = {piece: min(piece.right, label.right) - max(piece.left, label.left) for piece in row.pieces}
    best = max(row.pieces, key=lambda piece: shared[piece])
    return best if shared[best] > 0 else None


def read_rows(pages: Sequence[Page], only: Collection[int] | None = None) -> tuple[Row, ...]:
    """Group the lines of all pages into rows, in reading order; `only` are the indices of those of one receipt."""
    rows: list[tuple[list[Piece], int]] = []
    first = 0
    for number, page in enumerate(pages, 1):
        numbered = [(n, line) for n, line in enumerate(page.lines, first) if only is None or n in only]
        rows.extend((row, number) for row in _page_rows(numbered))
        first += len(page.lines)
    last = max(len(rows) - 1, 1)
    return tuple(Row(tuple(row), page, place / last) for place, (row, page) in enumerate(rows))


def _page_rows(lines: Sequence[tuple[int, Line]]) -> list[list[Piece]]:
    level = levelled([line for _, line in lines])
    slope = fit(level)
    pieces = [
        replace(_piece(flat, n, slope), box=line.box)
        for (n, line), flat in zip(lines, level, strict=True)
        if line.text.strip()
    ]
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left, p.index)):
        fitting = [row for row in rows[-OPEN_ROWS:] if _beside(piece, row)]
        if fitting:
            min(fitting, key=lambda row: abs(_nearest(piece, row).middle - piece.middle)).append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: (p.left, p.index))
    return sorted(rows, key=lambda row: statistics.fmean(p.middle for p in row))


def _piece(line: Line, index: int, slope: Slope) -> Piece:
    xs = [x for x, _ in line.box]
    ys = [slope.straightened(x, y) for x, y in line.box]
    top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    if bottom <= top:
        top, bottom = min(ys), max(*ys, min(ys) + 1)
    return Piece(index, line.text.strip()[:LONGEST_TEXT], min(xs), max(xs), top, bottom, line.score, line.box)


def _nearest(piece: Piece, row: Sequence[Piece]) -> Piece:
    return min(row, key=lambda other: max(other.left - piece.right, piece.left - other.right))


def _beside(piece: Piece, row: Sequence[Piece]) -> bool:
    other = _nearest(piece, row)
    shared = min(piece.bottom, other.bottom) - max(piece.top, other.top)
    apart = min(piece.right, other.right) - max(piece.left, other.left) < 0.5 * min(
        piece.right - piece.left, other.right - other.left
    )
    return apart and shared >= SHARED_HEIGHT * min(piece.height, other.height)
