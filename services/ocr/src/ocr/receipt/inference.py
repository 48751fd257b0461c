"""Amounts whose wording no table knows: what they are, by what they add up to and where they stand."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from ocr.receipt.amounts import Amount
from ocr.receipt.totals import TOTAL_KINDS
from ocr.receipt.wordings.amounts import AmountKind

VAT = Decimal("0.12")
GST = Decimal("0.06")
TAX_TOLERANCE = Decimal("0.011")
LARGEST_ROUNDING = Decimal("0.05")
# Shares of the subtotal that a service charge is; outside them an addition is a tax or something else.
SERVICE_SHARES = (Decimal("0.03"), Decimal("0.16"))
# How far below the total cash and change are looked for, in rows; how many unknown amounts are tried together.
TENDER_ROWS = 8
MOST_UNKNOWN = 4
FEWEST_LETTERS = 2

Roles = dict[AmountKind, Amount]


def infer(amounts: Sequence[Amount], total: Amount, known: Roles) -> Roles:
    """Return roles for amounts with unknown words in front, where arithmetic or the block of VAT lines gives one."""
    unknown = [a for a in amounts if is_unknown(a) and a is not total][-60:]
    roles: Roles = dict(known)
    roles.update(_tender(unknown, amounts, total, roles))
    roles.update(_vat_pair(unknown, roles))
    roles.update(_vat_block([a for a in unknown if a.value != total.value], roles))
    if "subtotal" not in roles:
        roles.update(_subtotal(amounts, total))
    roles.update(_between(unknown, total, roles))
    return {kind: amount for kind, amount in roles.items() if kind not in known}


def is_unknown(amount: Amount) -> bool:
    """Tell whether there are words in front of an amount that no table knows."""
    named = amount.kind is None or amount.kind == "other" or amount.above
    return named and not amount.repeated and sum(char.isalpha() for char in amount.label) >= FEWEST_LETTERS


def _tender(unknown: Sequence[Amount], amounts: Sequence[Amount], total: Amount, roles: Roles) -> Roles:
    """Find two amounts below the total that differ by it: what was given and what was given back."""
    if "cash" in roles and "change" in roles:
        return {}
    below = [a for a in amounts if total.row < a.row <= total.row + TENDER_ROWS]
    for cash, change in combinations(below, 2):
        fits = cash.value - abs(change.value) == total.value and cash.value >= total.value and cash.row < change.row
        if fits and _may_be(cash, "cash", unknown) and _may_be(change, "change", unknown) and cash.value != total.value:
            return {"cash": cash, "change": change}
    return {}


def _may_be(amount: Amount, kind: AmountKind, unknown: Sequence[Amount]) -> bool:
    return amount.kind == kind or amount in unknown


def _vat_pair(unknown: Sequence[Amount], roles: Roles) -> Roles:
    """Find the missing one of VATable sales and VAT, or both: one is 12 % of the other."""
    bases = [roles["vatable"]] if "vatable" in roles else unknown
    taxes = [roles["tax"]] if "tax" in roles else unknown
    if "vatable" in roles and "tax" in roles:
        return {}
    for base, tax in product(bases, taxes):
        near = base is not tax and abs(base.row - tax.row) <= 4
        if near and tax.value > Decimal("0.1") and abs(base.value * VAT - tax.value) <= TAX_TOLERANCE:
            return {"vatable": base, "tax": tax}
    return {}


def _vat_block(unknown: Sequence[Amount], roles: Roles) -> Roles:
    """Give the unknown lines among VATable sales and VAT their usual order: exempt, then zero-rated."""
    block: tuple[AmountKind, ...] = ("vatable", "vat_exempt", "zero_rated", "tax")
    rows = {roles[kind].row for kind in block if kind in roles}
    classes: tuple[AmountKind, ...] = ("vat_exempt", "zero_rated")
    missing = [kind for kind in classes if kind not in roles]
    if len(rows) < 2 or not missing or roles.get("vatable") is None or roles["vatable"].in_summary:
        return {}
    inside = [a for a in unknown if a.row in _grown(rows, {a.row for a in unknown}) and a not in roles.values()]
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


def _subtotal(amounts: Sequence[Amount], total: Amount) -> Roles:
    """Find the amount over the total that the goods above it add up to."""
    running = Decimal(0)
    goods = 0
    for amount in amounts:
        if amount.row >= total.row or amount.in_summary:
            break
        if not amount.last_of_row:
            continue
        # A total that other amounts still change on the way to the total is a subtotal, whatever it is called.
        called = is_unknown(amount) or (amount.kind in TOTAL_KINDS and amount.value != total.value)
        if goods and called and amount.value == running and (goods > 1 or total.row - amount.row < 6):
            return {"subtotal": amount}
        if amount.kind is None or amount.above or amount.kind == "other":
            running += amount.value
            goods += 1
    return {}


def _between(unknown: Sequence[Amount], total: Amount, roles: Roles) -> Roles:
    """Explain the difference of subtotal and total by the unknown amounts between them."""
    subtotal = roles.get("subtotal")
    if subtotal is None:
        return {}
    added: tuple[AmountKind, ...] = ("service_charge", "rounding")
    known = sum((roles[kind].value for kind in added if kind in roles), Decimal(0))
    known -= sum(
        (abs(roles[kind].value) for kind in ("discount", "less_vat", "withholding") if kind in roles), Decimal(0)
    )
    tax = roles["tax"].value if "tax" in roles else Decimal(0)
    between = [a for a in unknown if subtotal.row <= a.row <= total.row and a.value and a not in roles.values()][
        :MOST_UNKNOWN
    ]
    for left in {total.value - subtotal.value - known, total.value - subtotal.value - known - tax}:
        for signed in _explanations(between, left):
            return {kind: a for a, sign in signed if (kind := _kind(a, sign, subtotal.value)) not in roles}
    return {}


def _explanations(between: Sequence[Amount], left: Decimal) -> Iterator[list[tuple[Amount, int]]]:
    for count in range(1, len(between) + 1):
        for some in combinations(between, count):
            for signs in product((-1, 1), repeat=count):
                if sum(sign * abs(a.value) for a, sign in zip(some, signs, strict=True)) == left:
                    yield list(zip(some, signs, strict=True))


def _kind(amount: Amount, sign: int, subtotal: Decimal) -> AmountKind:
    if abs(amount.value) <= LARGEST_ROUNDING:
        return "rounding"
    if sign < 0:
        return "discount"
    if abs(subtotal * GST - amount.value) <= TAX_TOLERANCE:
        return "tax"
    low, high = SERVICE_SHARES
    return "service_charge" if low * subtotal <= amount.value <= high * subtotal else "tax"
