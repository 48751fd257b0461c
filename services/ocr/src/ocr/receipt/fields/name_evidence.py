"""Evidence for and against a span of the head's rows being the merchant's name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr.receipt.fields.finding import Evidence
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.fields.surroundings import SHORTEST_REPEATED, TALL, WORD, Surroundings
from ocr.receipt.lexicon.companies import LEGAL_FORM, LEGAL_TAIL
from ocr.receipt.lexicon.names import FORM_BEFORE, SENTENCE_WORDS
from ocr.receipt.text.folding import fold, upper
from ocr.receipt.text.registrations import find_registration

# Rows of one name are of like height, and stand closer than this share of it.
LIKE_HEIGHT, CLOSE = 1.3, 0.9

# Behind so many rows of the sale, or with the seller's tax number among them, stands no name.
SALE_ROWS = 2

# What one row of a name is enough for.
_OF_ANY_ROW = ("trade", "contact", "branch", "staff", "stamp", "house_number", "postal", "priced")
_OPEN = re.compile(r"(?:&|-|/|\b(?:AND|OF|THE|DAN|N|DE))\s*$", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?:[a-z]{2}|[A-Z]{4})[.!?]+(?:\s|$)")


def evidence_for_span(name: str, stretch: Sequence[HeadRow], seen: Surroundings) -> Evidence:
    """Return the evidence for and against these rows being the name; what is not in it is 0."""
    evidence = dict(_of_print(name, stretch, seen)) | dict(_of_place(stretch, seen))
    if len(stretch) > 1:
        evidence |= dict(_of_joints(stretch, seen))
    return {key: float(held) for key, held in evidence.items() if held}


def _of_print(name: str, stretch: Sequence[HeadRow], seen: Surroundings) -> Iterator[tuple[str, float]]:
    """Yield what the letters of the name and of its rows say."""
    this = stretch[0]
    capitals, folded = upper(name), fold(name)
    letters = sum(map(str.isalpha, name))
    words = WORD.findall(capitals)
    form = (
        stretch[-1].has_legal_form or LEGAL_FORM.search(capitals) is not None or FORM_BEFORE.match(capitals) is not None
    )
    yield "name", 1
    yield "legal_form", form
    yield "legal_form_abroad", form and seen.country != "MY"
    marks = frozenset[str]().union(*map(seen.marks, stretch))
    for mark in _OF_ANY_ROW:
        yield mark, mark in marks
    yield "bracketed", name.startswith("(")
    yield "open_bracket", name.count("(") > name.count(")")
    yield "closed_bracket", name.count("(") < name.count(")")
    yield "open_end", _OPEN.search(name) is not None
    yield "short", letters < 6 and seen.country == "MY"
    yield "very_short", letters < 4
    yield "digits", sum(map(str.isdigit, name)) > letters / 2
    yield "lower_case", sum(map(str.islower, name)) > 0.9 * letters
    yield "sentence", len(SENTENCE_WORDS.intersection(words)) / max(len(words), 1)
    yield "full_stop", _FULL_STOP.search(name) is not None and not form
    yield "commas", not form and "," in name
    yield "address", this.address > 0.5
    yield "address_strong", this.address > 1.5
    yield "tax_or_registration", this.is_tax or this.is_registration
    yield "document", this.is_document
    yield "sale", this.is_sale
    yield "greeting", "greeting" in this.kinds
    yield "bank", "bank" in this.kinds and seen.place[this.number] == 0
    yield "registration_here", find_registration(stretch[-1].text) is not None
    yield "misread", min(span.score for row in stretch for span in row.spans) < 0.85
    yield "tall", max(row.row.height for row in stretch) > TALL * seen.height
    firms = (row.row.folded.text for row in seen.top if row.number > this.number and row.has_legal_form)
    yield "with_form_below", not form and any(folded in firm for firm in firms)
    own = len(stretch) == 1
    yield "repeated", len(folded) >= SHORTEST_REPEATED and seen.body.count(folded) > own
    yield "domain", seen.tells("domain", folded)
    yield "thanked", seen.tells("thanked", folded)


def _of_place(stretch: Sequence[HeadRow], seen: Surroundings) -> Iterator[tuple[str, float]]:
    """Yield what the rows above and below say, and how far from the top the name stands."""
    this, last = stretch[0], stretch[-1]
    first, alone = seen.place[this.number], len(stretch) == 1
    above = seen.top[:first]
    below = [row for row in seen.head if row.number > last.number][:3]
    under = next((row for row in below if not (row.is_registration or row.is_tax or row.text.startswith("("))), None)
    abroad = seen.country != "MY"
    lead = seen.leading.index(this.number) if this.number in seen.leading else 9
    yield "first", first == 0
    yield "second", first == 1
    yield "row", min(first, 8) / 4
    yield "leads", lead == 0
    # Behind rows of the sale it is what was sold.
    yield "leads_abroad", lead == 0 and abroad and seen.sale_rows_above(this) < SALE_ROWS
    yield "follows_abroad", lead == 1 and abroad
    registered = bool(below) and below[0].is_registration
    yield "registration_below", registered
    # The firm that a Malaysian number belongs to, whatever brand stands above.
    numbered = registered or find_registration(last.text) is not None
    yield "registered_firm", last.has_legal_form and numbered and not abroad
    yield "tax_below", bool(below) and below[0].is_tax
    yield "address_below", under is not None and under.address > 0
    yield "form_below", alone and bool(below) and below[0].has_legal_form and not this.has_legal_form
    yield "cut_short", bool(below) and seen.is_tail(below[0]) and not seen.is_tail(this) and not last.has_legal_form
    yield "tail_alone", seen.is_tail(this) and alone
    yield "begins_with_tail", LEGAL_TAIL.search(upper(this.text)) is not None and not alone
    # SYARIKAT PERNIAGAAN, KEDAI RUNCIT: what a shop is, over the rest of its name.
    over = above[-1] if above and above[-1].number == this.number - 1 else None
    begun = over is not None and seen.is_tail(over) and not over.has_legal_form
    yield "after_trade_alone", over is not None and begun and over.folded.text not in this.folded.text
    yield "after_address", any(row.address > 0.5 for row in above)
    # TAX INVOICE over everything says nothing, behind a row that may be the name much.
    yield "after_document", lead > 0 and any(row.is_document or row.is_sale for row in above)
    yield "after_price", any("priced" in seen.marks(row) for row in above)
    yield "after_legal_form", any(row.has_legal_form for row in above)
    yield "operated", "operated" in this.kinds or (bool(above) and above[-1].is_operator_label)
    yield "operator_below", bool(below) and "operated" in below[0].kinds
    # A Philippine shop goes by the name over its owner's, a Malaysian one by its owner's.
    owned = seen.country == "PH"
    yield "owner_under_name", owned and first > 0 and (not alone or this.has_legal_form)
    yield "name_over_owner", owned and alone and bool(below) and below[0].has_legal_form


def _of_joints(stretch: Sequence[HeadRow], seen: Surroundings) -> Iterator[tuple[str, float]]:
    """Yield what speaks for the rows' being of one name."""
    this, last = stretch[0], stretch[-1]
    joints = list(pairwise(stretch))
    yield "joined", 1
    yield "joined_three", len(stretch) > 2
    yield "joined_tail", seen.is_tail(last)
    yield "joined_open", any(_OPEN.search(row.text) or _is_open(row.text) for row in stretch[:-1])
    yield "joined_form", last.has_legal_form and not any(row.has_legal_form for row in stretch[:-1])
    yield "joined_after_form", any(row.has_legal_form and not row.text.endswith("&") for row in stretch[:-1])
    yield "joined_unlike", any(_unlike(*joint) for joint in joints)
    yield "joined_apart", any(_gap(*joint) > CLOSE for joint in joints)
    yield "joined_address", any(row.address > 0.5 for row in stretch[1:])
    yield "joined_operator", any("operated" in row.kinds for row in stretch[1:])
    yield "joined_lower_case", this.text == this.text.lower()
    yield "joined_short", this.letters < 8
    yield "joined_bracket", last.text.lstrip().startswith("(")


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _unlike(one: HeadRow, other: HeadRow) -> bool:
    low, high = sorted((one.row.height, other.row.height))
    return high > LIKE_HEIGHT * low


def _gap(above: HeadRow, below: HeadRow) -> float:
    """Return the distance of two rows in heights of the larger print."""
    distance = min(span.top for span in below.spans) - max(span.bottom for span in above.spans)
    return distance / max(above.row.height, below.row.height, 1.0)
