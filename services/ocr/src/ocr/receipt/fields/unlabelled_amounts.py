"""Amounts whose phrase no table knows: their kinds, by what they add up to and where they are printed."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, product

from ocr.receipt.amounts.adjustments import (
    MISTAKEN,
    adjustments_between,
    explanations,
    is_unknown,
    kind_of,
    may_be_anything,
    no_rounding,
)
from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import TENDERS, TOTAL_KINDS
from ocr.receipt.fields.subtotal import AmountsByKind, find_subtotal, last_of_block
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import PHILIPPINE_RATE, rate_of

# How far below the total cash and change are looked for, in rows.
TENDER_ROWS = 8
MAX_BELOW = 30
# The first of these ends the goods.
_AFTER_GOODS: frozenset[AmountKind | None] = TOTAL_KINDS | {
    "subtotal",
    "tax",
    "vatable",
    "vat_exempt",
    "zero_rated",
    "net_of_vat",
}
_NO_CASH: frozenset[AmountKind | None] = (TENDERS - {"cash"}) | {"vatable", "vat_exempt", "zero_rated", "tax"}


def unlabelled_roles(amounts: Sequence[Amount], total: Amount, known: AmountsByKind) -> AmountsByKind:
    """Return the roles, beyond those known, that arithmetic or the block of VAT lines gives to amounts."""
    unknown = [a for a in amounts if is_unknown(a) and a is not total][-60:]
    roles: AmountsByKind = dict(known)
    if pair := _paid_and_returned(amounts, total):
        roles["cash"], roles["change"] = pair
    roles.update(_vat_pair([a for a in unknown if a.row not in _goods(amounts, total)], total, roles))
    roles.update(_vat_block([a for a in unknown if a.value != total.value], roles))
    roles.update(_adjustments(amounts, total, roles))
    return {kind: amount for kind, amount in roles.items() if known.get(kind) is not amount}


def _paid_and_returned(amounts: Sequence[Amount], total: Amount) -> tuple[Amount, Amount] | None:
    """Find two amounts below the total that differ by it: what was given and what was given back, however called."""
    below = [
        a
        for a in amounts
        if total.row < a.row <= total.row + TENDER_ROWS and a.kind not in _NO_CASH and not a.in_summary and a.label
    ][:MAX_BELOW]
    for cash, change in combinations(below, 2):
        differ = cash.value - abs(change.value) == total.value < cash.value
        if differ and cash.row < change.row and "change" not in cash.kinds:
            return cash, change
    return None


def _goods(amounts: Sequence[Amount], total: Amount) -> range:
    """Return the rows of the goods: those above the first amount that has a label of the sale as a whole."""
    first = next((a.row for a in amounts if a is total or (a.kind in _AFTER_GOODS and not a.above)), 0)
    return range(first)


def _vat_pair(unknown: Sequence[Amount], total: Amount, roles: AmountsByKind) -> AmountsByKind:
    """Find the missing one of VATable sales and VAT by its label's other half, or both where the total holds them.

    That one price is 12 % of another is no evidence: of four round prices, in one of twenty receipts one is.
    """
    bases = [roles["vatable"]] if "vatable" in roles else unknown
    taxes = [roles["tax"]] if "tax" in roles else unknown
    if "vatable" in roles and "tax" in roles:
        return {}
    labelled = "vatable" in roles or "tax" in roles
    for base, tax in product(bases, taxes):
        near = base is not tax and abs(base.row - tax.row) <= 4
        held = base.row > total.row < tax.row and base.value + tax.value <= total.value
        fits = tax.value > Decimal("0.1") and rate_of(base.value, tax.value, (PHILIPPINE_RATE,)) is not None
        if near and fits and (labelled or held):
            return {"vatable": base, "tax": tax}
    return {}


def _vat_block(unknown: Sequence[Amount], roles: AmountsByKind) -> AmountsByKind:
    """Name the unknown lines among VATable sales and VAT by their usual order: exempt, then zero-rated."""
    block: tuple[AmountKind, ...] = ("vatable", "vat_exempt", "zero_rated", "tax")
    rows = {roles[kind].row for kind in block if kind in roles}
    classes: tuple[AmountKind, ...] = ("vat_exempt", "zero_rated")
    missing = [kind for kind in classes if kind not in roles]
    vatable = roles.get("vatable")
    if len(rows) < 2 or vatable is None or vatable.in_summary:
        return {}
    inside = [a for a in unknown if a.row in _grown(rows, {a.row for a in unknown}) and a not in roles.values()]
    if not missing and "tax" not in roles:
        taxes = [a for a in inside if rate_of(vatable.value, a.value, (PHILIPPINE_RATE,))]
        return {"tax": taxes[0]} if taxes else {}
    if len(inside) < len(missing):
        # Of one line for two classes, a sale of nothing is as likely either.
        return {}
    return dict(zip(missing, sorted(inside, key=lambda a: a.row), strict=False))


def _grown(rows: set[int], others: set[int]) -> set[int]:
    """Return the rows with those of the others that lie between or next to them."""
    grown = set(rows)
    for row in sorted(others):
        if min(rows) < row < max(rows) or row - 1 in grown:
            grown.add(row)
    for row in sorted(others, reverse=True):
        if row + 1 in grown:
            grown.add(row)
    return grown - rows


def _adjustments(amounts: Sequence[Amount], total: Amount, roles: AmountsByKind) -> AmountsByKind:
    """Return the subtotal and the unknown amounts that lead from it to the total."""
    end = last_of_block(amounts, total)
    found = find_subtotal(amounts, end, roles)
    subtotal = found.get("subtotal")
    if subtotal is None:
        return {}
    if "rounding" not in roles and (rounding := no_rounding(amounts, end, roles.get("tax"))):
        found["rounding"] = rounding
    adjustments = adjustments_between(amounts, subtotal, end)
    # The same tax is printed again where it is taken off before it is added.
    taxed = {abs(a.value) for a in amounts if a.kind in ("tax", "less_vat") and a.value}
    unknown = [a for a in adjustments if may_be_anything(a) and (a.kind in MISTAKEN or a not in roles.values())]
    explained = next(explanations(adjustments, unknown, total.value - subtotal.value), {})
    added = {a: change for a, change in explained.items() if abs(a.value) not in taxed}
    named = {kind: a for a in added if (kind := kind_of(a, added, subtotal.value)) is not None}
    # A discount above the subtotal is an item's.
    return found | {k: a for k, a in named.items() if k not in roles or roles[k].row < subtotal.row}
