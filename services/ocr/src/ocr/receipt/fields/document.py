"""What kind of document it is, its number, and how it was paid."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ocr.model import DocumentType, Field, PaymentMethod, Text, Totals
from ocr.receipt.amounts.candidates import SAYS_CASH, Amount
from ocr.receipt.amounts.proofs import TENDERS
from ocr.receipt.fields.field import derived_field, read
from ocr.receipt.layout.rows import Row, TextSpan, under
from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.text.dates import find_dates
from ocr.receipt.text.phrase_matcher import PhraseMatcher

_DOCUMENTS = PhraseMatcher(DOCUMENTS)
_NUMBERS = PhraseMatcher(DOCUMENT_NUMBERS)

# A card slip says several of these; a shop's receipt may name one.
CARD_SLIP_MARKS = 3

TENDER_LABELS: PhraseMatcher[PaymentMethod] = PhraseMatcher(
    {
        "cash": ("cash", "tunai"), "card": AMOUNTS["card"], "e_wallet": AMOUNTS["e_wallet"], "check": ("check", *AMOUNTS["check"]),
        "bank_transfer": AMOUNTS["bank_transfer"], "gift_certificate": AMOUNTS["gift_certificate"],
    }
)  # fmt: skip


def document_type(rows: Sequence[Row]) -> Field[DocumentType] | None:
    """Return what the document calls itself: by a title before a mention, the higher up the likelier."""
    titles: list[tuple[float, DocumentType, str, Row]] = []
    slip_marks: Counter[str] = Counter()
    for row in rows:
        found = _DOCUMENTS.find(row.folded)
        if any(f.kind == "not_a_title" for f in found):
            continue
        for f in found:
            if f.kind == "card_slip":
                slip_marks[row.text[f.start : f.end].upper()] += 1
            elif f.kind != "not_a_title":
                share = (f.end - f.start) / max(len(row.text), 1)
                weight = share + (0.6 if f.kind != "receipt" else 0.0) - 0.5 * row.place
                titles.append((weight, f.kind, row.text[f.start : f.end], row))
    if len(slip_marks) >= CARD_SLIP_MARKS and not any(
        kind in ("invoice", "official_receipt") for _, kind, _, _ in titles
    ):
        return derived_field("card_slip", ", ".join(sorted(slip_marks)[:3]), 0.9, "inferred")
    if not titles:
        return None
    weight, kind, text, row = max(titles, key=lambda title: title[0])
    return read(kind, text, row.spans, 0.98 if weight > 1 else 0.93)


_TOKEN = re.compile(r"[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9]))*", re.IGNORECASE)
_ORDER = ("invoice", "bill", "transaction", "order", "bare")


def document_numbers(row: Row) -> Iterator[str]:
    """Yield the numbers in a row that are labelled as a document's."""
    labels = _NUMBERS.find(row.folded)
    ends = [*(label.start for label in labels[1:]), len(row.text)]
    for label, end in zip(labels, ends, strict=False):
        if label.kind == _ORDER[0] and (field := _number_in(row, label.end, end)):
            yield field.value


def receipt_number(rows: Sequence[Row]) -> Text | None:
    """Return the number of the document, by the likeliest of the labels there are."""
    best: tuple[int, Text] | None = None
    for n, row in enumerate(rows):
        labels = _NUMBERS.find(row.folded)
        for i, label in enumerate(labels):
            if label.kind == "other":
                continue
            end = labels[i + 1].start if i + 1 < len(labels) else len(row.text)
            rank = _ORDER.index(label.kind)
            if best is not None and rank >= best[0]:
                continue
            field = _number_in(row, label.end, end)
            if field is None and n + 1 < len(rows) and (span := under(row.span_at(label.start), rows[n + 1])):
                field = _number_in(Row((span,), row.page), 0, len(span.text)) if rank == 0 else None
            if field:
                best = rank, field
    return best[1] if best else None


def _number_in(row: Row, start: int, end: int) -> Text | None:
    dates = [(date.start, date.end) for date in find_dates(row.text)]
    for match in _TOKEN.finditer(row.text, start, end):
        token = match.group()
        if any(match.start() < date_end and date_start < match.end() for date_start, date_end in dates):
            return None
        if sum(char.isdigit() for char in token) >= 3 and "." not in token:
            return read(token, token, [row.span_at(match.start())], 0.95)
        if sum(char.isalpha() for char in token) > 4:
            return None
    return None


def payment_method(rows: Sequence[Row], amounts: Sequence[Amount], totals: Totals) -> Field[PaymentMethod] | None:
    """Return how it was paid: by the tenders with an amount, several kinds being mixed; else by mention."""
    tenders = [a for a in amounts if a.kind in TENDERS and a.value and not a.repeated and not a.in_summary]
    change = any(a.kind == "change" for a in amounts)
    kinds: dict[PaymentMethod, Amount] = {}
    for tender in tenders:
        if tender.kind == "cash" and not SAYS_CASH.search(tender.label) and not change:
            continue
        kinds.setdefault(tender.kind, tender)  # type: ignore[arg-type]
    if not kinds:
        return _mentioned(rows) or _given_back(totals) or _referred(rows, amounts, totals)
    if len(kinds) > 1 and "cash" in kinds and not SAYS_CASH.search(kinds["cash"].label):
        del kinds["cash"]
    method, tender = next(iter(kinds.items()))
    return read(method if len(kinds) == 1 else "mixed", tender.label, [tender.span], 0.97 if len(kinds) == 1 else 0.7)


def _given_back(totals: Totals) -> Field[PaymentMethod] | None:
    """Return cash where change was given."""
    if totals.cash is None or totals.change is None:
        return None
    return derived_field("cash", totals.cash.text, 0.8, "inferred")


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


def _mentioned(rows: Sequence[Row]) -> Field[PaymentMethod] | None:
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
                tender = derived_field("card", masked.group(), 0.8, "inferred")
        if tender is not None:
            return tender
    return next((tender for row in rows for span in row.spans if (tender := _alone(span, row))), None)


def _alone(span: TextSpan, row: Row) -> Field[PaymentMethod] | None:
    """Return the tender that a span names and nothing else, a word in front and a number behind it apart."""
    only = Row((span,), row.page)
    for found in TENDER_LABELS.find(only.folded):
        front, behind = span.text[: found.start], span.text[found.end :]
        if not _NAMED.match(front) or not _NUMBERED.match(behind):
            continue
        if found.kind in ("e_wallet", "card") or (front and found.kind in ("cash", "check", "bank_transfer")):
            return read(found.kind, span.text[found.start : found.end], [span], 0.75)
    return None


def _referred(rows: Sequence[Row], amounts: Sequence[Amount], totals: Totals) -> Field[PaymentMethod] | None:
    """Return the tender of an amount that is the total once more and has the long reference of a wallet below."""
    if totals.total_amount is None or totals.cash is not None:
        return None
    for amount in amounts:
        below = rows[amount.row + 1].text if amount.row + 1 < len(rows) else ""
        same = amount.value == totals.total_amount.value and amount.kind is None and amount.label
        if same and _REFERENCE.search(below) and _LONG_NUMBER.search(below):
            return read("e_wallet", amount.label, [amount.span], 0.7)
    return None


def _tender(row: Row, start: int) -> Field[PaymentMethod] | None:
    for found in TENDER_LABELS.find(row.folded):
        if found.start >= start and (found.kind != "cash" or SAYS_CASH.search(row.text)):
            return read(found.kind, row.text[found.start : found.end], [row.span_at(found.start)], 0.85)
    return None
