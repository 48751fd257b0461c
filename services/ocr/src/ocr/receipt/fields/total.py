"""The total among the amounts: each value with its evidence, labels and arithmetic weighed together."""

import math
import re
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.digit_repair import nearly, repair_digit
from ocr.receipt.amounts.kinds import REDUCTIONS, TENDERS, TOTAL_KINDS
from ocr.receipt.amounts.proofs import PROOFS, SUPPORT, Arithmetic
from ocr.receipt.amounts.rounding import roundings
from ocr.receipt.fields.finding import Candidate, Choice, Evidence, log_odds
from ocr.receipt.layout.letters import doubt
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import rounded_to

PROVEN_TWICE = 2
_COUPON = re.compile(r"COUPON|KUPON|VOUCHER|BAUCAR|BAUCER", re.IGNORECASE)
_WHOLE_SALE: frozenset[AmountKind | None] = TOTAL_KINDS | {"subtotal"}
_POINTED = re.compile(r"\d\.\d{3}")
_PAID = frozenset(("cash_minus_change", "difference_below"))
_CLASSES: frozenset[AmountKind | None] = frozenset(
    ("vatable", "vat_exempt", "zero_rated", "tax", "less_vat", "net_of_vat")
)
_CALIBRATING_PROOFS = ("cash_minus_change", "sum_of_parts", "holds_tax", "sum_of_items")


def total_candidates(amounts: Sequence[Amount], arithmetic: Arithmetic) -> list[Candidate[Amount]]:
    """Return each distinct value with its evidence and the occurrence that speaks most for it."""
    by_value: dict[Decimal, list[Amount]] = defaultdict(list)
    for amount in amounts:
        by_value[amount.value].append(amount)
    heights = statistics.median(a.span.height for a in amounts) if amounts else 1.0
    candidates = [
        Candidate(min(same, key=_rank), _evidence(value, same, arithmetic, heights)) for value, same in by_value.items()
    ]
    return [
        replace(each, value=repair_digit(each.value, amounts, arithmetic.paid, arithmetic.items))
        if arithmetic.labelled == {each.value.value} and not SUPPORT.intersection(each.evidence)
        else each
        for each in candidates
    ]


_BEST_KINDS: tuple[AmountKind, ...] = (
    "final",
    "inclusive",
    "vat_inclusive",
    "total",
    "gross",
    "subtotal",
    "cash",
    "card",
)


def _rank(amount: Amount) -> tuple[bool, bool, int, float]:
    """Return the sort key by which the occurrence that the field should point at is first."""
    kind = _BEST_KINDS.index(amount.kind) if amount.kind in _BEST_KINDS else len(_BEST_KINDS)
    return amount.in_summary, amount.repeated, kind, -amount.place


def _evidence(value: Decimal, same: Sequence[Amount], facts: Arithmetic, median_height: float) -> dict[str, float]:
    body = [a for a in same if not a.in_summary and not a.repeated]
    kinds = {a.kind for a in body if not a.above}
    above = {a.kind for a in body if a.above}
    labelled = [a for a in body if a.kind in TOTAL_KINDS]
    evidence = {
        "final": "final" in kinds,
        "inclusive": bool(kinds & {"inclusive", "vat_inclusive"}),
        "total": "total" in kinds,
        "gross": "gross" in kinds,
        "subtotal": bool(kinds & {"subtotal", "net_of_vat"}),
        "tax": bool(kinds & {"tax", "vatable", "vat_exempt", "zero_rated"}) and not (labelled or value in facts.paid),
        "tender": bool(kinds & TENDERS),
        "not_a_total": bool(
            kinds
            & {"change", "rounding", "discount", "saving", "service_charge", "fee", "other", "less_vat", "withholding"}
        ),
        "quantity": "quantity" in kinds,
        "label_above": bool(above & TOTAL_KINDS) and not labelled,
        "only_repeated": not body,
        "only_summary": all(a.in_summary for a in same),
        "cash_minus_change": value in facts.paid,
        "tendered": value in facts.tendered,
        "sum_of_parts": value in facts.sums,
        "sum_of_items": value == facts.items,
        "sum_of_classes": value == facts.classes,
        "holds_tax": facts.holds_tax(value),
        "after_rounding": facts.after_rounding(value),
        "after_withholding": bool(kinds & {"final", "total"}) and facts.after_withholding(value),
        "difference_below": value in facts.differences,
        "before_rounding": facts.before_rounding(value),
        "largest": value == facts.largest,
        "largest_labelled": value == facts.largest_labelled,
        "last_labelled": value == facts.last_labelled,
        "times": math.log(min(len(same), 8)),
        "lower_half": max(a.place for a in same) > 0.4,
        "tall": any(a.span.height > 1.35 * median_height for a in labelled),
        "no_cents": not any(a.printed.exact for a in same),
        "zero": value == 0 and not facts.comes_to_nothing,
        "negative": value < 0,
    }
    return {name: float(held) for name, held in evidence.items() if held}


def evidence_for_total(choice: Choice[Amount], amounts: Sequence[Amount], country: str | None) -> Evidence:
    """Return the evidence that the total is right."""
    total = choice.value
    # Where the law rounds every payment, an amount that it would round is the one before.
    coin = rounded_to(country, None, cash=False)
    return {
        "probability": log_odds(choice.probability),
        "proofs": min(sum(choice.evidence.get(proof, 0.0) for proof in _CALIBRATING_PROOFS), 2.0),
        "misread": 1 - total.span.score,
        "rounded": float(bool(roundings(amounts))),
        "corrected": float(total.value != total.printed.value),
        # The others together are likelier, however well this one is proven.
        "contested": float(choice.probability < 0.5),
        "coupon": float(_is_beside_coupon(total, amounts)),
        "no_coin": float(coin is not None and total.value % coin != 0 and not _PAID & choice.evidence.keys()),
    } | doubt(total.printed.text, (total.span,))


def _is_beside_coupon(total: Amount, amounts: Sequence[Amount]) -> bool:
    """Return whether the sale before a coupon and the rest after it are both printed, and the total is one of them."""
    whole = {a.value for a in amounts if a.kind in _WHOLE_SALE}
    taken = {
        abs(a.value)
        for a in amounts
        if a.kind == "gift_certificate" or (a.kind == "discount" and _COUPON.search(a.label))
    }
    return any({total.value + coupon, total.value - coupon} & whole for coupon in taken if coupon)


def is_doubtful(choice: Choice[Amount], amounts: Sequence[Amount], facts: Arithmetic) -> bool:
    """Return whether the total may be another value: by its print or its label, or because sums of the paper contradict it."""
    # Printed once, and nothing else on the paper tells whether a digit of it was misread, one that was corrected included.
    lone = not SUPPORT & choice.evidence.keys()
    return (
        lone
        or _may_be_read_otherwise(choice, amounts)
        or _stands_before_total(choice.evidence, amounts)
        or _is_contradicted(choice, amounts, facts)
    )


def _may_be_read_otherwise(choice: Choice[Amount], amounts: Sequence[Amount]) -> bool:
    """Return whether thousands may be missing, or the point before the cents."""
    total, printed = choice.value, choice.value.printed
    cents = any(a.printed.exact for a in amounts)
    if printed.alternative or (not printed.exact and (cents or (printed.bare and not PROOFS & choice.evidence.keys()))):
        return True
    # 1.234 is a thousand and more, or of a currency with three decimals.
    return total.printed.bare and _POINTED.search(printed.text) is not None


def _stands_before_total(evidence: Evidence, amounts: Sequence[Amount]) -> bool:
    """Return whether a value is named as the sale before something, by no label of the total, and was not paid."""
    if (_PAID | {"tendered", "final", "total"}) & evidence.keys():
        return False
    if "inclusive" in evidence:
        return any(a.kind in REDUCTIONS and a.value for a in amounts)
    return "subtotal" in evidence or "gross" in evidence


def _is_contradicted(choice: Choice[Amount], amounts: Sequence[Amount], facts: Arithmetic) -> bool:
    """Return whether sums of the paper come to another value, as they would if a digit of this one was misread."""
    total, evidence = choice.value, choice.evidence
    proofs = PROOFS & evidence.keys()
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
    """Return whether what the goods and the tax classes both come to is the total, or leads to it by a printed amount."""
    added = {a.value for a in amounts if a.value > 0 and a.kind not in _CLASSES}
    # Where the classes hold the tax, LESS VAT is what a form takes off before it adds it again.
    reduced = any(a.kind in REDUCTIONS and a.kind != "less_vat" and a.value for a in amounts)
    return total == goods or total - goods in added or (total < goods and reduced)
