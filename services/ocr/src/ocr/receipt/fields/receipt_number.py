"""The number of the document."""

import re
from collections.abc import Iterator, Sequence

from ocr.receipt.fields.finding import Finding
from ocr.receipt.layout.columns import under
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS
from ocr.receipt.text.dates import find_dates
from ocr.receipt.text.phrase_matcher import PhraseMatcher

_NUMBERS = PhraseMatcher(DOCUMENT_NUMBERS)

_TOKEN = re.compile(r"[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9]))*", re.IGNORECASE)
_ORDER = ("invoice", "bill", "transaction", "order", "bare")


def document_numbers(row: Row) -> Iterator[str]:
    """Yield the numbers in a row that are labelled as a document's."""
    labels = _NUMBERS.find(row.folded)
    ends = [*(label.start for label in labels[1:]), len(row.text)]
    for label, end in zip(labels, ends, strict=False):
        if label.kind == _ORDER[0] and (field := _number_in(row, label.end, end)):
            yield field.value


def receipt_number(rows: Sequence[Row]) -> Finding[str] | None:
    """Return the number of the document, by the likeliest of the labels there are."""
    best: tuple[int, Finding[str]] | None = None
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


def _number_in(row: Row, start: int, end: int) -> Finding[str] | None:
    # Eight digits behind a label of a number are one, though they may be a day and its year.
    dates = [
        (date.start, date.end) for date in find_dates(row.text) if not date.text.isdigit() or date.text[:2] == "20"
    ]
    for match in _TOKEN.finditer(row.text, start, end):
        token = match.group()
        if any(match.start() < date_end and date_start < match.end() for date_start, date_end in dates):
            return None
        if sum(char.isdigit() for char in token) >= 3 and "." not in token:
            return Finding(token, token, (row.span_at(match.start()),), "labelled")
        if sum(char.isalpha() for char in token) > 4:
            return None
    return None
