"""The head of a receipt: its first rows, each with what it holds, up to where the sale begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr.receipt.amounts.numbers import find_amounts
from ocr.receipt.fields.goods import lists_goods
from ocr.receipt.layout.columns import part_columns
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.companies import LEGAL_FORM, TRADES
from ocr.receipt.lexicon.gazetteer import GLUED_STREET, OPENING, PLACES, POSTCODE, STREETS
from ocr.receipt.lexicon.head import HEADER
from ocr.receipt.lexicon.names import STAMP
from ocr.receipt.text.dates import find_dates
from ocr.receipt.text.folding import upper
from ocr.receipt.text.phrase_matcher import Folded, PhraseMatcher, fold_text
from ocr.receipt.text.registrations import find_registration
from ocr.receipt.text.vocabulary import VOCABULARY

MAX_ROWS = 22
# SELANGOR D.E. is a place, AEON SHAH ALAM a shop in one.
PLACE_SHARE = 0.7

LABELS = PhraseMatcher(HEADER)
_PLACES: PhraseMatcher[str] = PhraseMatcher({"street": STREETS, "place": PLACES})
_TRADES: PhraseMatcher[str] = PhraseMatcher({"trade": TRADES})
_PHONE = re.compile(r"(?:\+?6?0\d{1,2}\s?[-–]\s?\d{3,4}\s?\d{3,4}|\(0\d{1,2}\)|\+6[03])")
# everdale.co.nz, alone on its row.
_DOMAIN = re.compile(r"[\w-]{3,}(?:\.[a-z]{2,3}){1,2}")
_WEB = re.compile(r"WWW|@|\.COM|HTTP|\.NET", re.IGNORECASE)


@dataclass(frozen=True)
class HeadRow:
    """A row of the head and the evidence for its being a name, an address or something else."""

    number: int
    row: Row
    below: Row | None = None

    @cached_property
    def spans(self) -> tuple[TextSpan, ...]:
        """The spans without specks and stamps beside the print."""
        printed = [p for p in self.row.spans if STAMP.fullmatch(p.text) is None] or self.row.spans
        kept = [p for p in printed if sum(map(str.isalnum, p.text)) > 2 or (p.score > 0.9 and self._near(p))]
        return max(
            part_columns(kept or self.row.spans, self.row.height), key=lambda column: sum(len(p.text) for p in column)
        )

    def _near(self, span: TextSpan) -> bool:
        gaps = [max(o.left - span.right, span.left - o.right) for o in self.row.spans if o is not span]
        return not gaps or min(gaps) < 0.8 * self.row.height

    @cached_property
    def text(self) -> str:
        return " ".join(span.text for span in self.spans)

    @cached_property
    def folded(self) -> Folded:
        return self.row.folded if len(self.spans) == len(self.row.spans) else fold_text(self.text, VOCABULARY)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What the row's phrases say it is: phone, tax, registration, document, sale ..."""
        return frozenset(found.kind for found in LABELS.find(self.folded))

    @cached_property
    def places(self) -> dict[str, int]:
        found = _PLACES.find(self.folded)
        return {kind: sum(f.kind == kind for f in found) for kind in ("street", "place")}

    @cached_property
    def is_place(self) -> bool:
        """Whether there is little but names of places on the row."""
        found = (f for f in _PLACES.find(self.folded) if f.kind == "place")
        letters = sum(char.isalpha() for f in found for char in self.text[f.start : f.end])
        return letters >= PLACE_SHARE * self.letters > 0

    @cached_property
    def trades(self) -> int:
        return len(_TRADES.find(self.folded))

    @cached_property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.text))

    @cached_property
    def digits(self) -> int:
        return sum(map(str.isdigit, self.text))

    @cached_property
    def is_registration(self) -> bool:
        """Whether nothing but a registration number is on the row."""
        if number := find_registration(self.text):
            rest = self.text[: number.start()] + self.text[number.end() :]
            if sum(map(str.isalpha, rest)) < 4:
                return True
        return "registration" in self.kinds and self.letters < 24

    @cached_property
    def is_contact(self) -> bool:
        # A telephone may follow the end of an address on its row.
        labelled = "phone" in self.kinds and not (self.opens or POSTCODE.search(self.text))
        unlabelled = self.letters < 12 and _PHONE.search(self.text) is not None
        web = _WEB.search(self.text) is not None or _DOMAIN.fullmatch(self.text.strip()) is not None
        return labelled or unlabelled or web

    @cached_property
    def is_tax(self) -> bool:
        return "tax" in self.kinds

    @cached_property
    def is_document(self) -> bool:
        return "document" in self.kinds and LEGAL_FORM.search(upper(self.text)) is None

    @cached_property
    def is_sale(self) -> bool:
        """Whether the row belongs to the sale: its date, its number, its till, its goods."""
        if "sale" in self.kinds or self.is_goods:
            return True
        # 55,57 & 59 are numbers of houses.
        priced = any(a.exact and "." in a.text for p in self.spans for a in find_amounts(p.text))
        return priced or any(True for p in self.spans for _ in find_dates(p.text))

    @cached_property
    def is_goods(self) -> bool:
        """Whether the row lists something that was sold."""
        return lists_goods(self.row, self.below)

    @cached_property
    def is_operator_label(self) -> bool:
        """Whether the row only announces the operator's name: OPERATED BY."""
        return "operated" in self.kinds and self.letters < 24 and not self.has_legal_form

    @cached_property
    def has_legal_form(self) -> bool:
        return LEGAL_FORM.search(upper(self.text)) is not None

    @cached_property
    def address(self) -> float:
        """The points of the row for looking like part of an address; above 0 it does."""
        if self.is_registration or self.is_tax or self.is_document or self.letters < 2:
            return -3.0
        text = self.text
        points = -1.0
        points += 1.2 * min(max(self.places["street"], len(GLUED_STREET.findall(text))), 3) + 1.1 * min(
            self.places["place"], 3
        )
        points += 1.6 * bool(POSTCODE.search(text)) + 0.8 * self.opens + 0.8 * text.rstrip().endswith(",")
        points += 0.5 * ("," in text) - 2.5 * self.has_legal_form - 3.0 * self.is_contact - 3.0 * self.is_sale
        return points - 1.5 * ("operated" in self.kinds) - 1.0 * bool(self.trades)

    @cached_property
    def opens(self) -> bool:
        """Whether the row begins as an address may: No. 3, Lot 6, 27."""
        return OPENING.match(self.text) is not None


def is_branch(text: str) -> bool:
    """Return whether the text after a legal form is a branch: it has two or more words of places, as in THE GARDENS MALL.

    A single one may be part of the name: TRADING CENTRE.
    """
    return len(_PLACES.find(fold_text(text, VOCABULARY))) > 1


def read_head(rows: Sequence[Row]) -> tuple[HeadRow, ...]:
    """Return the first rows, up to where the goods begin."""
    head: list[HeadRow] = []
    for number, row in enumerate(rows[:MAX_ROWS]):
        this = HeadRow(number, row, rows[number + 1] if number + 1 < len(rows) else None)
        if head and "goods" in this.kinds:
            break
        head.append(this)
    return tuple(head)
