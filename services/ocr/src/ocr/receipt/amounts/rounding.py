"""Rounding of a receipt: by how much, and the amounts before and after it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import TENDERS, TOTAL_KINDS
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import LARGEST_ROUNDING

# How many amounts of a kind are looked at: keeps a forged receipt from taking long.
MAX_ROUNDINGS = 40
_WHOLE_SALE: frozenset[AmountKind | None] = TOTAL_KINDS | {"subtotal"}
# What may be printed below a rounding with the rounded amount: the total, or what it was paid with.
_ROUNDED: frozenset[AmountKind | None] = TOTAL_KINDS | TENDERS


def roundings(amounts: Sequence[Amount]) -> list[Decimal]:
    """Return the printed roundings of the receipt, MAX_ROUNDINGS at most, without zeros and amounts too large for one."""
    printed = [a.value for a in amounts if a.kind == "rounding" and not a.repeated][:MAX_ROUNDINGS]
    return [value for value in printed if 0 < abs(value) <= LARGEST_ROUNDING]


def rounded_totals(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the amounts, where those labelled as a rounding that are the rounded total get the kind `final`.

    A till prints ROUNDING ADJUSTMENT .02 and below it ROUNDING 52.10, or the second alone: no rounding is that large.
    """
    found: list[Amount] = []
    for amount in amounts:
        if amount.kind == "rounding" and not amount.in_summary and amount.value > 1:
            above = [a for a in found if a.kind in _WHOLE_SALE and a.row < amount.row and not a.in_summary]
            if any(abs(amount.value - a.value) <= LARGEST_ROUNDING for a in above):
                amount = replace(amount, kinds=("final",), repeated=False, above=False)  # noqa: PLW2901
        found.append(amount)
    return tuple(found)


def before_and_after(amounts: Sequence[Amount]) -> list[tuple[Decimal, Decimal]]:
    """Return the pairs of amounts above and below a printed rounding that differ by it, whatever its sign.

    Many tills print no sign: 8.11, rounding 0.01, 8.10. One that is printed says which way it goes.
    """
    whole = [a for a in amounts if a.last_of_row and not a.in_summary]
    before = [a for a in whole if a.kind in _WHOLE_SALE]
    after = [a for a in whole if a.kind in _ROUNDED]
    pairs: list[tuple[Decimal, Decimal]] = []
    for rounding in [a for a in whole if a.kind == "rounding" and 0 < abs(a.value) <= LARGEST_ROUNDING][:MAX_ROUNDINGS]:
        for one in [a for a in before if a.row < rounding.row][-MAX_ROUNDINGS:]:
            ways = {one.value + rounding.value, one.value + abs(rounding.value) * (-1 if rounding.value > 0 else 0)}
            pairs += [(one.value, a.value) for a in after if a.row > rounding.row and a.value in ways - {one.value}]
    return pairs
