"""The number of the document."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr.receipt.amounts.numbers import find_amounts
from ocr.receipt.fields.finding import Finding
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.layout.columns import part_columns, under
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS
from ocr.receipt.lexicon.gazetteer import ABROAD
from ocr.receipt.lexicon.kinds import NumberLabel
from ocr.receipt.lexicon.whereabouts import STREET_ALONE, STREET_BEFORE, STREET_WORD
from ocr.receipt.text.dates import find_dates
from ocr.receipt.text.folding import upper
from ocr.receipt.text.phrase_matcher import PhraseMatch, PhraseMatcher

_NUMBERS = PhraseMatcher(DOCUMENT_NUMBERS)

_TOKEN = re.compile(r"[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9]))*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
# 424 BOULEVARD VOLTAIRE, and not 001/INV/XI/2024.
_WORDS_BEHIND = re.compile(r"\d[.,]?\s+[^\W\d_]{3,}")
# #02-48, #B1-17: a unit on its floor; No.242, Surabaya: a house.
_UNIT_OR_HOUSE = re.compile(r"\W*(?:[A-Z]?\d{1,2}-\d{2,3}[A-Z]?\b|\d{1,4}[A-Z]?\s*,\s*[A-Z])", re.IGNORECASE)
# No. 27 before its street, in the row or in the one below.
_HOUSE = re.compile(r"\W*\d{1,4}[A-Z]?\b[\s,.]*", re.IGNORECASE)
# Of two letters it is a label that was not known as one: CB# 58273599475, 0.R. No. 0955553.
_WORD_BEFORE = re.compile(r"[^\W\d_]{3,}\W*$")
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
            if label.kind == "other" or _is_of_a_place(rows, n, label):
                continue
            end = labels[i + 1].start if i + 1 < len(labels) else len(row.text)
            rank = _ORDER.index(label.kind)
            if best is not None and rank >= best[0]:
                continue
            field = _number_in(row, label.end, end)
            if field is None and rank == 0 and n + 1 < len(rows):
                field = _number_under(row, label.start, rows[n + 1])
            if field:
                if label.kind == "bare" and _has_word_before(row, label):
                    field = Finding(field.value, field.text, field.spans, "labelled_otherwise")
                best = rank, field
    return best[1] if best else None


def _number_under(row: Row, start: int, below: Row) -> Finding[str] | None:
    """Return the number in the column of a label, which a house and its street, or goods and their price, do not have."""
    span = under(row.span_at(start), below)
    # The head of a table has a label for each column of the row below it: INVOICE NO, DATE, AMOUNT DUE.
    priced = len(row.spans) < len(below.spans) and any(a.exact for s in below.spans for a in find_amounts(s.text))
    if span is None or priced or _WORDS_BEHIND.search(span.text):
        return None
    return _number_in(Row((span,), below.page), 0, len(span.text))


def _labels_of(row: Row) -> Sequence[PhraseMatch[NumberLabel]]:
    """Return the labels of a row, without a bare one behind another: the SO of "Doc No. SO00046284" begins the number."""
    labels = _NUMBERS.find(row.folded)
    kept = list(labels[:1])
    for before, label in pairwise(labels):
        if label.kind != "bare" or _WORD.search(row.text, before.end, label.start):
            kept.append(label)
    return kept


def _has_word_before(row: Row, bare: PhraseMatch[NumberLabel]) -> bool:
    """Return whether a word before a bare label says of what the number is: the document, or something else."""
    span = row.span_at(bare.start)
    columns = part_columns(row.spans, row.height)
    left = next(column for column in columns if span in column)[0].left
    before = sum(len(other.text) + 1 for other in row.spans if other.left < left)
    return _WORD_BEFORE.search(row.text, before, bare.start) is not None


def _is_of_a_place(rows: Sequence[Row], n: int, label: PhraseMatch[NumberLabel]) -> bool:
    """Return whether what looks like a label is part of an address: OR 97291 behind Portland, No. 268 of a street, #02-48."""
    row = rows[n]
    before = row.text[: label.start].rstrip()
    if label.end - label.start <= LONGEST_STATE and before.endswith(","):
        return True
    if label.kind != "bare":
        return False
    # Only a street before the label counts: behind it, LANE 2 and the Vietnamese QUAY 1 are tills.
    places, street = HeadRow(n, row).places, upper(before)
    if places["street"] + places["place"] > 0 or any(words.search(street) for words in (STREET_WORD, ABROAD)):
        return True
    if _UNIT_OR_HOUSE.match(row.text, label.end) is not None:
        return True
    house = _HOUSE.match(row.text, label.end)
    rest = row.text[house.end() :] if house else ""
    below = rows[n + 1].text if n + 1 < len(rows) and not rest else ""
    return house is not None and any(words.match(upper(rest or below)) for words in (STREET_ALONE, STREET_BEFORE))


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
