"""Signs that rows are of two receipts: things that are not printed twice on one."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from ocr.receipt.amounts.candidates import Amount, read_amounts
from ocr.receipt.amounts.kinds import TENDERS, TOTAL_KINDS
from ocr.receipt.amounts.proofs import MAX_VALUES
from ocr.receipt.fields.bir import parties_of
from ocr.receipt.fields.date import LABELS as DATE_LABELS
from ocr.receipt.fields.head import LABELS as HEAD_LABELS
from ocr.receipt.fields.receipt_number import document_numbers
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.bir import PartyKind
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.parting.landmarks import TAX_NUMBER
from ocr.receipt.text.dates import find_dates

# A total before and after rounding, or one that was misread, is not another's.
MIN_DIFFERENCE = Decimal(1)
# The goods of the first receipt stand between its head and the next, the number of a settled invoice beside its own.
MIN_ROWS = 6
# As many rows have something twice side by side where two receipts lie so.
MIN_TWICE = 2
# What stands below the supplier's or the printer's numbers is no sale.
MIN_AMOUNTS = 2
_ONCE_IN_A_ROW: frozenset[AmountKind] = TOTAL_KINDS | TENDERS | {"change", "subtotal", "tax", "vatable"}


def signs_of_two(rows: Sequence[Row]) -> str:
    """Describe the sign that the rows are of two receipts; empty where there is none."""
    amounts = read_amounts(rows)
    if len(proven := _proven_totals(amounts)) > 1:
        return f"{len(proven)} totals that cash less change makes"
    if sides := _side_by_side(rows, amounts):
        return sides
    if len(again := _said_again(rows, amounts)) > 1:
        return f"two {' and two '.join(again)} below each other"
    return ""


def _side_by_side(rows: Sequence[Row], amounts: Sequence[Amount]) -> str:
    """Return which rows have twice what a receipt has once: a label of the same words, or several rows the same kind.

    One receipt may have one such row: a stay's first and last day, a total in pesos and in dollars, a table of taxes.
    """
    own = [a for a in amounts if a.kind in _ONCE_IN_A_ROW and not a.repeated and not a.above]
    worded = Counter((a.row, "".join(filter(str.isalpha, a.label.upper()))) for a in own)
    kinds = Counter((a.row, a.kind) for a in own)
    dated = {n for n, row in enumerate(rows) if len(_days(row)) > 1 and not _is_of_a_permit(row)}
    if any(count > 1 for count in worded.values()):
        return "two amounts with one label side by side"
    if any(_is_dated_twice(rows[number]) for number in dated):
        return "two days of sale side by side"
    twice = {row for (row, _), count in kinds.items() if count > 1}
    if twice and len(twice | dated) >= MIN_TWICE:
        return f"{len(twice | dated)} rows with two amounts of a kind, or two days, side by side"
    return ""


def _is_dated_twice(row: Row) -> bool:
    return sum(found.kind == "sale" for found in DATE_LABELS.find(row.folded)) > 1


def _is_of_a_permit(row: Row) -> bool:
    return any(found.kind == "other" for found in DATE_LABELS.find(row.folded))


def _said_again(rows: Sequence[Row], amounts: Sequence[Amount]) -> list[str]:
    """Return what the head of a receipt says once and these rows say twice, differently, far apart, with a sale below."""
    last_sale = amounts[-MIN_AMOUNTS].row if len(amounts) >= MIN_AMOUNTS else 0
    first: dict[str, tuple[int, Hashable]] = {}
    again: dict[str, None] = {}
    for number, (row, party) in enumerate(zip(rows, parties_of(rows), strict=True)):
        for what, said in _said(row, party):
            at, before = first.setdefault(what, (number, said))
            if said != before and at + MIN_ROWS <= number < last_sale:
                again[what] = None
    return list(again)


def _said(row: Row, party: PartyKind | None) -> Iterator[tuple[str, Hashable]]:
    labels = {found.kind for found in DATE_LABELS.find(row.folded)}
    # A permit's day stands in the supplier's or the printer's part of the paper.
    if "other" not in labels and ("sale" in labels or party is None):
        # 02/01 and 01/02 may be one day.
        yield from (("days", (year, frozenset((first, second)))) for year, first, second in _days(row))
    yield from (("document numbers", number) for number in document_numbers(row))
    if party is None and any(found.kind == "tax" for found in HEAD_LABELS.find(row.folded)):
        yield from (("tax numbers", re.sub(r"\D", "", match)) for match in TAX_NUMBER.findall(row.text))


def _proven_totals(amounts: Sequence[Amount]) -> list[Decimal]:
    """Return the totals that a payment less a change comes to."""
    own = [a for a in amounts if not a.repeated]
    totals = {a.value for a in own if a.kind in TOTAL_KINDS}
    paid = [a.value for a in own if a.kind in TENDERS and a.value > 0][:MAX_VALUES]
    changes = [abs(a.value) for a in own if a.kind == "change"][:MAX_VALUES]
    proven: list[Decimal] = []
    for value in sorted({cash - change for cash, change in product(paid, changes)} & totals):
        if value > 0 and (not proven or value - proven[-1] > MIN_DIFFERENCE):
            proven.append(value)
    return proven


def _days(row: Row) -> set[tuple[int, int, int]]:
    return {(day.year, day.first, day.second) for span in row.spans for day in find_dates(span.text)}
