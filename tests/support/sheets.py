"""Several receipts on one page: the lines of each turned and scaled, laid beside or below the others."""

import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ocr.model import Line, Page

Arrangement = Literal["beside", "below", "grid"]

# Pixels: of the print, and between the sheet's edge and the first receipt
HEIGHT, MARGIN = 30, 20


@dataclass(frozen=True)
class Sheet:
    """A page with several receipts; `own` has the indices of the lines of each."""

    page: Page
    own: tuple[frozenset[int], ...]


def lay(
    receipts: Sequence[Page],
    arrangement: Arrangement,
    *,
    gap: float = 3,
    turns: Sequence[float] = (),
    scales: Sequence[float] = (),
    offsets: Sequence[float] = (),
) -> Sheet:
    """Lay receipts on a sheet, `gap` heights of print apart; turns in degrees, offsets in pixels across the arrangement."""
    turns, scales, offsets = (
        list(given) or [plain] * len(receipts) for given, plain in ((turns, 0.0), (scales, 1.0), (offsets, 0.0))
    )
    placed: list[list[Line]] = []
    for n, receipt in enumerate(receipts):
        lines = _turned(receipt.lines, turns[n], scales[n] * HEIGHT / _height(receipt.lines))
        right, bottom = (
            max((_end(other, 0) for other in placed), default=0),
            max((_end(other, 1) for other in placed), default=0),
        )
        if arrangement == "grid":
            x, y = (
                (_end(placed[-1], 0) + gap * HEIGHT, _start(placed[-1])) if n % 2 else (MARGIN, bottom + gap * HEIGHT)
            )
        elif arrangement == "beside":
            x, y = right + gap * HEIGHT, MARGIN + offsets[n]
        else:
            x, y = MARGIN + offsets[n], bottom + gap * HEIGHT
        placed.append(_moved(lines, x, y))
    owned = [(line, n) for n, lines in enumerate(placed) for line in lines]
    # as an engine gives them: from top to bottom, from left to right
    owned.sort(key=lambda each: (each[0].box[0][1] // HEIGHT, each[0].box[0][0]))
    lines = [line for line, _ in owned]
    own = tuple(frozenset(n for n, (_, owner) in enumerate(owned) if owner == each) for each in range(len(receipts)))
    page = Page(width=_end(lines, 0) + MARGIN, height=_end(lines, 1) + MARGIN, rotation=0, lines=tuple(lines))
    return Sheet(page, own)


def scattered(receipts: Sequence[Page], arrangement: Arrangement, rng: random.Random) -> Sheet:
    """Lay receipts as a hurried person does: up to 5 degrees askew to each other, of unlike size, unevenly."""
    each = range(len(receipts))
    return lay(
        receipts,
        arrangement,
        gap=rng.uniform(1, 6),
        turns=[rng.uniform(-2.5, 2.5) for _ in each],
        scales=[rng.uniform(0.75, 1.35) for _ in each],
        offsets=[rng.uniform(0, 300) for _ in each],
    )


def _turned(lines: Sequence[Line], degrees: float, scale: float) -> list[Line]:
    cos, sin = math.cos(math.radians(degrees)) * scale, math.sin(math.radians(degrees)) * scale
    return [_carried(line, lambda x, y: (x * cos - y * sin, x * sin + y * cos)) for line in lines]


def _moved(lines: Sequence[Line], x: float, y: float) -> list[Line]:
    dx, dy = (to - min(point[axis] for line in lines for point in line.box) for axis, to in ((0, x), (1, y)))
    return [_carried(line, lambda px, py: (px + dx, py + dy)) for line in lines]


def _carried(line: Line, move: Callable[[float, float], tuple[float, float]]) -> Line:
    a, b, c, d = ((round(x), round(y)) for x, y in (move(*point) for point in line.box))
    return replace(line, box=(a, b, c, d))


def _height(lines: Sequence[Line]) -> float:
    return statistics.median(line.box[3][1] - line.box[0][1] for line in lines)


def _end(lines: Sequence[Line], axis: int) -> int:
    return max(point[axis] for line in lines for point in line.box)


def _start(lines: Sequence[Line]) -> int:
    return min(y for line in lines for _, y in line.box)
