"""The amounts of the receipt as a whole: the total first, then the others as they fit to it."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ocr.model import Money, Totals
from ocr.receipt.amounts.candidates import SAYS_CASH, Amount
from ocr.receipt.amounts.digit_repair import nearly
from ocr.receipt.amounts.proofs import PROOFS, REDUCTIONS, Arithmetic, total_candidates
from ocr.receipt.fields.field import derived_field, read
from ocr.receipt.fields.unlabelled_amounts import unlabelled_roles
from ocr.receipt.lexicon.amounts import AmountKind
from ocr.receipt.scoring.calibration import confidence, of_total
from ocr.receipt.scoring.ranking import Evidence, choose
from ocr.receipt.scoring.ranking_weights import TOTAL

VAT = Decimal("0.12")
GST = Decimal("0.06")
_SAYS_TENDER = re.compile(r"TENDER", re.IGNORECASE)
CLOSE = Decimal("0.015")
# A larger part of the total is not the tax in it, nor what is charged for service.
LARGEST_SHARES: dict[AmountKind, Decimal] = {"tax": Decimal("0.25"), "service_charge": Decimal("0.3")}
# A total that scores less is an amount that happens to be on a page of something else.
MIN_SCORE = 1.5

# How often an amount is right that fits the total, has its label, only that, or none that is known.
FITTING, LABELLED, UNPROVEN, INFERRED = 0.98, 0.97, 0.93, 0.8
# How sure the total is at most where its print has another reading, or the paper proves another value.
UNSURE = 0.8
PROVEN_TWICE = 2
_POINTED = re.compile(r"\d\.\d{3}")
_PAID = frozenset(("cash_minus_change", "difference_below"))
_CLASSES: frozenset[AmountKind | None] = frozenset(
    ("vatable", "vat_exempt", "zero_rated", "tax", "less_vat", "net_of_vat")
)

KINDS: dict[str, AmountKind] = {
    "subtotal": "subtotal", "tax_amount": "tax", "vatable_sales": "vatable", "vat_exempt_sales": "vat_exempt",
    "zero_rated_sales": "zero_rated", "service_charge": "service_charge", "discount": "discount", "rounding": "rounding",
    "cash": "cash", "change": "change",
}  # fmt: skip


def assign_roles(amounts: Sequence[Amount]) -> Totals:
    """Decide which amount is which; where none is a total, by their labels alone."""
    candidates = total_candidates(amounts)
    choice = choose(candidates, TOTAL)
    if choice is None or choice.score < MIN_SCORE:
        return _by_label(amounts)
    total = choice.what
    evidence = next(c.evidence for c in candidates if c.what is total)
    confident = confidence("total", of_total(choice, evidence, amounts))
    if _doubtful(total, evidence, amounts):
        confident = min(confident, UNSURE)
    # A total that was put right stands for the one that was printed.
    amounts = [total if a.printed is total.printed else a for a in amounts]
    amounts = [a if a is total or _plausible(a, total.value) else replace(a, kinds=()) for a in amounts]
    found = _found(amounts, total)
    guessed = unlabelled_roles(amounts, total, {kind: amount for kind, (amount, _) in found.items()})
    # What arithmetic gives another role has lost the one that its label gave it.
    moved = list(guessed.values())
    fields = {kind: _money(kind, amount, sure) for kind, (amount, sure) in found.items() if amount not in moved}
    fields |= {kind: _money(kind, amount, INFERRED) for kind, amount in guessed.items()}
    if "tax" not in fields and (tax := _tax_of_summary(amounts, total.value)):
        fields["tax"] = tax
    return Totals(
        total_amount=_money("total", total, confident),
        **{name: fields.get(kind) for name, kind in KINDS.items()},
    )


def _by_label(amounts: Sequence[Amount]) -> Totals:
    """Return the first amount beside a label of each kind."""
    found: dict[AmountKind, Amount] = {}
    for amount in amounts:
        named = not (amount.above or amount.repeated or amount.in_summary)
        if amount.kind and named and (amount.kind != "cash" or _says_cash(amount)):
            found.setdefault(amount.kind, amount)
    return Totals(**{name: _money(kind, found[kind], UNPROVEN) for name, kind in KINDS.items() if kind in found})


def _says_cash(amount: Amount) -> bool:
    return bool(SAYS_CASH.search(amount.label) or _SAYS_TENDER.search(amount.label))


def _doubtful(total: Amount, evidence: Evidence, amounts: Sequence[Amount]) -> bool:
    """Tell whether the total may be another value: by its print, or because sums of the paper come to one."""
    facts = Arithmetic(amounts)
    # Thousands may be missing, or the point before the cents.
    cents = any(a.printed.exact for a in amounts)
    proofs = PROOFS.intersection(evidence)
    if total.printed.alternative or (not total.printed.exact and (cents or (total.printed.bare and not proofs))):
        return True
    # 1.234 is a thousand and more, or of a currency with three decimals.
    if total.printed.bare and _POINTED.search(total.printed.text):
        return True
    if facts.paid and total.value not in facts.paid and "difference_below" not in proofs:
        return True
    if total.kind is None and len({a.value for a in amounts}) > 1 and not proofs & _PAID:
        return True
    if facts.items is not None and facts.items == facts.classes and not _leads(facts.items, total.value, amounts):
        return True
    # Cash without change is the total printed once more, and misread as it was.
    if "tendered" in evidence:
        proofs -= {"cash_minus_change"}
    # Of the many sums of some parts, one may be near a right total by chance.
    whole, parts = [v for v in (facts.items, facts.classes) if v is not None], facts.sums if not proofs else ()
    return len(proofs) < PROVEN_TWICE and any(nearly(total.value, value) for value in (*whole, *parts))


def _leads(goods: Decimal, total: Decimal, amounts: Sequence[Amount]) -> bool:
    """Tell whether what the goods and the tax classes both come to is the total, or leads to it by a printed amount."""
    added = {a.value for a in amounts if a.value > 0 and a.kind not in _CLASSES}
    # Where the classes hold the tax, LESS VAT is what a form takes off before it adds it again.
    reduced = any(a.kind in REDUCTIONS and a.kind != "less_vat" and a.value for a in amounts)
    return total == goods or total - goods in added or (total < goods and reduced)


def lines_of(totals: Totals) -> frozenset[int]:
    """Return the lines that the totals are printed on."""
    read_fields = (getattr(totals, name) for name in (*KINDS, "total_amount"))
    return frozenset(field.line for field in read_fields if field is not None and field.line is not None)


def _found(amounts: Sequence[Amount], chosen: Amount) -> dict[AmountKind, tuple[Amount, float]]:
    """Return the amount of each kind that is labelled as such and fits best, and how sure it is."""
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


def _plausible(amount: Amount, total: Decimal) -> bool:
    """Tell whether an amount can be what its label seems to say: no tax is half of the total, no rounding a whole unit."""
    share = LARGEST_SHARES.get(amount.kind) if amount.kind else None
    if amount.kind == "rounding":
        return abs(amount.value) < 1
    if amount.kind == "service_charge" and amount.value < 0:
        # SC is a senior citizen too.
        return False
    return share is None or total <= 0 or amount.value <= total * share


def _money(kind: AmountKind, amount: Amount, sure: float) -> Money:
    # A discount is what was taken off, whatever sign it is printed with.
    value = abs(amount.value) if kind == "discount" else amount.value
    return read(value, amount.printed.text, [amount.span], sure)


def _of_kind(amounts: Sequence[Amount], *kinds: AmountKind) -> list[Amount]:
    """Return the amounts of these kinds, those with the label beside them first."""
    found = [a for a in amounts if a.kind in kinds and not a.repeated]
    return sorted(found, key=lambda a: (a.above, kinds.index(a.kind) if a.kind else 0))


def _labelled(amounts: Sequence[Amount], kind: AmountKind) -> tuple[Amount, float] | None:
    found = _of_kind(amounts, kind)
    return (found[0], UNPROVEN if found[0].above else LABELLED) if found else None


def _subtotal(amounts: Sequence[Amount], total: Amount) -> tuple[Amount, float] | None:
    """Return what is called a subtotal, else a gross amount that is not the total itself."""
    found = [a for a in _of_kind(amounts, "subtotal", "gross", "vat_inclusive") if not a.in_summary]
    named = [
        a
        for a in found
        if "SUB" in a.label.upper() or a.kind == "vat_inclusive" or (a.kind == "subtotal" and a.row < total.row)
    ]
    before = [a for a in found if a.value != total.value]
    best = next(iter(named or before), None)
    return (best, UNPROVEN) if best else None


def _tax(amounts: Sequence[Amount], total: Decimal, vatable: Decimal | None) -> tuple[Amount, float] | None:
    """Return the tax: the one that fits VATable sales or the total, else the first so labelled."""
    # What stands under the heads of a summary's columns is as likely the sale as the tax.
    found = [a for a in _of_kind(amounts, "tax") if not (a.above and a.in_summary)]
    found = found or [a for a in _of_kind(amounts, "less_vat") if a.value > 0]
    fitting = [a for a in found if vatable and abs(vatable * VAT - a.value) <= CLOSE]
    fitting += [
        a for a in found for rate in (GST, VAT) if abs(total * rate / (1 + rate) - a.value) <= CLOSE and a.value
    ]
    if fitting:
        return fitting[0], FITTING
    body = [a for a in found if not a.in_summary] or found
    return (body[0], UNPROVEN) if body else None


def _tax_of_summary(amounts: Sequence[Amount], total: Decimal) -> Money | None:
    """Return the tax of a summary table: the second amount of its rows, added up where there are several."""
    second = [a for a in amounts if a.in_summary and a.repeated and a.last_of_row]
    if not second:
        return None
    for amount in second:
        if amount.value and abs(total * GST / (1 + GST) - amount.value) <= CLOSE:
            return _money("tax", amount, FITTING)
    if len(second) == 1 or second[-1].value == sum((a.value for a in second[:-1]), Decimal(0)):
        return _money("tax", second[-1], UNPROVEN)
    added = sum((a.value for a in second), Decimal(0))
    return derived_field(added, "", 0.7, "computed")


def _of_summary(amounts: Sequence[Amount], *, taxed: bool) -> tuple[Amount, float] | None:
    """Return the amount that is taxed at 6 %, or not taxed, by the rows of a GST summary: amount, tax."""
    for first, second in itertools.pairwise(amounts):
        if first.in_summary and first.row == second.row and first.value > 0 and second.last_of_row:
            if taxed and second.value and abs(first.value * GST - second.value) <= CLOSE:
                return first, UNPROVEN
            if not taxed and not second.value:
                return first, UNPROVEN
    return None


def _discount(amounts: Sequence[Amount], total: Decimal) -> tuple[Amount, float] | None:
    """Return the discount that leads from a subtotal to the total, else the last: items' own discounts stand above it."""
    found = [a for a in _of_kind(amounts, "discount") if not a.in_summary]
    if not found:
        return None
    bases = {a.value for a in _of_kind(amounts, "subtotal", "gross", "vat_inclusive", "total")}
    fitting = [a for a in found if a.value and total + abs(a.value) in bases]
    amount = next(iter(fitting[::-1] + [a for a in found[::-1] if a.value]), found[0])
    return amount, UNPROVEN


def _cash(amounts: Sequence[Amount], total: Decimal, wanted: AmountKind) -> tuple[Amount, float] | None:
    """Return cash or change, the pair of them that differs by the total before any other."""
    # Of a refund, what is paid back has the sign of the total.
    cash = [a for a in _of_kind(amounts, "cash") if a.value >= 0 or total < 0]
    change = _of_kind(amounts, "change")
    found = cash if wanted == "cash" else change
    for one in cash:
        for other in change:
            if one.value - abs(other.value) == total:
                return (one if wanted == "cash" else other), FITTING
    if wanted == "cash" and not change:
        # Without change, PAYMENT and PAID may be any tender.
        found = [a for a in cash if _says_cash(a)]
    if not found:
        return None
    exact = [a for a in found if a.value == total]
    return ((exact or found)[0] if wanted == "cash" else found[0]), UNPROVEN
