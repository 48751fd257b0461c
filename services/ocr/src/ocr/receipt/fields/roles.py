"""Roles of the amounts: the total is chosen first, the others as they fit it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.fields.finding import CHOSEN, Finding
from ocr.receipt.fields.labelled_amounts import Rule, labelled_roles, says_cash
from ocr.receipt.fields.taxes_by_rate import tax_of_rows, tax_of_table
from ocr.receipt.fields.unlabelled_amounts import unlabelled_roles
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import MALAYSIAN_RATE, ROUNDED_WITHIN, tax_in

# A larger part of the total is not the tax in it, nor what is charged for service.
LARGEST_SHARES: dict[AmountKind, Decimal] = {"tax": Decimal("0.25"), "service_charge": Decimal("0.3")}

KINDS: dict[str, AmountKind] = {
    "subtotal": "subtotal", "tax_amount": "tax", "vatable_sales": "vatable", "vat_exempt_sales": "vat_exempt",
    "zero_rated_sales": "zero_rated", "service_charge": "service_charge", "discount": "discount", "rounding": "rounding",
    "cash": "cash", "change": "change",
}  # fmt: skip

Roles = Mapping[str, Finding[Decimal]]
"""What was found for each field of the totals."""


def assign_roles(amounts: Sequence[Amount], total: Amount) -> Roles:
    """Return the findings of the amounts by the field of `totals`, given the total."""
    # A total that was repaired stands for the one that was printed.
    amounts = [total if a.span is total.span and a.printed == total.printed else a for a in amounts]
    amounts = [a if a is total or _plausible(a, total.value) else replace(a, kinds=()) for a in amounts]
    labelled = labelled_roles(amounts, total)
    unlabelled = unlabelled_roles(amounts, total, {kind: amount for kind, (amount, _) in labelled.items()})
    # What arithmetic gives another role has lost the one that its label gave it.
    moved = list(unlabelled.values())
    found = {kind: _finding(kind, amount, rule) for kind, (amount, rule) in labelled.items() if amount not in moved}
    found |= {kind: _finding(kind, amount, "inferred") for kind, amount in unlabelled.items()}
    if (tax := tax_of_table(amounts, total.value) or tax_of_rows(amounts)) or (
        "tax" not in found and (tax := _tax_of_summary(amounts, total.value))
    ):
        found["tax"] = tax
    return {"total_amount": Finding(total.value, total.printed.text, (total.span,), CHOSEN)} | {
        name: found[kind] for name, kind in KINDS.items() if kind in found
    }


def roles_by_label(amounts: Sequence[Amount]) -> Roles:
    """Return the first amount labelled as each kind, by field, for a receipt without a total."""
    found: dict[AmountKind, Amount] = {}
    for amount in amounts:
        named = not (amount.above or amount.repeated or amount.in_summary)
        if amount.kind and named and (amount.kind != "cash" or says_cash(amount)):
            found.setdefault(amount.kind, amount)
    return {name: _finding(kind, found[kind], "unproven") for name, kind in KINDS.items() if kind in found}


def _finding(kind: AmountKind, amount: Amount, rule: Rule) -> Finding[Decimal]:
    # A discount is what was taken off, whatever sign it is printed with.
    value = abs(amount.value) if kind == "discount" else amount.value
    return Finding(value, amount.printed.text, (amount.span,), rule)


def _plausible(amount: Amount, total: Decimal) -> bool:
    """Return whether an amount can be what its label seems to say: no tax is a third of the total, no rounding a whole unit."""
    share = LARGEST_SHARES.get(amount.kind) if amount.kind else None
    if amount.kind == "rounding":
        return abs(amount.value) < 1
    if amount.kind == "service_charge" and amount.value < 0:
        # SC is a senior citizen too.
        return False
    return share is None or total <= 0 or amount.value <= total * share


def _tax_of_summary(amounts: Sequence[Amount], total: Decimal) -> Finding[Decimal] | None:
    """Return the tax of a summary table: the second amount of its rows: the one that fits, the last if it is their sum, else that sum."""
    second = [a for a in amounts if a.in_summary and a.repeated and a.last_of_row]
    if not second:
        return None
    for amount in second:
        if amount.value and abs(tax_in(total, MALAYSIAN_RATE) - amount.value) <= ROUNDED_WITHIN:
            return _finding("tax", amount, "fits")
    if len(second) == 1 or second[-1].value == sum((a.value for a in second[:-1]), Decimal(0)):
        return _finding("tax", second[-1], "unproven")
    added = sum((a.value for a in second), Decimal(0))
    return Finding(added, "", (), "summed", "computed")
