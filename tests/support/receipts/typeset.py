"""Typesetting of marks on paper: a picture, and the position of each run of text in it."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageDraw

from tests.support.receipts import fonts
from tests.support.receipts.figures import draw_figure
from tests.support.receipts.marks import Cell, Gap, Mark, Picture, Row, Rule
from tests.support.receipts.paper import BLUE_INK, Colour, Paper
from tests.support.receipts.truth import Facts, Line, LineItem

_NARROWEST = 0.62
"""How far text may be condensed to fit its place; a layout that asks for more is wrong."""


@dataclass(frozen=True)
class _Strike:
    """A mask of ink on its place."""

    mask: Image.Image
    x: float
    y: float
    ink: Colour


@dataclass(frozen=True)
class _Placed:
    cell: Cell
    mask: Image.Image
    x: float


Statement = tuple[Line, Facts, LineItem | None]


class Typesetter:
    """Typesetter that works down a sheet of paper. `statements` are the lines set so far, each with what it states."""

    def __init__(self, paper: Paper, rng: random.Random) -> None:
        self._paper = paper
        self._rng = rng
        self._size = paper.face.size_for(paper.columns, paper.content_px)
        self._advance = paper.content_px / paper.columns
        self._leading = self._size * paper.face.stretch * paper.leading
        self._strikes: list[_Strike] = []
        self._y = paper.margin_px * 1.2
        self.statements: list[Statement] = []

    def typeset(self, marks: Iterable[Mark]) -> Image.Image:
        for mark in marks:
            if isinstance(mark, Row):
                self._row(mark)
            elif isinstance(mark, Rule):
                self._rule(mark)
            elif isinstance(mark, Gap):
                self._y += mark.rows * self._leading
            else:
                self._picture(mark)
        return self._sheet()

    def _row(self, row: Row) -> None:
        height = self._leading * row.tall
        for placed in self._place(row):
            box = placed.mask.getbbox()
            if box is None:
                continue
            y = self._y + (height - self._leading * row.tall * 0.98) / 2
            ink = BLUE_INK if placed.cell.hand else self._paper.ink
            self._strikes.append(_Strike(placed.mask, placed.x, y, ink))
            if placed.cell.is_text:
                self._state(placed, (placed.x + box[0], y + box[1], placed.x + box[2], y + box[3]))
        if row.ruled:
            self._table_lines(row.ruled, height)
        self._y += height

    def _place(self, row: Row) -> Iterator[_Placed]:
        """Set the cells from left to right; what would touch its neighbour is condensed."""
        cells = sorted((self._fit(row, cell) for cell in row.cells if cell.text), key=lambda placed: placed.x)
        ends = [*(following.x - self._advance * 0.6 for following in cells[1:]), float(self._paper.content_px)]
        for placed, end in zip(cells, ends, strict=False):
            yield replace(_condensed(placed, end - placed.x), x=self._paper.margin_px + placed.x)

    def _fit(self, row: Row, cell: Cell) -> _Placed:
        mask = self._mask(row, cell)
        at = cell.at * self._advance
        x = {"left": at, "centre": at - mask.width / 2, "right": at - mask.width}[cell.align]
        placed = _Placed(cell, mask, x)
        return (
            placed if x >= 0 else replace(_condensed(placed, mask.width + 2 * x if cell.align == "centre" else at), x=0)
        )

    def _mask(self, row: Row, cell: Cell) -> Image.Image:
        """Return the ink of a text, as tall as a row so that base lines agree."""
        face = fonts.HAND if cell.hand else self._paper.face
        font = face.at(self._size * (1.15 if cell.hand else 1))
        text = self._printed(cell)
        width, height = max(1, round(font.getlength(text) + 2)), round(self._size * 1.3)
        mask = Image.new("L", (width, height), 0)
        ImageDraw.Draw(mask).text((1, round(self._size * 1.02)), text, font=font, fill=255, anchor="ls")
        if row.bold:
            mask = ImageChops.lighter(mask, ImageChops.offset(mask, 1, 0))
        wide, tall = row.wide, row.tall * face.stretch
        return mask if wide == tall == 1 else mask.resize((round(width * wide), round(height * tall)))

    def _printed(self, cell: Cell) -> str:
        if cell.hand:
            return cell.text.replace("₱", "P").replace("ñ", "n").replace("Ñ", "N")
        return self._paper.face.printable(cell.text)

    def _state(self, placed: _Placed, edges: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = (round(edge, 1) for edge in edges)
        line = Line(self._printed(placed.cell), ((left, top), (right, top), (right, bottom), (left, bottom)))
        self.statements.append((line, placed.cell.facts, placed.cell.item))

    def _rule(self, rule: Rule) -> None:
        if rule.character:
            self._row(Row((Cell(rule.character * self._paper.columns),)))
        else:
            self._line(self._paper.margin_px, self._y + self._leading / 3, self._paper.content_px, 3)
            self._y += self._leading * 0.7

    def _table_lines(self, columns: Iterable[float], height: float) -> None:
        left = self._paper.margin_px
        for column in columns:
            self._line(left + column * self._advance - 4, self._y - 3, 2, height)
        self._line(left - 4, self._y - 3, self._paper.content_px + 8, 2)
        self._line(left - 4, self._y - 3 + height, self._paper.content_px + 8, 2)

    def _line(self, x: float, y: float, width: float, height: float) -> None:
        self._strikes.append(_Strike(Image.new("L", (round(width), round(height)), 210), x, y, self._paper.ink))

    def _picture(self, picture: Picture) -> None:
        mask = draw_figure(picture.figure, round(self._paper.content_px * picture.width), self._rng)
        ink = BLUE_INK if picture.figure == "signature" else self._paper.ink
        self._strikes.append(_Strike(mask, (self._paper.width_px - mask.width) / 2, self._y, ink))
        self._y += mask.height + self._leading * 0.4

    def _sheet(self) -> Image.Image:
        sheet = Image.new(
            "RGB", (self._paper.width_px, round(self._y + self._paper.margin_px * 1.6)), self._paper.colour
        )
        for strike in self._strikes:
            sheet.paste(strike.ink, (round(strike.x), round(strike.y)), strike.mask)
        return sheet


def _condensed(placed: _Placed, room: float) -> _Placed:
    if placed.mask.width <= room:
        return placed
    if room < placed.mask.width * _NARROWEST:
        raise ValueError(f"no room for {placed.cell.text!r}: {room:.0f} of {placed.mask.width} pixels")
    return replace(placed, mask=placed.mask.resize((int(room), placed.mask.height)))
