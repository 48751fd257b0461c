"""Amounts with a label of a kind: of each kind the one that fits the total best."""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from ocr.receipt.amounts.candidates import SAYS_CASH, Amount
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import MALAYSIAN_RATE, PHILIPPINE_RATE, PROVING_RATES, ROUNDED_WITHIN, rate_of, tax_in

_SAYS_TENDER = re.compile(r"TENDER", re.IGNORECASE)

Rule = Literal["fits", "labelled", "unproven", "inferred", "summed"]
"""How an amount came to its role: it fits the total, has its label, only that; it fits without one; it is a sum."""


def labelled_roles(amounts: Sequence[Amount], chosen: Amount) -> dict[AmountKind, tuple[Amount, Rule]]:
    """Return for each kind the labelled amount that fits the total best, with the rule that found it."""
    total = chosen.value
    vatable = _labelled(amounts, "vatable")
    found = {
        "subtotal": _subtotal(amounts, chosen),
        "tax": _tax(amounts, total, vatable[0].value if vatable else None),
        "vatable": vatable or _of_summary(amounts, taxed=True),
        "vat_exempt": _labelled(amounts, "vat_exempt"),
        "zero_rated": _labelled(amounts, "zero_rated") or _of_summary(amounts, taxed=False),
        "service_charge": _labelled(amounts, "service_charge"),
        "discount": _discount(amounts, total),
        "rounding": _labelled(amounts, "rounding"),
        "cash": _cash(amounts, total, "cash"),
        "change": _cash(amounts, total, "change"),
    }
    return {kind: amount for kind, amount in found.items() if amount is not None}  # type: ignore[misc]


def _of_kind(amounts: Sequence[Amount], *kinds: AmountKind) -> list[Amount]:
    """Return the amounts of these kinds, those with the label beside them first."""
    found = [a for a in amounts if a.kind in kinds and not a.repeated]
    return sorted(found, key=lambda a: (a.above, kinds.index(a.kind) if a.kind else 0))


def _labelled(amounts: Sequence[Amount], kind: AmountKind) -> tuple[Amount, Rule] | None:
    found = _of_kind(amounts, kind)
    return (found[0], "unproven" if found[0].above else "labelled") if found else None


def _subtotal(amounts: Sequence[Amount], total: Amount) -> tuple[Amount, Rule] | None:
    """Return what is called a subtotal or holds VAT, else a gross amount that is not the total itself."""
    found = [a for a in _of_kind(amounts, "subtotal", "gross", "vat_inclusive") if not a.in_summary]
    named = [
        a
        for a in found
        if "SUB" in a.label.upper() or a.kind == "vat_inclusive" or (a.kind == "subtotal" and a.row < total.row)
    ]
    before = [a for a in found if a.value != total.value]
    best = next(iter(named or before), None)
    return (best, "unproven") if best else None


def _tax(amounts: Sequence[Amount], total: Decimal, vatable: Decimal | None) -> tuple[Amount, Rule] | None:
    """Return the tax: the one that fits VATable sales or the total, else the first so labelled."""
    # What stands under the heads of a summary's columns is as likely the sale as the tax.
    found = [a for a in _of_kind(amounts, "tax") if not (a.above and a.in_summary)]
    found = found or [a for a in _of_kind(amounts, "less_vat") if a.value > 0]
    fitting = [a for a in found if vatable and rate_of(vatable, a.value, (PHILIPPINE_RATE,), ROUNDED_WITHIN)]
    fitting += [
        a for a in found for rate in PROVING_RATES if abs(tax_in(total, rate) - a.value) <= ROUNDED_WITHIN and a.value
    ]
    if fitting:
        return fitting[0], "fits"
    body = [a for a in found if not a.in_summary] or found
    return (body[0], "unproven") if body else None


def _of_summary(amounts: Sequence[Amount], *, taxed: bool) -> tuple[Amount, Rule] | None:
    """Return the amount that is taxed at 6 %, or not taxed, by the rows of a GST summary: amount, tax."""
    for first, second in itertools.pairwise(amounts):
        if first.in_summary and first.row == second.row and first.value > 0 and second.last_of_row:
            if taxed and second.value and rate_of(first.value, second.value, (MALAYSIAN_RATE,), ROUNDED_WITHIN):
                return first, "unproven"
            if not taxed and not second.value:
                return first, "unproven"
    return None


def _discount(amounts: Sequence[Amount], total: Decimal) -> tuple[Amount, Rule] | None:
    """Return the discount that leads from a subtotal to the total, else the last: items' own discounts stand above it."""
    found = [a for a in _of_kind(amounts, "discount") if not a.in_summary]
    if not found:
        return None
    bases = {a.value for a in _of_kind(amounts, "subtotal", "gross", "vat_inclusive", "total")}
    fitting = [a for a in found if a.value and total + abs(a.value) in bases]
    amount = next(iter(fitting[::-1] + [a for a in found[::-1] if a.value]), found[0])
    return amount, "unproven"


def _cash(amounts: Sequence[Amount], total: Decimal, wanted: AmountKind) -> tuple[Amount, Rule] | None:
    """Return cash or change, the pair of them that differs by the total before any other."""
    # Of a refund, what is paid back has the sign of the total.
    cash = [a for a in _of_kind(amounts, "cash") if a.value >= 0 or total < 0]
    change = _of_kind(amounts, "change")
    found = cash if wanted == "cash" else change
    for one in cash:
        for other in change:
            if one.value - abs(other.value) == total:
                return (one if wanted == "cash" else other), "fits"
    if wanted == "cash" and not change:
        # Without change, PAYMENT and PAID may be any tender.
        found = [a for a in cash if says_cash(a)]
    if not found:
        return None
    exact = [a for a in found if a.value == total]
    return ((exact or found)[0] if wanted == "cash" else found[0]), "unproven"


def says_cash(amount: Amount) -> bool:
    """Return whether the label says cash, or that something was tendered."""
    return bool(SAYS_CASH.search(amount.label) or _SAYS_TENDER.search(amount.label))
