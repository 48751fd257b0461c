"""Rows of the head as an address sees them: which part of each belongs to one, and what it holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr.receipt.fields.head import HeadRow
from ocr.receipt.layout.letters import doubt, letters_of
from ocr.receipt.lexicon.gazetteer import ABROAD, BARE_POSTCODE, FOREIGN_POSTCODE, OPENING_ABROAD, POSTCODE
from ocr.receipt.lexicon.whereabouts import BRANCH_WORDS
from ocr.receipt.text.folding import upper
from ocr.receipt.text.ocr_correction import correct_address

# What may follow the address on its last row.
_AFTER = re.compile(
    r"[\s,.(]*(?:\bT(?:EL|ELEPHONE)?\b\s*(?:NO)?\.?\s*[:\uff1a]|\bTEL\b|\bFAX\b|\bPH(?:ONE)?\b\s*[:#]|\bGST\b|\bVAT\b|\bTIN\b|\bHP\s*:).*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^\W*(?:ADDRESS|ALAMAT|ADD)\s*[:.]\s*", re.IGNORECASE)
_EDGE = re.compile(r"^[^\w(#]+|[\s;:*_~-]+$")
# 1237-TMN PERDANA: a branch with its number.
_NUMBERED = re.compile(r"^\W*\d{3,}\s*[-:]?\s*[A-Z]", re.IGNORECASE)
# Pay By: CASH
_LABEL = re.compile(r"[A-Z]{2,}\s*:\s*\w", re.IGNORECASE)
# 1800 88 1231, (206) 555-0142: a telephone, behind whatever word.
_LONG_NUMBER = re.compile(r"\d(?:[\s().-]{0,2}\d){6,}")
# 29ABCDE1234F1Z5: the number of a firm or a till.
_SERIAL_NUMBER = re.compile(r"\b(?=[A-Z]*\d[A-Z0-9]*\d[A-Z0-9]*\d)[A-Z0-9]{9,}\b", re.IGNORECASE)
# No. 0119, ST# 06314, Filiale 0412: a document's number or a branch's, with no street behind it and none below. SHOP 123 is a
# unit of a mall.
_BARE_NUMBER = re.compile(rf"\W*(?:NO\W*\d{{4,}}|(?!SHOP\b){BRANCH_WORDS.pattern})(?<=\d{{3}})")
# What the postcode of another country adds to the points of a row, as POSTCODE does in head.py.
_POSTCODE_POINTS = 1.6
# And a word of its addresses, as those of streets do there.
_ABROAD_POINTS = 1.2

# Letters of a row that are misread if the reader is as often wrong as it says. On the labelled receipts what is repaired
# above this was misread 13 times of 13, what would be below never: LAMAN is a street, Mont Kiera printed so.
DOUBTED_LETTERS = 0.05


@dataclass(frozen=True)
class AddressRow:
    """A row of the head with what of its text may be of an address."""

    head: HeadRow
    is_name: bool = False

    @cached_property
    def text(self) -> str:
        return _EDGE.sub("", _AFTER.sub("", _BEFORE.sub("", self.head.text)))

    @cached_property
    def corrected(self) -> str:
        """The text with misread letters corrected."""
        letters = letters_of(self.text, self.head.spans)
        return correct_address(self.text, letters, doubted=self.doubt > DOUBTED_LETTERS)

    @cached_property
    def announced(self) -> bool:
        """Whether the row begins with ADDRESS: or another word for it."""
        return _BEFORE.match(self.head.text) is not None

    @cached_property
    def points(self) -> float:
        """The points of the row for looking like part of an address; above 0 it does."""
        abroad = _ABROAD_POINTS * min(self.abroad, 2)
        return self.head.address + _POSTCODE_POINTS * self.foreign_postcode + abroad

    @cached_property
    def abroad(self) -> int:
        """How many words of other countries' addresses are on the row."""
        return len(ABROAD.findall(upper(self.text)))

    @cached_property
    def opens(self) -> bool:
        """Whether the row may begin an address: with a house number, or with a street where the number stands behind."""
        return self.head.opens or OPENING_ABROAD.match(upper(self.text)) is not None

    @cached_property
    def foreign_postcode(self) -> bool:
        return POSTCODE.search(self.text) is None and FOREIGN_POSTCODE.search(self.text) is not None

    @cached_property
    def postcode(self) -> bool:
        known = POSTCODE.search(self.text) or BARE_POSTCODE.match(self.text)
        return known is not None or self.foreign_postcode

    @cached_property
    def comma(self) -> bool:
        """Whether the row ends in a comma: it continues below."""
        return self.head.text.rstrip().endswith(",")

    @cached_property
    def numbered(self) -> bool:
        return _NUMBERED.match(self.text) is not None

    @cached_property
    def bracketed(self) -> bool:
        return self.text.startswith("(")

    @cached_property
    def labelled(self) -> bool:
        """Whether the row says by a label that it is something other than an address."""
        plain = not (self.words or self.postcode or self.head.opens)
        return plain and _LABEL.search(self.text) is not None

    @cached_property
    def words(self) -> int:
        """How many words of addresses are on the row."""
        return self.head.places["street"] + self.head.places["place"] + self.abroad

    @cached_property
    def doubt(self) -> float:
        """The number of misread letters to expect on the row, by their probabilities, else by the scores of its spans."""
        told = doubt(self.text, self.head.spans)
        return told["doubt"] if told else sum((1 - span.score) * len(span.text) for span in self.head.spans)

    @cached_property
    def is_speck(self) -> bool:
        """Whether the row has next to nothing on it, so that it does not divide an address."""
        return sum(char.isalnum() for char in self.head.text) < 3 and not self.head.is_registration

    @cached_property
    def other(self) -> bool:
        """Whether the row is of a kind that no address contains, such as tax, contact, document or sale."""
        head = self.head
        return (
            head.is_tax or head.is_registration or head.is_document or head.is_contact or head.is_sale
            or not self.text or "goods" in head.kinds or "greeting" in head.kinds or self._is_number
        )  # fmt: skip

    @cached_property
    def _is_number(self) -> bool:
        if _BARE_NUMBER.fullmatch(upper(self.text)) and not self.comma:
            return True
        plain = not (self.words or self.foreign_postcode or (self.head.opens and self.head.letters > 1))
        return plain and bool(_LONG_NUMBER.search(self.text) or _SERIAL_NUMBER.search(self.text))


def read_address_rows(head: Sequence[HeadRow], name: tuple[int, int] | None) -> list[AddressRow]:
    """Return the rows of the head, without specks, as an address sees them.

    `name` is the first and last row of the merchant's name, whose rows are kept in any case.
    """
    first, last = name or (-1, -1)
    rows = (AddressRow(this, first <= this.number <= last) for this in head)
    return [row for row in rows if row.is_name or not row.is_speck]
