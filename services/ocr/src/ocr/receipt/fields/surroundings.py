"""Surroundings in which names are judged: features of each row, the country, all that is printed."""

import re
import statistics
from collections.abc import Sequence
from functools import cached_property

from ocr.receipt.amounts.numbers import find_amounts
from ocr.receipt.fields.country import Country
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.fields.name_text import clean
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.companies import LEGAL_FORM, LEGAL_TAIL, TRADES
from ocr.receipt.lexicon.names import BRANCH, DOMAIN, POST_DOMAINS, SENTENCE_WORDS, SMALL_WORDS, STAFF, STAMP, THANKS
from ocr.receipt.text.folding import fold, upper

# A shorter name is found in any text.
SHORTEST_REPEATED = 4
# Shorter rows are specks.
SHORTEST_ROW = 4
# Larger print than the usual of the head by this much is a name's.
TALL = 1.3
# A line with a lower score is a mark of a pen, or a logo.
PLAIN_SCORE = 0.85

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_TRADE_WORDS = frozenset(word.upper() for trade in TRADES for word in trade.split())
# 231 BLUEBELL DR, 14-16 High Street; not 7-ELEVEN, 99 SPEED MART.
_HOUSE_BEFORE = re.compile(r"^\W*\d{1,5}[A-Z]?(?:[-/]\d+)*[A-Z]?,?\s+[A-Z]", re.IGNORECASE)
_HOUSE_BEHIND = re.compile(r"[a-zß]{3}[.,]? \d{1,4}[a-z]?(?:-\d+)?$")
# EC1N 2HT, OH 44663, S(098585)
_POSTAL = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2,3},? \d{4,5}(?:-\d{4})?\b|\bS(?:INGAPORE)?\W?\(?\d{6}\b|\b\d{3} ?\d{3}$"
)


class Surroundings:
    """Context of names: the first rows, the country, the text of all rows."""

    def __init__(
        self, head: Sequence[HeadRow], top: Sequence[HeadRow], rows: Sequence[Row], country: Country | None
    ) -> None:
        self.head = [this for this in head if this.letters + this.digits >= SHORTEST_ROW]
        self.top = top
        self.country = country
        self.place = {this.number: place for place, this in enumerate(top)}
        self._rows = rows
        self._marks: dict[int, frozenset[str]] = {}

    def marks(self, this: HeadRow) -> frozenset[str]:
        """Return the marks of a row by its own text alone, such as trade, contact, branch or stamp."""
        if this.number not in self._marks:
            self._marks[this.number] = _marks_of(this)
        return self._marks[this.number]

    def is_tail(self, this: HeadRow) -> bool:
        """Return whether a row can only be the end of a name: SDN BHD, RESTAURANT SDN BHD, MERCHANDISE."""
        return "tail" in self.marks(this)

    def sale_rows_above(self, this: HeadRow) -> int:
        """Return how many rows of the sale or of taxes stand above a row."""
        return sum(row.is_sale or row.is_tax for row in self.head if row.number < this.number)

    @cached_property
    def height(self) -> float:
        """The usual height of a row."""
        return statistics.median(this.row.height for this in self.top) if self.top else 1.0

    @cached_property
    def body(self) -> str:
        return "\n".join(row.folded.text for row in self._rows)

    @cached_property
    def leading(self) -> Sequence[int]:
        """The numbers of the rows whose print does not rule out a name, from the top."""
        return [this.number for this in self.top if self._is_plain(this)]

    @cached_property
    def thanks(self) -> Sequence[tuple[int, re.Match[str]]]:
        """The rows with words of thanks or welcome before a name: their numbers and the matches."""
        found = ((number, THANKS.search(row.text)) for number, row in enumerate(self._rows))
        return [(number, match) for number, match in found if match is not None and self.is_name(match["name"])]

    @cached_property
    def named(self) -> dict[str, tuple[str, ...]]:
        """The folded names in web addresses (`domain`) and behind words of thanks (`thanked`)."""
        domains = (found["name"].upper() for row in self._rows for found in DOMAIN.finditer(row.text))
        return {
            "domain": tuple(fold(domain) for domain in domains if domain not in POST_DOMAINS),
            "thanked": tuple(fold(found["name"]) for _, found in self.thanks),
        }

    def is_name(self, text: str) -> bool:
        """Return whether the words behind thanks are a name, unlike OUR STORE or US AGAIN."""
        words = WORD.findall(upper(text))
        return bool(words) and not SENTENCE_WORDS.intersection(words[:2])

    def is_slogan(self, this: HeadRow) -> bool:
        """Return whether a row praises the shop and does not name it: Fresh every day, the taste of home."""
        words = WORD.findall(this.text)
        small = [word for word in words if word[0].islower() and len(word) > 2 and upper(word) not in SMALL_WORDS]
        if len(small) < 2 or this.has_legal_form:
            return False
        if any(this.folded.text in name for how in ("domain", "thanked") for name in self.named[how]):
            return False
        if "," in this.text or not SENTENCE_WORDS.isdisjoint(upper(word) for word in words):
            return True
        named = any(self.tells(how, this.folded.text) for how in ("domain", "thanked"))
        return words[0][0].islower() and not (named or this.trades) and this.row.height <= TALL * self.height

    def tells(self, how: str, name: str) -> bool:
        """Return whether a web address or words of thanks, as `how` says, contain this name or are contained in it."""
        return len(name) >= SHORTEST_REPEATED and any(
            other in name or name in other for other in self.named[how] if len(other) >= SHORTEST_REPEATED
        )

    def _is_plain(self, this: HeadRow) -> bool:
        return (
            min(span.score for span in this.spans) > PLAIN_SCORE
            and this.letters > this.digits
            and not (this.is_registration or this.is_tax or this.is_document or this.is_contact or this.is_sale)
            and not {"greeting", "bank"} & this.kinds
            and "stamp" not in self.marks(this)
        )


def _marks_of(this: HeadRow) -> frozenset[str]:
    marks = {
        "trade": this.trades > 0,
        "contact": this.is_contact,
        "branch": BRANCH.search(this.text) is not None,
        "staff": STAFF.search(this.text) is not None,
        "stamp": STAMP.fullmatch(this.text) is not None,
        "house_number": bool(_HOUSE_BEFORE.match(this.text) or _HOUSE_BEHIND.search(this.text)),
        "postal": _POSTAL.search(this.text) is not None,
        # An amount stands on the row, in whichever column.
        "priced": any(a.exact and "." in a.text for span in this.row.spans for a in find_amounts(span.text)),
        "tail": _is_tail(this),
    }
    return frozenset(mark for mark, held in marks.items() if held)


def _is_tail(row: HeadRow) -> bool:
    if LEGAL_TAIL.search(upper(row.text)) is not None:
        return True
    if not row.trades:
        return False
    words = re.findall(r"[A-Z]{2,}", LEGAL_FORM.sub(" ", upper(clean(row.text))))
    return _TRADE_WORDS.issuperset(words)
