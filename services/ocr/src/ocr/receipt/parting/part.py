"""A part of the paper as a receipt of its own: whether it is complete, and whether two are of one purchase."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ocr.model import Facts, Field, Page
from ocr.receipt.amounts.numbers import find_amounts
from ocr.receipt.extract import understand
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.locale import Locale

# A card slip is printed this soon after its receipt.
SOON = datetime.timedelta(minutes=15)

AnyField = Field[Any] | None


@dataclass(frozen=True)
class Part:
    """Lines that may be one receipt, by their indices, and what they say if they are."""

    lines: frozenset[int]
    rows: tuple[Row, ...]
    facts: Facts
    # What tells of another receipt among the lines, empty where nothing does.
    another: str = ""

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is a receipt from head to total: the seller above the total, a day or a number with it."""
        facts = self.facts
        seller = self._above_total(facts.address) or self._above_total(facts.bir.tin)
        day, number = facts.date, facts.receipt_number
        if seller:
            return day is not None or number is not None
        return self._above_total(day) and self._above_total(number)

    def _above_total(self, field: AnyField) -> bool:
        total = self.facts.totals.total_amount
        if field is None or field.line is None or total is None or total.line is None:
            return False
        return self._row_of[field.line] <= self._row_of[total.line]

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {span.index: number for number, row in enumerate(self.rows) for span in row.spans}

    @cached_property
    def is_slip(self) -> bool:
        """Whether it is the slip of a card terminal."""
        kind = self.facts.document_type
        return kind is not None and kind.value == "card_slip"

    @cached_property
    def amounts(self) -> frozenset[Decimal]:
        """Every amount that is printed on it."""
        return frozenset(a.value for row in self.rows for span in row.spans for a in find_amounts(span.text))


def read_part(pages: Sequence[Page], lines: Collection[int], locale: Locale) -> Part:
    """Read what these lines say if they are one receipt."""
    rows = read_rows(pages, lines)
    return Part(frozenset(lines), rows, understand(rows, locale))


def same_purchase(one: Part, other: Part) -> bool:
    """Return whether two receipts belong to one sale, as a copy, a stub, a card slip or pages of one invoice do."""
    a, b = one.facts, other.facts
    if _differ(a.date, b.date):
        return False
    if a.receipt_number and b.receipt_number and not _differ(a.receipt_number, b.receipt_number):
        return True
    if not _share_total(one, other):
        return differences(a, b) == 0
    return one.is_slip or other.is_slip or differences(a, b) < 2 or (_soon(a, b) and not _differ(a.bir.tin, b.bir.tin))


def differences(a: Facts, b: Facts) -> int:
    """Count the facts in which two receipts differ, of TIN, receipt number, date and time."""
    pairs = ((a.bir.tin, b.bir.tin), (a.receipt_number, b.receipt_number), (a.date, b.date), (a.time, b.time))
    return sum(_differ(*pair) for pair in pairs)


def contradict(one: Part, other: Part) -> bool:
    """Return whether two parts can't be one receipt, since their facts differ: totals, days, times, numbers."""
    both = one.facts.totals.total_amount is not None and other.facts.totals.total_amount is not None
    apart = differences(one.facts, other.facts)
    # A total alone may be a column of one receipt's table: SALES, VAT, TOTAL; a number, that of a settled invoice.
    return apart > 1 or (both and not _share_total(one, other) and (apart > 0 or (_is_paid(one) and _is_paid(other))))


def _is_paid(part: Part) -> bool:
    """Return whether a part says what was paid and given back."""
    return part.facts.totals.cash is not None and part.facts.totals.change is not None


def _share_total(one: Part, other: Part) -> bool:
    """Return whether the total of either is printed on the other too."""
    totals = ((one.facts.totals.total_amount, other.amounts), (other.facts.totals.total_amount, one.amounts))
    return any(total is not None and total.value in amounts for total, amounts in totals)


def _differ(a: AnyField, b: AnyField) -> bool:
    return a is not None and b is not None and a.value != b.value


def _soon(a: Facts, b: Facts) -> bool:
    if a.time is None or b.time is None:
        return True
    times = (datetime.datetime.combine(datetime.date.min, time.value) for time in (a.time, b.time))
    return max(*(pair := list(times))) - min(*pair) <= SOON
