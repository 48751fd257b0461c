"""Adjustments between subtotal and total: what is added or taken off, by its label or by the difference it explains."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import TENDERS, TOTAL_KINDS
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import ADDED_RATES, FIVE_SEN, LARGEST_ROUNDING, MALAYSIAN_RATE, NIL, ROUNDED_ONCE, rate_of, tax_in

# Shares of the subtotal that a service charge is; outside them an addition is a tax or something else.
SERVICE_SHARES = (Decimal("0.03"), Decimal("0.16"))
# How many adjustments there may be: keeps a forged receipt from taking long.
MAX_ADJUSTMENTS = 6
MIN_LETTERS = 2

# What a labelled adjustment does to the sum, 0 for what is printed with its sign; tax may be a part of it already.
_SIGNS: Mapping[AmountKind, int] = {
    "discount": -1, "less_vat": -1, "withholding": -1, "gift_certificate": -1, "service_charge": 1, "fee": 1, "rounding": 0, "tax": 1,
}  # fmt: skip
# Nothing is paid or counted between goods and total: CHECK AMOUNT is a subtotal there, BAYAD SA SERBISYO a charge.
MISTAKEN: frozenset[AmountKind] = TENDERS | {"quantity", "other", "net_of_vat", "saving", "vatable", "summary"}


def is_unknown(amount: Amount) -> bool:
    """Return whether the words in front of an amount are in no table of labels."""
    named = amount.kind is None or amount.kind == "other" or amount.above
    return named and not amount.repeated and sum(char.isalpha() for char in amount.label) >= MIN_LETTERS


def may_be_anything(amount: Amount) -> bool:
    """Return whether an amount above the total may be any adjustment: its label is unknown, or mistaken there."""
    return is_unknown(amount) or (amount.kind in MISTAKEN and not amount.repeated)


def adjustments_between(amounts: Sequence[Amount], subtotal: Amount, total: Amount) -> list[Amount]:
    """Return the possible adjustments, MAX_ADJUSTMENTS at most, between the subtotal and the first total below it."""
    adjustments: list[Amount] = []
    for amount in amounts:
        if amount.row <= subtotal.row or amount.in_summary or not amount.last_of_row:
            continue
        if amount is total or (amount.value == total.value and amount.kind in TOTAL_KINDS):
            break
        if amount.value and (amount.kind in _SIGNS or may_be_anything(amount)):
            adjustments.append(amount)
    return adjustments[:MAX_ADJUSTMENTS]


def no_rounding(amounts: Sequence[Amount], total: Amount, tax: Amount | None) -> Amount | None:
    """Return the last amount above the total if it is 0.00, has an unknown label, and may be a Malaysian rounding.

    It may where the total is a multiple of five sen, and the tax above it no more than the Malaysian rate gives.
    """
    if tax is None or not 0 < tax.value <= tax_in(total.value, MALAYSIAN_RATE) + ROUNDED_ONCE or total.value % FIVE_SEN:
        return None
    above = [a for a in amounts if a.row < total.row and a.last_of_row]
    nothing = above and is_unknown(above[-1]) and not above[-1].value and above[-1].row > tax.row
    return above[-1] if nothing else None


def explanations(
    adjustments: Sequence[Amount], unknown: Sequence[Amount], difference: Decimal
) -> Iterator[dict[Amount, Decimal]]:
    """Yield the changes by unknown adjustments, for each way in which all adjustments add up to the difference.

    Ways with the fewest unknown adjustments come first, and among them those with the most adjustments.
    """
    changes = [_changes(adjustment, adjustment in unknown) for adjustment in adjustments]
    combined = [c for c in product(*changes) if sum(c, NIL) == difference]
    new = [{a: change for a, change in zip(adjustments, c, strict=True) if change and a in unknown} for c in combined]
    # What is labelled takes part where it can.
    used = [sum(map(bool, c)) for c in combined]
    for _, _, explained in sorted(zip(map(len, new), used, new, strict=True), key=lambda n: (n[0], -n[1])):
        yield explained


def _changes(adjustment: Amount, unknown: bool) -> tuple[Decimal, ...]:
    if unknown:
        return NIL, -abs(adjustment.value), abs(adjustment.value)
    if adjustment.kind is None or adjustment.kind not in _SIGNS:
        return (NIL,)
    sign = _SIGNS[adjustment.kind]
    return NIL, abs(adjustment.value) * sign if sign else adjustment.value


def kind_of(amount: Amount, added: Mapping[Amount, Decimal], subtotal: Decimal) -> AmountKind | None:
    """Return the kind of an unknown amount by its change of the subtotal, `added` holding all changes; None if it is open."""
    if abs(amount.value) <= LARGEST_ROUNDING:
        return "rounding"
    if added[amount] < 0:
        return "discount"
    charges = [change for other, change in added.items() if other is not amount and change > LARGEST_ROUNDING]
    bases = [subtotal + charge for charge in (NIL, *charges)]
    if any(rate_of(base, amount.value, ADDED_RATES) for base in bases):
        return "tax"
    low, high = SERVICE_SHARES
    return "service_charge" if low * subtotal <= amount.value <= high * subtotal else None
