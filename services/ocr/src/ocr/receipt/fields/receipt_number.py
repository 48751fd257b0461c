"""The number of the document."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr.receipt.fields.finding import Finding
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.layout.columns import under
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS
from ocr.receipt.lexicon.kinds import NumberLabel
from ocr.receipt.text.dates import find_dates
from ocr.receipt.text.phrase_matcher import PhraseMatch, PhraseMatcher

_NUMBERS = PhraseMatcher(DOCUMENT_NUMBERS)

_TOKEN = re.compile(r"[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9]))*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
# #02-48, #B1-17: a unit on its floor; No.242, Surabaya: a house.
_UNIT_OR_HOUSE = re.compile(r"\W*(?:[A-Z]?\d{1,2}-\d{2,3}[A-Z]?\b|\d{1,4}[A-Z]?\s*,\s*[A-Z])", re.IGNORECASE)
# Of the letters that stand for one, OR is a label otherwise.
LONGEST_STATE = 2
_ORDER = ("invoice", "bill", "transaction", "order", "bare")


def document_numbers(row: Row) -> Iterator[str]:
    """Yield the numbers in a row that are labelled as a document's."""
    labels = _labels_of(row)
    ends = [*(label.start for label in labels[1:]), len(row.text)]
    for label, end in zip(labels, ends, strict=False):
        if label.kind == _ORDER[0] and (field := _number_in(row, label.end, end)):
            yield field.value


def receipt_number(rows: Sequence[Row]) -> Finding[str] | None:
    """Return the number of the document, by the likeliest of the labels there are."""
    best: tuple[int, Finding[str]] | None = None
    for n, row in enumerate(rows):
        labels = _labels_of(row)
        for i, label in enumerate(labels):
            if label.kind == "other" or _is_of_a_place(row, label, n):
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


def _labels_of(row: Row) -> Sequence[PhraseMatch[NumberLabel]]:
    """Return the labels of a row, without a bare one behind another: the SO of "Doc No. SO00046284" begins the number."""
    labels = _NUMBERS.find(row.folded)
    kept = labels[:1]
    for before, label in pairwise(labels):
        if label.kind != "bare" or _WORD.search(row.text, before.end, label.start):
            kept.append(label)
    return kept


def _is_of_a_place(row: Row, label: PhraseMatch[NumberLabel], n: int) -> bool:
    """Tell whether what looks like a label is part of an address: OR 97291 behind Portland, No. 268 of a street, #02-48."""
    before = row.text[: label.start].rstrip()
    if label.end - label.start <= LONGEST_STATE and before.endswith(","):
        return True
    if label.kind != "bare":
        return False
    places = HeadRow(n, row).places
    return places["street"] + places["place"] > 0 or _UNIT_OR_HOUSE.match(row.text, label.end) is not None


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
