"""The method of payment."""

import re
from collections.abc import Sequence

from ocr.model import PaymentMethod
from ocr.receipt.amounts.candidates import SAYS_CASH, Amount
from ocr.receipt.amounts.kinds import TENDERS
from ocr.receipt.fields.finding import Finding
from ocr.receipt.fields.roles import Roles
from ocr.receipt.layout.columns import under
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.text.phrase_matcher import PhraseMatcher

TENDER_LABELS: PhraseMatcher[PaymentMethod] = PhraseMatcher(
    {
        "cash": ("cash", "tunai"), "card": AMOUNTS["card"], "e_wallet": AMOUNTS["e_wallet"], "check": ("check", *AMOUNTS["check"]),
        "bank_transfer": AMOUNTS["bank_transfer"], "gift_certificate": AMOUNTS["gift_certificate"],
    }
)  # fmt: skip


def payment_method(rows: Sequence[Row], amounts: Sequence[Amount], roles: Roles) -> Finding[PaymentMethod] | None:
    """Return the method of payment: of the tenders with an amount, `mixed` if several; else one mentioned or implied."""
    tenders = [a for a in amounts if a.kind in TENDERS and a.value and not a.repeated and not a.in_summary]
    change = any(a.kind == "change" for a in amounts)
    kinds: dict[PaymentMethod, Amount] = {}
    for tender in tenders:
        if tender.kind == "cash" and not SAYS_CASH.search(tender.label) and not change:
            continue
        kinds.setdefault(tender.kind, tender)  # type: ignore[arg-type]
    if not kinds:
        return _mentioned(rows) or _given_back(roles) or _referred(rows, amounts, roles)
    if len(kinds) > 1 and "cash" in kinds and not SAYS_CASH.search(kinds["cash"].label):
        del kinds["cash"]
    method, tender = next(iter(kinds.items()))
    if len(kinds) > 1:
        return Finding("mixed", tender.label, (tender.span,), "several_tenders")
    return Finding(method, tender.label, (tender.span,), "tender")


def _given_back(roles: Roles) -> Finding[PaymentMethod] | None:
    """Return cash where change was given."""
    if "cash" not in roles or "change" not in roles:
        return None
    return Finding("cash", roles["cash"].text, (), "change", "inferred")


_FORM_OF_PAYMENT = re.compile(
    r"\b(?:PAY(?:MENT|MODE)|(?:PAID|SETTLED|TENDERED)\s+(?:BY|VIA|THRU|THROUGH|WITH|USING|IN)|PAY\s+(?:BY|VIA|WITH)|"
    r"TENDER\s+TYPE|SETTLEMENT|(?:MODE|FORM|METHOD)\s+OF\s+(?:TENDER|SETTLEMENT)|MOP\s*:)",
    re.IGNORECASE,
)
_MASKED = re.compile(r"[*Xx•]{4,}[\s-]?\d{2,4}|\*{6,}")
_REFERENCE = re.compile(r"\bREF(?:ERENCE)?(?![A-Z])", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{9,}")
# PAID THROUGH: CHECK 0012345678; a guest check's number has CHECK in front.
_NAMED = re.compile(r"^(?:\W*[A-Za-z][\w ]{1,24}[:\-]\s*)?$")
_NUMBERED = re.compile(r"^[\s.:#]*(?:NO[\s.:#]*)?\d*\W*$", re.IGNORECASE)


def _mentioned(rows: Sequence[Row]) -> Finding[PaymentMethod] | None:
    """Return the tender that is named behind or under the words for it, or beside the digits of a card."""
    for n, row in enumerate(rows):
        tender = None
        if label := _FORM_OF_PAYMENT.search(row.text):
            tender = _tender(row, label.end())
            below = under(row.span_at(label.start()), rows[n + 1]) if n + 1 < len(rows) else None
            if tender is None and below is not None:
                tender = _tender(Row((below,), row.page), 0)
        elif masked := _MASKED.search(row.text):
            tender = _tender(row, 0)
            if tender is None and sum(char.isalpha() for char in row.text) < 12:
                tender = Finding("card", masked.group(), (), "masked_card", "inferred")
        if tender is not None:
            return tender
    return next((tender for row in rows for span in row.spans if (tender := _alone(span, row))), None)


def _alone(span: TextSpan, row: Row) -> Finding[PaymentMethod] | None:
    """Return the tender that a span names and nothing else, a word in front and a number behind it apart."""
    only = Row((span,), row.page)
    for found in TENDER_LABELS.find(only.folded):
        front, behind = span.text[: found.start], span.text[found.end :]
        if not _NAMED.match(front) or not _NUMBERED.match(behind):
            continue
        if found.kind in ("e_wallet", "card") or (front and found.kind in ("cash", "check", "bank_transfer")):
            return Finding(found.kind, span.text[found.start : found.end], (span,), "alone")
    return None


def _referred(rows: Sequence[Row], amounts: Sequence[Amount], roles: Roles) -> Finding[PaymentMethod] | None:
    """Return the tender of an amount that is the total once more and has the long reference of a wallet below."""
    total = roles.get("total_amount")
    if total is None or "cash" in roles:
        return None
    for amount in amounts:
        below = rows[amount.row + 1].text if amount.row + 1 < len(rows) else ""
        same = amount.value == total.value and amount.kind is None and amount.label
        if same and _REFERENCE.search(below) and _LONG_NUMBER.search(below):
            return Finding("e_wallet", amount.label, (amount.span,), "reference")
    return None


def _tender(row: Row, start: int) -> Finding[PaymentMethod] | None:
    for found in TENDER_LABELS.find(row.folded):
        if found.start >= start and (found.kind != "cash" or SAYS_CASH.search(row.text)):
            return Finding(found.kind, row.text[found.start : found.end], (row.span_at(found.start),), "named")
    return None
