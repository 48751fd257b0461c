"""Rows where a second receipt may begin: those of a head between two totals."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ocr.receipt.amounts.candidates import LABELS
from ocr.receipt.amounts.kinds import TOTAL_KINDS
from ocr.receipt.amounts.numbers import find_amounts
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.layout.rows import Row
from ocr.receipt.text.dates import find_dates

TAX_NUMBER = re.compile(r"\d(?:[ -]?\d){8}")


@dataclass(frozen=True, slots=True)
class Landmarks:
    """The rows that call an amount a total, and the rows of a head below the first of them."""

    totals: Mapping[int, int]
    heads: Mapping[int, int]

    @property
    def turn(self) -> bool:
        """Whether a head stands between two totals."""
        return bool(self.heads) and min(self.heads.values()) < max(self.totals.values())

    def part(self, upper: Collection[int], lower: Collection[int]) -> bool:
        """Return whether the upper lines have a total, and the lower ones a head with a total below it."""
        head = min((row for line, row in self.heads.items() if line in lower), default=None)
        below = any(line in lower and head is not None and row > head for line, row in self.totals.items())
        return below and any(line in upper for line in self.totals)


def find_landmarks(rows: Sequence[Row]) -> Landmarks:
    """Find the totals of all rows, and what looks like a head below the first of them."""
    totals: dict[int, int] = {}
    heads: dict[int, int] = {}
    for number, row in enumerate(rows):
        lines = [span.index for span in row.spans]
        if any(found.kind in TOTAL_KINDS for found in LABELS.find(row.folded)):
            totals |= dict.fromkeys(lines, number)
        elif totals and _is_of_a_head(HeadRow(number, row)):
            heads |= dict.fromkeys(lines, number)
    return Landmarks(totals, heads)


def _is_of_a_head(this: HeadRow) -> bool:
    text = this.row.text
    # Goods may be called after a place, and a summary of taxes has no number: each page that is parted in vain costs 15 ms.
    if any(amount.exact for span in this.row.spans for amount in find_amounts(span.text)):
        return False
    dated = any(True for span in this.row.spans for _ in find_dates(span.text))
    return dated or (this.is_tax and TAX_NUMBER.search(text) is not None) or this.address > 0
