"""Thousands separated by a blank: whether 1 234.50 is one of 234.50, or one thousand and more."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import TENDERS, TOTAL_KINDS

Outcome = Callable[[Sequence[Amount]], tuple[int, Decimal | None]]

THOUSAND = 1000
_BLANK = re.compile(r"\d\s\d")
# Of a label for the whole sale, one amount follows: TOTAL 1 234.50.
_WHOLE_SALE = TOTAL_KINDS | TENDERS | {"subtotal", "change"}


def part_thousands(amounts: Sequence[Amount], outcome: Outcome) -> tuple[Amount, ...]:
    """Return the amounts, joined with the digits before a blank as their thousands where sums or the print say so.

    `outcome` tells how many sums of the paper make the total that would be chosen, and that total. What stays open keeps
    its second reading: `amount.printed.alternative`.
    """
    doubtful = [a for a in amounts if a.printed.alternative]
    if not doubtful:
        return tuple(amounts)
    readings: list[tuple[Amount, ...]] = []
    for taken in (_by_print(amounts), lambda _: False, lambda _: True, lambda a: a.kind in TOTAL_KINDS):
        reading = tuple(_joined(a) if a.printed.alternative and taken(a) else a for a in amounts)
        if reading not in readings:
            readings.append(reading)
    outcomes = [outcome(reading) for reading in readings]
    best = max(proofs for proofs, _ in outcomes)
    totals = [total for proofs, total in outcomes if proofs == best]
    proven = best > 0 and len(set(totals)) == 1
    chosen = next(reading for reading, (proofs, _) in zip(readings, outcomes, strict=True) if proofs == best)
    return tuple(replace(a, printed=replace(a.printed, alternative=None)) if proven else a for a in chosen)


def _by_print(amounts: Sequence[Amount]) -> Callable[[Amount], bool]:
    """Return whether an amount's thousands are parted by a blank, by what is printed before it and elsewhere."""
    parted = any(
        a.value >= THOUSAND and not a.printed.alternative and not _BLANK.search(a.printed.text) for a in amounts
    )

    def taken(amount: Amount) -> bool:
        joined = amount.printed.alternative
        alone = joined is not None and joined.text.strip() == amount.span.text.strip()
        return not parted and (alone or amount.kind in _WHOLE_SALE)

    return taken


def _joined(amount: Amount) -> Amount:
    """Return the amount in its second reading; the first stays beside it, as what it may be after all."""
    other = amount.printed.alternative or amount.printed
    return replace(
        amount, value=other.value, printed=replace(other, alternative=replace(amount.printed, alternative=None))
    )
