"""A span of the head's rows in, what speaks for and against its being the merchant's name out."""

import re
import statistics
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from ocr.receipt.amounts.numbers import find_amounts
from ocr.receipt.fields.country import Country
from ocr.receipt.fields.finding import Evidence
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.fields.name_text import clean
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.companies import LEGAL_FORM, LEGAL_TAIL, REGISTRATION, TRADES
from ocr.receipt.lexicon.names import (
    BRANCH,
    DOMAIN,
    FORM_BEFORE,
    POST_DOMAINS,
    SENTENCE_WORDS,
    STAFF,
    STAMP,
    THANKS,
)
from ocr.receipt.text.folding import fold, upper

# A shorter name is found in any text.
SHORTEST_REPEATED = 4
# Shorter rows are specks.
SHORTEST_ROW = 4
# Rows of one name are of like height, and stand closer than this share of it.
LIKE_HEIGHT, CLOSE = 1.3, 0.9

_TRADE_WORDS = frozenset(word.upper() for trade in TRADES for word in trade.split())
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_OPEN = re.compile(r"(?:&|-|/|\b(?:AND|OF|THE|DAN|N|DE))\s*$", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?:[a-z]{2}|[A-Z]{4})[.!?]+(?:\s|$)")
# 231 BLUEBELL DR, 14-16 High Street; not 7-ELEVEN, 99 SPEED MART.
_HOUSE_BEFORE = re.compile(r"^\W*\d{1,5}[A-Z]?(?:[-/]\d+)*[A-Z]?,?\s+[A-Z]", re.IGNORECASE)
_HOUSE_BEHIND = re.compile(r"[a-zß]{3}[.,]? \d{1,4}[a-z]?(?:-\d+)?$")
# EC1N 2HT, OH 44663, S(098585)
_POSTAL = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2,3},? \d{4,5}(?:-\d{4})?\b|\bS(?:INGAPORE)?\W?\(?\d{6}\b|\b\d{3} ?\d{3}$"
)


class Surroundings:
    """What names are seen against: the first rows, the country, the text of all rows."""

    def __init__(
        self, head: Sequence[HeadRow], top: Sequence[HeadRow], rows: Sequence[Row], country: Country | None
    ) -> None:
        self.head = [this for this in head if this.letters + this.digits >= SHORTEST_ROW]
        self.top = top
        self.country = country
        self.place = {this.number: place for place, this in enumerate(top)}
        self._rows = rows

    @cached_property
    def height(self) -> float:
        """The usual height of a row."""
        return statistics.median(this.row.height for this in self.top) if self.top else 1.0

    @cached_property
    def body(self) -> str:
        return "\n".join(row.folded.text for row in self._rows)

    @cached_property
    def leading(self) -> Sequence[int]:
        """The numbers of the rows that may be a name for all that their print says, from the top."""
        return [this.number for this in self.top if _is_plain(this)]

    @cached_property
    def named(self) -> dict[str, tuple[str, ...]]:
        """The folded names that web addresses have, and that stand behind thanks."""
        domains = (found["name"].upper() for row in self._rows for found in DOMAIN.finditer(row.text))
        thanks = (found["name"] for row in self._rows if (found := THANKS.search(row.text)) is not None)
        return {
            "domain": tuple(fold(domain) for domain in domains if domain not in POST_DOMAINS),
            "thanked": tuple(fold(name) for name in thanks if self.is_name(name)),
        }

    def is_name(self, text: str) -> bool:
        """Tell whether what stands behind thanks is a name: not OUR STORE, US AGAIN."""
        words = _WORD.findall(upper(text))
        return bool(words) and not SENTENCE_WORDS.intersection(words[:2])

    def tells(self, how: str, name: str) -> bool:
        """Tell whether a web address or thanks have this name, or the beginning of one."""
        return len(name) >= SHORTEST_REPEATED and any(
            other in name or name in other for other in self.named[how] if len(other) >= SHORTEST_REPEATED
        )


def is_tail(row: HeadRow) -> bool:
    """Tell whether a row can only be the end of a name: SDN BHD, RESTAURANT SDN BHD, MERCHANDISE."""
    if LEGAL_TAIL.search(upper(row.text)) is not None:
        return True
    words = re.findall(r"[A-Z]{2,}", LEGAL_FORM.sub(" ", upper(clean(row.text))))
    return row.trades > 0 and all(word in _TRADE_WORDS for word in words)


def _is_plain(this: HeadRow) -> bool:
    return (
        min(span.score for span in this.spans) > 0.85
        and this.letters > this.digits
        and not (this.is_registration or this.is_tax or this.is_document or this.is_contact or this.is_sale)
        and not {"greeting", "bank"} & this.kinds
        and STAMP.fullmatch(this.text) is None
    )


def _is_priced(this: HeadRow) -> bool:
    """Tell whether an amount stands on the row, in whichever column."""
    return any(a.exact and "." in a.text for span in this.row.spans for a in find_amounts(span.text))


def evidence_for_span(name: str, stretch: Sequence[HeadRow], seen: Surroundings) -> Evidence:
    """Return the evidence of a name that stands on these rows; what is not in it is 0."""
    evidence = dict(_of_print(name, stretch, seen)) | dict(_of_place(stretch, seen))
    if len(stretch) > 1:
        evidence |= dict(_of_joints(stretch))
    return {key: float(held) for key, held in evidence.items() if held}


def _of_print(name: str, stretch: Sequence[HeadRow], seen: Surroundings) -> Iterator[tuple[str, float]]:
    """Yield what the letters of the name and of its rows say."""
    this = stretch[0]
    capitals, folded = upper(name), fold(name)
    letters = sum(char.isalpha() for char in name)
    words = _WORD.findall(capitals)
    form = (
        stretch[-1].has_legal_form or LEGAL_FORM.search(capitals) is not None or FORM_BEFORE.match(capitals) is not None
    )
    yield "name", 1
    yield "legal_form", form
    yield "legal_form_abroad", form and seen.country != "MY"
    yield "trade", any(row.trades for row in stretch)
    yield "bracketed", name.startswith("(")
    yield "open_bracket", name.count("(") > name.count(")")
    yield "closed_bracket", name.count("(") < name.count(")")
    yield "open_end", _OPEN.search(name) is not None
    yield "short", letters < 6 and seen.country == "MY"
    yield "very_short", letters < 4
    yield "digits", sum(char.isdigit() for char in name) > letters / 2
    yield "lower_case", sum(char.islower() for char in name) > 0.9 * letters
    yield "sentence", len(SENTENCE_WORDS.intersection(words)) / max(len(words), 1)
    yield "full_stop", _FULL_STOP.search(name) is not None and not form
    yield "commas", not form and "," in name
    yield "branch", any(BRANCH.search(row.text) for row in stretch)
    yield "staff", any(STAFF.search(row.text) for row in stretch)
    yield "stamp", any(STAMP.fullmatch(row.text) for row in stretch)
    yield "house_number", any(_HOUSE_BEFORE.match(row.text) or _HOUSE_BEHIND.search(row.text) for row in stretch)
    yield "postal", any(_POSTAL.search(row.text) for row in stretch)
    yield "address", this.address > 0.5
    yield "address_strong", this.address > 1.5
    yield "contact", any(row.is_contact for row in stretch)
    yield "tax_or_registration", this.is_tax or this.is_registration
    yield "document", this.is_document
    yield "sale", this.is_sale
    yield "priced", any(_is_priced(row) for row in stretch)
    yield "greeting", "greeting" in this.kinds
    yield "bank", "bank" in this.kinds and seen.place[this.number] == 0
    yield "registration_here", REGISTRATION.search(stretch[-1].text) is not None
    yield "misread", min(span.score for row in stretch for span in row.spans) < 0.85
    yield "tall", max(row.row.height for row in stretch) > 1.3 * seen.height
    own = len(stretch) == 1
    yield (
        "with_form_below",
        not form and any(folded in r.row.folded.text for r in seen.top if r.has_legal_form and r.number > this.number),
    )
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
    yield "leads_abroad", lead == 0 and abroad
    yield "follows_abroad", lead == 1 and abroad
    registered = bool(below) and below[0].is_registration
    yield "registration_below", registered
    # The firm that a Malaysian number belongs to, whatever brand stands above.
    numbered = registered or REGISTRATION.search(last.text) is not None
    yield "registered_firm", last.has_legal_form and numbered and not abroad
    yield "tax_below", bool(below) and below[0].is_tax
    yield "address_below", under is not None and under.address > 0
    yield "form_below", alone and bool(below) and below[0].has_legal_form and not this.has_legal_form
    yield "cut_short", bool(below) and is_tail(below[0]) and not is_tail(this) and not last.has_legal_form
    yield "tail_alone", is_tail(this) and alone
    yield "begins_with_tail", LEGAL_TAIL.search(upper(this.text)) is not None and not alone
    # SYARIKAT PERNIAGAAN, KEDAI RUNCIT: what a shop is, over the rest of its name.
    over = above[-1] if above and above[-1].number == this.number - 1 else None
    yield (
        "after_trade_alone",
        (over is not None and is_tail(over) and not over.has_legal_form and over.folded.text not in this.folded.text),
    )
    yield "after_address", any(row.address > 0.5 for row in above)
    # TAX INVOICE over everything says nothing, behind a row that may be the name much.
    yield "after_document", lead > 0 and any(row.is_document or row.is_sale for row in above)
    yield "after_price", any(_is_priced(row) for row in above)
    yield "after_legal_form", any(row.has_legal_form for row in above)
    yield "operated", "operated" in this.kinds or (bool(above) and above[-1].is_operator_label)
    yield "operator_below", bool(below) and "operated" in below[0].kinds
    # A Philippine shop goes by the name over its owner's, a Malaysian one by its owner's.
    owned = seen.country == "PH"
    yield "owner_under_name", owned and first > 0 and (not alone or this.has_legal_form)
    yield "name_over_owner", owned and alone and bool(below) and below[0].has_legal_form


def _of_joints(stretch: Sequence[HeadRow]) -> Iterator[tuple[str, float]]:
    """Yield what speaks for the rows' being of one name."""
    this, last = stretch[0], stretch[-1]
    joints = list(pairwise(stretch))
    yield "joined", 1
    yield "joined_three", len(stretch) > 2
    yield "joined_tail", is_tail(last)
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
