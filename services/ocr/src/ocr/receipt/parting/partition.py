"""Separation of pages of lines into receipts, each with its own lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ocr.model import Line, Page
from ocr.receipt.layout.gaps import Gap, Way, find_gaps
from ocr.receipt.locale import Locale
from ocr.receipt.parting.landmarks import find_landmarks
from ocr.receipt.parting.part import Part, contradict, differences, read_part, same_purchase
from ocr.receipt.parting.signs import signs_of_two

# Fewer lines are a stamp, a sticker, a coupon: no receipt has head, sale and total on them.
MIN_LINES = 4
# Gaps between rows that are tried, the widest first.
MAX_GAPS = 8
# Lines that are read in parts, each as often as it is: keeps a forged page from taking long.
MAX_LINES_READ = 16_000
# What the seller's name below a gap counts beside the gap's width in heights of the print, up to so many of them.
WIDTH_WEIGHT, WIDEST = 0.05, 6.0

Side = frozenset[int]


def part_receipts(pages: Sequence[Page], locale: Locale) -> list[Part]:
    """Return the receipts on the pages, in reading order; one of all lines where they can't be parted into whole ones."""
    partition = _Partition(pages, locale, [line for page in pages for line in page.lines])
    receipts: list[Part] = []
    first = 0
    for page in pages:
        lines = frozenset(range(first, first + len(page.lines)))
        first += len(page.lines)
        if not lines:
            continue
        parts = partition.receipts(lines)
        if receipts and _goes_on(receipts[-1], parts[0]):
            parts[0] = partition.read(receipts.pop().lines | parts[0].lines)
        receipts += parts
    return [replace(part, another=partition.another_in(part)) for part in receipts or [partition.read(frozenset())]]


def _goes_on(receipt: Part, part: Part) -> bool:
    """Return whether a receipt continues at the top of the next page: what is there is not another whole one."""
    if not part.is_whole:
        return True
    if not receipt.is_whole:
        return differences(receipt.facts, part.facts) < 2
    return same_purchase(receipt, part)


@dataclass
class _Partition:
    """The separation of the lines of a file, with what was read already."""

    pages: Sequence[Page]
    locale: Locale
    lines: Sequence[Line]
    known: dict[Side, Part] = field(default_factory=dict)
    parted: dict[Side, list[Part]] = field(default_factory=dict)
    gaps: dict[tuple[Side, Way], list[tuple[Gap, Side, Side]]] = field(default_factory=dict)
    lines_read: int = 0

    def read(self, side: Side) -> Part:
        if side not in self.known:
            self.known[side] = read_part(self.pages, side, self.locale)
            self.lines_read += len(side)
        return self.known[side]

    def receipts(self, side: Side) -> list[Part]:
        """Return the receipts among lines of one page, parted at the widest gap that leaves whole ones on both sides."""
        if side not in self.parted:
            self.parted[side] = self._parted(side)
        return self.parted[side]

    def _parted(self, side: Side) -> list[Part]:
        gaps = [*self._sides(side, "beside"), *self._most_promising(side)]
        unclean: list[Part] = []
        for gap, first, second in sorted(gaps, key=lambda each: -each[0].width):
            if parts := self._both(first, second):
                joined = self._joined(parts, beside=gap.way == "beside")
                # A wide gap between the columns of a receipt gives its amounts to the next one.
                if not any(signs_of_two(part.rows) for part in parts):
                    return joined
                unclean = unclean or joined
        return unclean or [self.read(side)]

    def _most_promising(self, side: Side) -> list[tuple[Gap, Side, Side]]:
        """Return the gap between rows at which two receipts likely meet, with what is above and below; it may be none."""
        landmarks = find_landmarks(self.read(side).rows)
        if not landmarks.turn:
            return []
        sides = [each for each in self._sides(side, "below") if landmarks.part(each[1], each[2])][:MAX_GAPS]
        return [max(sides, key=lambda each: self._promise(*each))] if sides else []

    def another_in(self, part: Part) -> str:
        """Return what tells of another receipt among the lines of one, nothing where nothing does."""
        if told := signs_of_two(part.rows):
            return told
        # Lines of different pages don't lie beside each other.
        if len({row.page for row in part.rows}) > 1:
            return ""
        for _, left, right in self._sides(part.lines, "beside"):
            one, other = self.read(left), self.read(right)
            if (one.is_whole or other.is_whole) and contradict(one, other):
                return "a receipt beside amounts or dates that are not its own"
        return ""

    def _sides(self, side: Side, way: Way) -> list[tuple[Gap, Side, Side]]:
        """Return the gaps between these lines with the lines on either side of them."""
        if (side, way) not in self.gaps:
            self.gaps[side, way] = list(self._find_sides(side, way))
        return self.gaps[side, way]

    def _find_sides(self, side: Side, way: Way) -> Iterator[tuple[Gap, Side, Side]]:
        numbers = sorted(side)
        for gap in find_gaps([self.lines[n] for n in numbers], way, MIN_LINES):
            before = frozenset(n for place, n in enumerate(numbers) if gap.before >> place & 1)
            yield gap, before, side - before

    def _promise(self, gap: Gap, upper: Side, lower: Side) -> float:
        """Return how likely two receipts meet at a gap: it is wide, and what is below opens with a name."""
        width = WIDTH_WEIGHT * min(gap.width, WIDEST)
        below = self.read(lower)
        if not (below.is_whole and self.read(upper).is_whole):
            return width - 1
        return width + (below.facts.merchant.confidence if below.facts.merchant else 0.0)

    def _both(self, first: Side, second: Side) -> list[Part]:
        """Return the receipts on both sides, nothing unless all are whole."""
        if self.lines_read > MAX_LINES_READ:
            return []
        after = self.receipts(second)
        if not all(part.is_whole for part in after):
            return []
        before = self.receipts(first)
        return before + after if all(part.is_whole for part in before) else []

    def _joined(self, parts: Sequence[Part], *, beside: bool) -> list[Part]:
        """Return the receipts with those of one purchase made one.

        Below each other they are read as one, as a receipt and its card slip complete each other; side by side their
        rows would run into one another: the fuller is read.
        """
        receipts: list[Part] = []
        for part in parts:
            same = next((n for n, other in enumerate(receipts) if same_purchase(other, part)), None)
            if same is None:
                receipts.append(part)
                continue
            lines = receipts[same].lines | part.lines
            fuller = max((receipts[same], part), key=lambda each: (not each.is_slip, len(each.lines)))
            receipts[same] = replace(fuller, lines=lines) if beside else self.read(lines)
        return receipts
