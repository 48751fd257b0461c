"""The slope of the print all over a page: skewed, curved and seen at an angle, fitted to the edges of the lines."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.model import Box, Line, Point

# Fewer lines, or shorter ones, tell no direction.
MIN_LINES = 4
MIN_ASPECT = 3.0
# Lines this short tell the slope among others, the less the shorter they are: where amounts stand there are no longer ones.
FIT_ASPECT = 1.5
# Rounds of the fit, after each of which lines far from it are left out: handwriting, stamps.
ROUNDS = 3
# The detector lays boxes that hardly rise level: print that rises by less than this beside them is no stamp.
LEAST_FAR = 0.05
# Lines that spread less over the page, as a variance in units of its scale, don't tell how the slope changes.
LEAST_SPREAD = 0.001
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


@dataclass(frozen=True, slots=True)
class _Edge:
    """Rise of a line at x, y, in units of the scale, and its weight: the longer, the surer."""

    x: float
    y: float
    rise: float
    weight: float


def fit(lines: Sequence[Line]) -> Slope:
    """Return the slope that fits the lines best, level where there are too few."""
    scale = float(max((abs(c) for line in lines for point in line.box for c in point), default=1) or 1)
    edges = [edge for line in lines if (edge := _edge(line.box, scale))]
    if len(edges) < MIN_LINES:
        return Slope()
    middle = statistics.median(edge.rise for edge in edges)
    flat, across, down = middle, 0.0, 0.0
    for _ in range(ROUNDS):
        off = [abs(edge.rise - flat - across * edge.x - down * edge.y) for edge in edges]
        limit = 3 * statistics.median(off) + LEAST_FAR
        near = [edge for edge, distance in zip(edges, off, strict=True) if distance <= limit]
        flat, across, down = _least_squares(near, middle)
    return Slope(flat, across, down, scale)


def _edge(box: Box, scale: float) -> _Edge | None:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = box
    width, height = (x1 - x0 + x2 - x3) / 2, (y3 - y0 + y2 - y1) / 2
    if height <= 0 or width <= FIT_ASPECT * height:
        return None
    rise = ((y1 - y0) + (y2 - y3)) / (2 * width)
    return _Edge((x0 + x1) / 2 / scale, (y0 + y3) / 2 / scale, rise, width) if abs(rise) < 1 else None


def _least_squares(edges: Sequence[_Edge], middle: float) -> tuple[float, float, float]:
    """Fit a plane to the rises, held near a level one where the lines don't spread enough to tell."""
    if len(edges) < MIN_LINES:
        return middle, 0.0, 0.0
    weight = sum(edge.weight for edge in edges)
    mx = sum(edge.weight * edge.x for edge in edges) / weight
    my = sum(edge.weight * edge.y for edge in edges) / weight
    mr = sum(edge.weight * edge.rise for edge in edges) / weight
    xx = yy = LEAST_SPREAD * weight
    xy = xr = yr = 0.0
    for edge in edges:
        x, y, rise = edge.x - mx, edge.y - my, edge.rise - mr
        xx += edge.weight * x * x
        yy += edge.weight * y * y
        xy += edge.weight * x * y
        xr += edge.weight * x * rise
        yr += edge.weight * y * rise
    determinant = xx * yy - xy * xy
    across = (xr * yy - yr * xy) / determinant
    down = (yr * xx - xr * xy) / determinant
    return mr - across * mx - down * my, across, down
