"""Ways to split lines in two: straight gaps between them, side by side or one below the other."""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ocr.model import Line

# Degrees between a gap and the print: of two receipts askew to each other, a gap follows either or neither.
ANGLES = (0.0, 1.5, -1.5, 3.0, -3.0, 4.5, -4.5, 6.0, -6.0)
# Shorter lines, in heights, tell no direction.
MIN_ASPECT = 3.0
# A gap side by side that is narrower, in heights of the print, is one between words.
NARROWEST = 0.8

Way = Literal["beside", "below"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A straight gap: the lines to the left of it or above, as bits by their place; its width in heights of the print."""

    way: Way
    before: int
    width: float


def find_gaps(lines: Sequence[Line], way: Way, fewest: int) -> list[Gap]:
    """Return the gaps with at least `fewest` lines on either side, widest first; each split once, at its best angle."""
    if len(lines) < 2 * fewest:
        return []
    height = statistics.median(_height(line) for line in lines)
    direction = _direction(lines) + (math.pi / 2 if way == "below" else 0.0)
    narrowest = NARROWEST * height if way == "beside" else 0.0
    widest: dict[int, float] = {}
    for angle in ANGLES:
        for before, width in _partings(lines, direction + math.radians(angle), fewest):
            if width > narrowest:
                widest[before] = max(width, widest.get(before, 0.0))
    gaps = (Gap(way, before, width / height) for before, width in widest.items())
    return sorted(gaps, key=lambda gap: -gap.width)


def _partings(lines: Sequence[Line], angle: float, fewest: int) -> Iterator[tuple[int, float]]:
    """Yield what stands before each gap along a direction, and how wide the gap is."""
    dx, dy = math.cos(angle), math.sin(angle)
    extents = []
    for n, line in enumerate(lines):
        along = [x * dx + y * dy for x, y in line.box]
        extents.append((min(along), max(along), n))
    extents.sort()
    before, end = 0, extents[0][1]
    for count, (start, stop, n) in enumerate(extents):
        if start > end and fewest <= count <= len(extents) - fewest:
            yield before, start - end
        before |= 1 << n
        end = max(end, stop)


def _height(line: Line) -> float:
    (x0, y0), _, _, (x3, y3) = line.box
    return max(math.hypot(x3 - x0, y3 - y0), 1.0)


def _direction(lines: Sequence[Line]) -> float:
    """Return the direction of the print in radians: the median of the longer lines."""
    angles = [
        math.atan2(y1 - y0, x1 - x0)
        for line in lines
        for (x0, y0), (x1, y1), _, _ in (line.box,)
        if math.hypot(x1 - x0, y1 - y0) > MIN_ASPECT * _height(line)
    ]
    return statistics.median(angles) if angles else 0.0
