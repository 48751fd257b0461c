"""Rows from lines with boxes: spans of text side by side, top to bottom, on skewed and curved paper too."""

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr.model import Box, Line, Page
from ocr.receipt.layout.bend import straightened
from ocr.receipt.layout.deskew import Slope, fit, levelled
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.text.phrase_matcher import Folded, fold_text
from ocr.receipt.text.spelling import Spelling, respelt
from ocr.receipt.text.vocabulary import LEXICON, VOCABULARY

# A span joins a row when it shares this much of the lower height of the two with the row's nearest span.
SHARED_HEIGHT = 0.5
# Rows below which nothing is looked for: keeps the time linear in the number of lines.
OPEN_ROWS = 12
# No line of a receipt is longer: keeps a forged one from taking long.
LONGEST_TEXT = 400


@dataclass(frozen=True)
class Row:
    """Spans of one printed row, left to right. `place` is 0 at the first row of the receipt, 1 at the last."""

    spans: tuple[TextSpan, ...]
    page: int
    place: float = 0.0

    @cached_property
    def text(self) -> str:
        return " ".join(span.text for span in self.spans)

    @cached_property
    def folded(self) -> Folded:
        """The row's text as phrases are looked for in it."""
        return fold_text(self.text, VOCABULARY)

    @cached_property
    def height(self) -> float:
        return max(span.height for span in self.spans)

    def span_at(self, offset: int) -> TextSpan:
        """Return the span that a character of the row's text is on."""
        for span in self.spans:
            offset -= len(span.text) + 1
            if offset < 0:
                return span
        return self.spans[-1]


def read_rows(pages: Sequence[Page], only: Collection[int] | None = None) -> tuple[Row, ...]:
    """Group the lines of all pages into rows, in reading order; `only` are the indices of those of one receipt."""
    rows: list[tuple[list[TextSpan], int]] = []
    first = 0
    for number, page in enumerate(pages, 1):
        numbered = [(n, line) for n, line in enumerate(page.lines, first) if only is None or n in only]
        rows.extend((row, number) for row in _page_rows(numbered))
        first += len(page.lines)
    last = max(len(rows) - 1, 1)
    return tuple(Row(tuple(row), page, place / last) for place, (row, page) in enumerate(rows))


def _page_rows(lines: Sequence[tuple[int, Line]]) -> list[list[TextSpan]]:
    level = levelled([line for _, line in lines])
    slope = fit(level)
    spans = [_span(line, flat.box, n, slope) for (n, line), flat in zip(lines, level, strict=True) if line.text.strip()]
    rows: list[list[TextSpan]] = []
    for span in sorted(straightened(spans), key=lambda p: (p.middle, p.left, p.index)):
        fitting = [row for row in rows[-OPEN_ROWS:] if _beside(span, row)]
        if fitting:
            min(fitting, key=lambda row: abs(_nearest(span, row).middle - span.middle)).append(span)
        else:
            rows.append([span])
    for row in rows:
        row.sort(key=lambda p: (p.left, p.index))
    return sorted(rows, key=lambda row: statistics.fmean(p.middle for p in row))


def _span(line: Line, flat: Box, index: int, slope: Slope) -> TextSpan:
    xs = [x for x, _ in flat]
    ys = [slope.deskewed(x, y) for x, y in flat]
    top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    if bottom <= top:
        top, bottom = min(ys), max(*ys, min(ys) + 1)
    text, letters = _spelt(line)
    return TextSpan(index, text, min(xs), max(xs), top, bottom, line.score, line.box, letters)


def _spelt(line: Line) -> Spelling:
    """Return the text of a line without the blanks around it, with its doubted letters as known words have them."""
    start = len(line.text) - len(line.text.lstrip())
    text = line.text.strip()[:LONGEST_TEXT]
    return respelt(text, line.letters[start : start + len(text)], LEXICON) if line.letters else (text, ())


def _nearest(span: TextSpan, row: Sequence[TextSpan]) -> TextSpan:
    return min(row, key=lambda other: max(other.left - span.right, span.left - other.right))


def _beside(span: TextSpan, row: Sequence[TextSpan]) -> bool:
    # Most of the open rows end above it.
    if not any(other.bottom > span.top for other in row):
        return False
    other = _nearest(span, row)
    shared = min(span.bottom, other.bottom) - max(span.top, other.top)
    apart = min(span.right, other.right) - max(span.left, other.left) < 0.5 * min(
        span.right - span.left, other.right - other.left
    )
    return apart and shared >= SHARED_HEIGHT * min(span.height, other.height)
