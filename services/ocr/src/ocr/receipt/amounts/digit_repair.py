"""Repair of a total that was misread by one digit, by the rest of the paper."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.rival_digits import made_right
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import PROVING_RATES, ROUNDED_ONCE, rate_of

# A smaller difference may be a rounding, and the tax on it is too small to show which amount was misread.
MIN_DIFFERENCE = Decimal(1)
MAX_OF_A_KIND = 6
# What leads from the goods to the total: a sum may be without it, or with it misread.
_ADJUSTMENTS: frozenset[AmountKind | None] = frozenset(
    ("discount", "service_charge", "rounding", "less_vat", "withholding", "gift_certificate")
)
_NETS: frozenset[AmountKind | None] = frozenset(("vatable", "net_of_vat", "subtotal"))
_UNTAXED: frozenset[AmountKind | None] = frozenset(("vat_exempt", "zero_rated"))
# Total 0% supplies: the untaxed part of the sale, not a subtotal of all of it.
_NO_TAX = re.compile(r"(?<![\d.])0\s?%")


def repair_digit(total: Amount, amounts: Sequence[Amount], paid: Collection[Decimal], goods: Decimal | None) -> Amount:
    """Return the total, corrected to its proven value where that differs from the printed one by one digit.

    `paid` is cash less change, `goods` the sum of the items. One sum is no proof: any of its amounts may be the misread
    one. Two that agree are, or one of which each amount is confirmed by another, or that comes to what the reader thought
    of reading instead.
    """
    proven = _proven(amounts, paid, goods) or _doubted(total, amounts, paid, goods)
    printed = {abs(amount.value) for amount in amounts}
    if proven is None or proven in printed or abs(proven - total.value) in printed:
        return total
    return replace(total, value=proven) if _one_digit_apart(proven, total.value) else total


def _doubted(
    total: Amount, amounts: Sequence[Amount], paid: Collection[Decimal], goods: Decimal | None
) -> Decimal | None:
    if any(amount.kind in _ADJUSTMENTS and amount.value for amount in amounts):
        return None
    return made_right(total.printed, total.span, {*paid, *(() if goods is None else (goods,))})


def _proven(amounts: Sequence[Amount], paid: Collection[Decimal], goods: Decimal | None) -> Decimal | None:
    if any(amount.kind in _ADJUSTMENTS and amount.value for amount in amounts):
        return None
    classes, confirmed = _classes([amount for amount in amounts if not amount.repeated])
    named = {value for value in (*paid, classes) if value is not None}
    if len(named) != 1:
        return None
    value = named.pop()
    proofs = (value in paid) + (value == goods) + (value == classes) + (value == classes and confirmed)
    return value if proofs > 1 else None


def _classes(amounts: Sequence[Amount]) -> tuple[Decimal | None, bool]:
    """Return what the taxed sale, its tax and the untaxed sales come to, and whether each of them is confirmed.

    A sale is confirmed by the tax on it, an untaxed one by being nil or printed twice.
    """
    nets = [a.value for a in amounts if a.kind in _NETS][:MAX_OF_A_KIND]
    taxes = [a.value for a in amounts if a.kind == "tax" and a.value > ROUNDED_ONCE][:MAX_OF_A_KIND]
    taxed = {n + t for n, t in product(nets, taxes) if rate_of(n, t, PROVING_RATES) is not None}
    untaxed = {(a.kind, a.value) for a in amounts if a.kind in _UNTAXED or _is_untaxed_subtotal(a)}
    # Philippine paper prints both of its untaxed classes: of one alone, the line of the other was not read.
    whole = sorted(str(kind) for kind, _ in untaxed) in (["subtotal"], ["vat_exempt", "zero_rated"])
    if len(taxed) != 1 or not whole:
        return None, False
    printed = Counter(amount.value for amount in amounts)
    confirmed = all(not value or printed[value] > 1 for _, value in untaxed)
    return taxed.pop() + sum((value for _, value in untaxed), Decimal(0)), confirmed


def _is_untaxed_subtotal(amount: Amount) -> bool:
    return amount.kind == "subtotal" and _NO_TAX.search(amount.label) is not None


def nearly(one: Decimal, other: Decimal) -> bool:
    """Return whether two amounts differ by one misread digit, or by digits lost in front: 234.50 of 1,234.50."""
    short, long = sorted((one, other))
    return _one_digit_apart(one, other) or (0 < short < long and f"{long:.2f}".endswith(f"{short:.2f}"))


def _one_digit_apart(one: Decimal, other: Decimal) -> bool:
    """Return whether one digit is another, or one more stands in front."""
    if abs(one - other) < MIN_DIFFERENCE or min(one, other) <= 0:
        return False
    short, long = sorted((f"{one:.2f}", f"{other:.2f}"), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return long[1:] == short
