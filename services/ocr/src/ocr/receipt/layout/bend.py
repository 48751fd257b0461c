"""Straightening of a page that bends away to the right, so that amounts are level with their labels.

Long lines tell the slope of the print where they stand. Amounts are short and stand in a column of their own: on curled
paper that may lie a row higher or lower than the lines say. In the right place all of them have a label beside them.
"""

import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from ocr.receipt.layout.span import TextSpan

# Fewer spans that stand to the right of others tell nothing.
MIN_RIGHT = 4
# The bend is the square of the distance from the left, 1 at the right: spans that differ by less are of one column.
MIN_LEVER = 0.25
# Spans of a row stand this far apart at most, in heights of the print, and this near once the page is straight.
FARTHEST = 1.6
NEAR = 0.2
# So many spans are looked at above and below one, and so many compared with it: keeps a forged page from taking long.
MAX_NEAR = 24
MAX_LABELS = 6
# How much more the page may bend at its foot than at its top, in heights of the print.
GROWTHS = (0.0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1.0, -1.0)
# A bend of one height is believed if it brings more spans beside others than this, a growth of one if half of it more.
COST = 0.7


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two spans, by number, that may be of one row: at `y`, 0 to 1 down the page, they are if it bends by `bend` heights."""

    left: int
    right: int
    y: float
    bend: float


def straightened(spans: Sequence[TextSpan]) -> Sequence[TextSpan]:
    """Return the spans moved up or down to undo the bend of the page, unchanged where it cannot be measured."""
    if len(spans) <= MIN_RIGHT:
        return spans
    height = statistics.median(span.height for span in spans)
    left, right = min(span.left for span in spans), max(span.right for span in spans)
    middles = [span.middle for span in spans]
    top, bottom = min(middles), max(middles)
    if right <= left or bottom <= top or height <= 0:
        return spans
    levers = [(((span.left + span.right) / 2 - left) / (right - left)) ** 2 for span in spans]
    ys = [(middle - top) / (bottom - top) for middle in middles]
    bend, growth = _line(_best(list(_pairs(spans, levers, ys, height))))
    if not bend and not growth:
        return spans
    moves = [(bend + growth * y) * lever * height for lever, y in zip(levers, ys, strict=True)]
    return [
        replace(span, top=span.top - move, bottom=span.bottom - move) for span, move in zip(spans, moves, strict=True)
    ]


def _pairs(spans: Sequence[TextSpan], levers: Sequence[float], ys: Sequence[float], height: float) -> Iterator[_Pair]:
    """Yield each span with those to the left of it that stand near its height."""
    order = sorted(range(len(spans)), key=ys.__getitem__)
    middles = [spans[n].middle for n in order]
    for place, n in enumerate(order):
        if levers[n] <= MIN_LEVER:
            continue
        middle = middles[place]
        start = bisect_left(middles, middle - FARTHEST * height, max(place - MAX_NEAR, 0), place)
        stop = bisect_left(middles, middle + FARTHEST * height, place, min(place + MAX_NEAR, len(order)))
        beside = [
            (abs(middles[other] - middle), m, (middle - middles[other]) / (levers[n] - levers[m]) / height)
            for other in range(start, stop)
            if levers[n] - levers[m := order[other]] > MIN_LEVER and spans[m].right <= spans[n].left
        ]
        for _, m, bend in sorted(beside)[:MAX_LABELS]:
            yield _Pair(m, n, ys[n], bend)


def _best(pairs: Sequence[_Pair]) -> Sequence[_Pair]:
    """Return the pairs that agree on the bend which brings most spans beside others; the least of such bends."""
    level = [pair for pair in pairs if abs(pair.bend) <= NEAR]
    beside = {pair.right for pair in level}
    every = len({pair.right for pair in pairs})
    best, chosen = float(min(len(beside), len({pair.left for pair in level}))), level
    if every < MIN_RIGHT:
        return chosen
    for growth in GROWTHS:
        cost = COST * abs(growth) / 2
        if every - cost <= best:
            continue
        bends = sorted((pair.bend - growth * (pair.y - 0.5), n) for n, pair in enumerate(pairs))
        window = None
        for bend, rows, start, stop in _agreeing(pairs, bends, beside):
            if (score := rows - cost - COST * bend) > best:
                best, window = score, slice(start, stop)
        if window:
            chosen = [pairs[n] for _, n in bends[window]]
    return chosen


def _agreeing(
    pairs: Sequence[_Pair], bends: Sequence[tuple[float, int]], beside: AbstractSet[int]
) -> Iterator[tuple[float, int, int, int]]:
    """Yield the size of each bend that neighbours in order of bends agree on, how many rows they make, and from where to where.

    A span that is beside another already, and would not be any more, is a row less: of two blocks of text next to each other
    one may begin half a row lower on a page that is straight.
    """
    lefts, rights = Counter[int](), Counter[int]()
    lost = len(beside)
    start = 0
    for stop, (bend, n) in enumerate(bends, 1):
        pair = pairs[n]
        lost -= pair.right in beside and not rights[pair.right]
        lefts[pair.left] += 1
        rights[pair.right] += 1
        while bends[start][0] < bend - 2 * NEAR:
            pair = pairs[bends[start][1]]
            for counter, number in ((lefts, pair.left), (rights, pair.right)):
                counter[number] -= 1
                if not counter[number]:
                    del counter[number]
            lost += pair.right in beside and pair.right not in rights
            start += 1
        # No pair was added that the last ones were without, if the next joins these.
        if stop == len(bends) or bends[stop][0] > bends[start][0] + 2 * NEAR:
            yield abs(bend + bends[start][0]) / 2, min(len(lefts), len(rights)) - lost, start, stop


def _line(pairs: Sequence[_Pair]) -> tuple[float, float]:
    """Return the bend at the top of the page, and how much more it is at its foot."""
    if len({pair.right for pair in pairs}) < MIN_RIGHT:
        return 0.0, 0.0
    y, bend = sum(pair.y for pair in pairs) / len(pairs), sum(pair.bend for pair in pairs) / len(pairs)
    # Rows near to each other don't tell how the bend grows.
    spread = sum((pair.y - y) ** 2 for pair in pairs) + 0.1
    growth = sum((pair.y - y) * (pair.bend - bend) for pair in pairs) / spread
    return bend - growth * y, growth
