"""The subtotal, whatever it is called: the sum of the goods, or what makes the total with the tax below it."""

from collections.abc import Sequence
from decimal import Decimal

from ocr.receipt.amounts.adjustments import (
    adjustments_between,
    explanations,
    is_unknown,
    may_be_anything,
)
from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import TENDERS, TOTAL_KINDS
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import NIL, PHILIPPINE_RATE, rate_of, tax_on

# How far the right ends of a column's amounts are apart, in heights of the print: a tax code may follow them.
COLUMN_HEIGHTS = 3.0
# How many amounts over the total are looked at: keeps a forged receipt from taking long.
MAX_AMOUNTS = 300
# How far below an amount without tax its tax stands, in rows.
TAX_ROWS = 3

AmountsByKind = dict[AmountKind, Amount]

_BLOCK: frozenset[AmountKind | None] = TOTAL_KINDS | {"tax", "less_vat", "net_of_vat", "vatable", "subtotal"}
# Behind one of these, the total is a repeated one.
_BEHIND: frozenset[AmountKind] = TENDERS | {"change", "vatable", "vat_exempt", "zero_rated"}


def find_subtotal(amounts: Sequence[Amount], total: Amount, roles: AmountsByKind) -> AmountsByKind:
    """Return the subtotal, labelled as such or not, with the tax where that helped to find it."""
    amounts = [a for a in amounts if a.row <= total.row][-MAX_AMOUNTS:]
    if taken_off := _taken_off(amounts, roles):
        return taken_off
    if "subtotal" in roles:
        return {"subtotal": roles["subtotal"]}
    if net := _net_and_tax(amounts, total, roles):
        return net
    subtotal = _of_goods(amounts, total)
    return {"subtotal": subtotal} if subtotal else {}


def _net_and_tax(amounts: Sequence[Amount], total: Amount, roles: AmountsByKind) -> AmountsByKind:
    """Find an amount that makes a total with the tax right below it."""
    tax = roles.get("tax")
    if tax is None or not tax.value:
        return _net_over_total(amounts)
    totals = {total.value, *(a.value for a in amounts if a.kind in TOTAL_KINDS)}
    net = {a.value for a in amounts if a.kind in ("net_of_vat", "vatable")}
    for a in amounts:
        called = is_unknown(a) or (a.kind in TOTAL_KINDS and not a.above)
        near = a.row < tax.row <= min(a.row + TAX_ROWS, total.row) and a not in roles.values()
        if called and near and a.value > tax.value and a.value not in net and a.value + tax.value in totals:
            return {"subtotal": a}
    return {}


def _net_over_total(amounts: Sequence[Amount]) -> AmountsByKind:
    """Find two unknown amounts that make the total right below them, the second a small part of the first.

    The first is what the goods above it come to: without goods, the two are the goods.
    """
    column = [a for a in amounts if a.last_of_row and not a.in_summary and not a.is_unit_price]
    for n, (net, added, whole) in enumerate(zip(column, column[1:], column[2:], strict=False)):
        small = 0 < added.value <= tax_on(net.value, PHILIPPINE_RATE) and net.value + added.value == whole.value
        summed = net.value in _sums(column[:n], net)
        if small and summed and is_unknown(net) and is_unknown(added) and whole.kind in TOTAL_KINDS:
            return {"subtotal": net}
    return {}


def _taken_off(amounts: Sequence[Amount], roles: AmountsByKind) -> AmountsByKind:
    """Find an unknown amount, the VAT in it and what is left without it, one under the other as forms have them."""
    column = [a for a in amounts if a.last_of_row and a.value > 0]
    for gross, tax, net in zip(column, column[1:], column[2:], strict=False):
        held = gross.value == tax.value + net.value and rate_of(net.value, tax.value, (PHILIPPINE_RATE,)) is not None
        free = (is_unknown(gross) or gross.kind in TOTAL_KINDS) and gross not in roles.values()
        # Three prices may fit too.
        named = any(a.kind in _BLOCK for a in (gross, tax, net))
        if held and free and named and ("subtotal" not in roles or roles["subtotal"].value == net.value):
            return {"subtotal": gross} if "tax" in roles else {"subtotal": gross, "tax": tax}
    return {}


def _of_goods(amounts: Sequence[Amount], total: Amount) -> Amount | None:
    """Find the amount that the goods above it add up to, or that is called a total, and that leads to the total."""
    goods: list[Amount] = []
    net = {amount.value for amount in amounts if amount.kind == "net_of_vat"}
    for amount in amounts:
        if amount.row >= total.row or amount.in_summary:
            break
        if not amount.last_of_row or amount.is_unit_price:
            continue
        called = amount.kind in TOTAL_KINDS and not amount.above and amount.value not in net
        summed = amount.value in _sums(goods, amount)
        if goods and amount.value > 0 and (called or (summed and may_be_anything(amount))):
            adjustments = adjustments_between(amounts, amount, total)
            unknown = [a for a in adjustments if may_be_anything(a)]
            leads = any(True for _ in explanations(adjustments, unknown, total.value - amount.value))
            if leads and (amount.value != total.value or _repeated(amounts, amount, total)):
                return amount
        if called and amount.value == total.value:
            break
        if amount.kind is None or amount.above or amount.kind in ("other", "discount", "fee"):
            goods.append(amount)
    return None


def _sums(goods: Sequence[Amount], under: Amount) -> set[Decimal]:
    """Return what the goods come to: with or without reductions, of all of them or of those in an amount's column."""
    column = [a for a in goods if abs(a.span.right - under.span.right) < COLUMN_HEIGHTS * a.span.height]
    found: set[Decimal] = set()
    for some in (goods, column):
        priced = [a.value for a in some if a.kind != "discount"]
        reduced = sum((abs(a.value) for a in some if a.kind == "discount"), NIL)
        full = sum((v for v in priced if v > 0), NIL)
        found |= {full, full - reduced, sum(priced, NIL)} if full else set()
    return found


def last_of_block(amounts: Sequence[Amount], total: Amount) -> Amount:
    """Return the last print of the total before the payment and the tax classes; the amounts above it lead to it."""
    last = total
    for amount in amounts:
        if amount.row <= total.row or not amount.last_of_row:
            continue
        if amount.kind in _BEHIND or amount.in_summary:
            break
        if amount.value == total.value and amount.kind in TOTAL_KINDS:
            last = amount
    return last


def _repeated(amounts: Sequence[Amount], subtotal: Amount, total: Amount) -> bool:
    """Return whether a total of the same value stands below a subtotal, with nothing that was paid between them."""
    below = [a for a in amounts if a.row > subtotal.row and a.last_of_row]
    for amount, following in zip(below, [*below[1:], None], strict=True):
        if amount is total or amount.value == total.value:
            paid = following is not None and following.kind in TENDERS
            known = amount.kind in TOTAL_KINDS or (amount is total and amount.kind not in TENDERS)
            return known or (paid and is_unknown(amount))
        if amount.kind in _BEHIND:
            return False
    return False
