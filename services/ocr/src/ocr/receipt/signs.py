"""Rows in, what tells that they are of two receipts out: no receipt prints such a thing once."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from ocr.receipt.amounts import Amount, read_amounts
from ocr.receipt.dates import find_dates
from ocr.receipt.rows import Row
from ocr.receipt.totals import MOST_VALUES, TENDERS, TOTAL_KINDS
from ocr.receipt.wordings.amounts import AmountKind

# A total before and after rounding, or one that was misread, is not another's.
LEAST_DIFFERENCE = Decimal(1)
_ONCE_IN_A_ROW: frozenset[AmountKind] = TOTAL_KINDS | TENDERS | {"change", "subtotal", "tax", "vatable"}


def signs_of_two(rows: Sequence[Row]) -> str:
    """Say what tells that the rows are of two receipts, nothing where nothing does."""
    amounts = read_amounts(rows)
    if len(proven := _proven_totals(amounts)) > 1:
        return f"{len(proven)} totals that cash less change makes"
    labelled = Counter((a.row, a.kind) for a in amounts if a.kind in _ONCE_IN_A_ROW and not a.repeated and not a.above)
    if any(count > 1 for count in labelled.values()):
        return "two amounts of one kind side by side"
    if any(len(_days(row)) > 1 for row in rows):
        return "two days side by side"
    return ""


def _proven_totals(amounts: Sequence[Amount]) -> list[Decimal]:
    """Return the totals that a payment less a change comes to."""
    own = [a for a in amounts if not a.repeated]
    totals = {a.value for a in own if a.kind in TOTAL_KINDS}
    paid = [a.value for a in own if a.kind in TENDERS and a.value > 0][:MOST_VALUES]
    changes = [abs(a.value) for a in own if a.kind == "change"][:MOST_VALUES]
    proven: list[Decimal] = []
    for value in sorted({cash - change for cash, change in product(paid, changes)} & totals):
        if value > 0 and (not proven or value - proven[-1] > LEAST_DIFFERENCE):
            proven.append(value)
    return proven


def _days(row: Row) -> set[tuple[int, int, int]]:
    return {(day.year, day.first, day.second) for piece in row.pieces for day in find_dates(piece.text)}
