"""The slope of the print all over a page: skewed, curved and seen at an angle, fitted to the edges of the lines."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.model import Box, Line, Point

# Fewer lines, or shorter ones, tell no slope.
MIN_LINES = 4
MIN_ASPECT = 3.0
# Rounds of the fit, after each of which lines far from it are left out: handwriting, stamps.
ROUNDS = 3
# Print that leans more is turned level before its slope is fitted, as columns lean with it.
LEVEL_DEGREES = 8


@dataclass(frozen=True, slots=True)
class Slope:
    """Rise of the print at x, y: `flat + across * x + down * y`, x and y in units of `scale` pixels."""

    flat: float = 0.0
    across: float = 0.0
    down: float = 0.0
    scale: float = 1.0

    def deskewed(self, x: float, y: float) -> float:
        """Return the y that a point has once the print is level."""
        u, v = x / self.scale, y / self.scale
        return y - self.scale * (self.flat * u + self.across * u * u / 2 + self.down * u * v)


def levelled(lines: Sequence[Line]) -> Sequence[Line]:
    """Turn the boxes of print that leans so that it is level; the others stay as they are."""
    leans = [math.degrees(math.atan2(y1 - y0, x1 - x0)) for (x0, y0), (x1, y1) in _long_edges(lines)]
    lean = statistics.median(leans) if len(leans) >= MIN_LINES else 0.0
    if abs(lean) <= LEVEL_DEGREES:
        return lines
    return [replace(line, box=_turned(line.box, -math.radians(lean))) for line in lines]


def _long_edges(lines: Sequence[Line]) -> list[tuple[Point, Point]]:
    """Return the upper edges of the boxes that are long enough to have a direction."""
    corners = [line.box for line in lines]
    return [(a, b) for a, b, _, d in corners if math.dist(a, b) > MIN_ASPECT * math.dist(a, d)]


def _turned(box: Box, radians: float) -> Box:
    """Turn a box clockwise around the corner of its page."""
    cos, sin = math.cos(radians), math.sin(radians)
    a, b, c, d = ((round(x * cos - y * sin), round(x * sin + y * cos)) for x, y in box)
    return a, b, c, d


def fit(lines: Sequence[Line]) -> Slope:
    """Return the slope that fits the lines best, level where there are too few."""
    edges: list[tuple[float, float, float]] = []
    scale = float(max((abs(c) for line in lines for point in line.box for c in point), default=1) or 1)
    for line in lines:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line.box
        width, height = (x1 - x0 + x2 - x3) / 2, (y3 - y0 + y2 - y1) / 2
        if height > 0 and width > MIN_ASPECT * height:
            rise = ((y1 - y0) + (y2 - y3)) / (2 * width)
            if abs(rise) < 1:
                edges.append(((x0 + x1) / 2 / scale, (y0 + y3) / 2 / scale, rise))
    if len(edges) < MIN_LINES:
        return Slope()
    middle = statistics.median(rise for _, _, rise in edges)
    flat, across, down = middle, 0.0, 0.0
    for _ in range(ROUNDS):
        off = [abs(rise - flat - across * x - down * y) for x, y, rise in edges]
        limit = 3 * statistics.median(off) + 0.002
        near = [edge for edge, distance in zip(edges, off, strict=True) if distance <= limit]
        flat, across, down = _least_squares(near, middle)
    return Slope(flat, across, down, scale)


def _least_squares(edges: Sequence[tuple[float, float, float]], middle: float) -> tuple[float, float, float]:
    """Fit a plane to the rises, held near a level one where the lines don't spread enough to tell."""
    n = len(edges)
    if n < MIN_LINES:
        return middle, 0.0, 0.0
    mx, my, mr = (statistics.fmean(edge[i] for edge in edges) for i in range(3))
    held = 0.002 * n
    xx = sum((x - mx) ** 2 for x, _, _ in edges) + held
    yy = sum((y - my) ** 2 for _, y, _ in edges) + held
    xy = sum((x - mx) * (y - my) for x, y, _ in edges)
    xr = sum((x - mx) * (r - mr) for x, _, r in edges)
    yr = sum((y - my) * (r - mr) for _, y, r in edges)
    determinant = xx * yy - xy * xy
    across = (xr * yy - yr * xy) / determinant
    down = (yr * xx - xr * xy) / determinant
    return mr - across * mx - down * my, across, down
