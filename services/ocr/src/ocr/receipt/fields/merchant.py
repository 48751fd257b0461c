"""The merchant's name: all spans of the head's rows that may be it, each with its evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ocr.receipt.fields.country import Country
from ocr.receipt.fields.finding import CHOSEN, Candidate, Choice, Evidence, Finding, log_odds
from ocr.receipt.fields.head import LABELS, HeadRow
from ocr.receipt.fields.name_evidence import evidence_for_span
from ocr.receipt.fields.name_text import clean, correct, correct_form
from ocr.receipt.fields.surroundings import Surroundings
from ocr.receipt.fields.whereabouts import is_whereabouts
from ocr.receipt.layout.letters import doubt, letters_of
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan

# Names stand among the first rows; a later row is the buyer or the goods.
MAX_ROWS = 14
# The most rows that a name is printed on.
MAX_SPAN = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed and corrected, with the rows it is printed on."""

    printed: str
    value: str
    spans: tuple[TextSpan, ...]
    first: int
    last: int

    @property
    def finding(self) -> Finding[str]:
        return Finding(self.value, self.value, self.spans, CHOSEN)


def name_candidates(head: Sequence[HeadRow], rows: Sequence[Row], country: Country | None) -> list[Candidate[Name]]:
    """Return the candidates for the merchant's name: spans of the first rows, and names behind words of thanks."""
    top = [this for this in head[:MAX_ROWS] if this.letters > 2]
    seen = Surroundings(head, top, rows, country)
    candidates = []
    nameless = _whereabouts(head, country) | _nameless(top, seen)
    for stretch in _stretches(top):
        if nameless.issuperset(this.number for this in stretch):
            continue
        name = _name(stretch)
        if sum(map(str.isalpha, name.value)) > 2:
            candidates.append(Candidate(name, evidence_for_span(name.value, stretch, seen)))
    return candidates + list(_thanked(rows, seen))


def _whereabouts(head: Sequence[HeadRow], country: Country | None) -> frozenset[int]:
    """Return the numbers of the rows that say where it was sold, and not by whom.

    Malaysian ones score as little as they should, as is learnt: a name's confidence is by what it leaves behind, too.
    """
    if country == "MY":
        return frozenset()
    pairs = zip_longest(head[:MAX_ROWS], head[1 : MAX_ROWS + 1])
    return frozenset(this.number for this, below in pairs if is_whereabouts(this, below, country))


def _nameless(top: Sequence[HeadRow], seen: Surroundings) -> frozenset[int]:
    """Return the numbers of the rows that hold a registration number alone, or abroad a slogan."""
    abroad = seen.country != "MY"
    return frozenset(this.number for this in top if _is_number_alone(this) or (abroad and seen.is_slogan(this)))


def _is_number_alone(this: HeadRow) -> bool:
    """Return whether a row holds a registration number with no name before its label: ABC SDN BHD (CO. NO. 123456-X) has one."""
    label = next((found for found in LABELS.find(this.folded) if found.kind == "registration"), None)
    return this.is_registration and (label is None or sum(map(str.isalpha, this.text[: label.start])) < 4)


def _stretches(top: Sequence[HeadRow]) -> Iterator[Sequence[HeadRow]]:
    """Yield every run of rows that one name may be printed on."""
    for first in range(len(top)):
        yield top[first : first + 1]
        for last in range(first + 1, min(first + MAX_SPAN, len(top))):
            if not _may_go_on(top[last - 1], top[last]):
                break
            yield top[first : last + 1]


def _may_go_on(this: HeadRow, following: HeadRow) -> bool:
    """Return whether a name on this row may continue in the next: neither says that it is something else."""
    return following.number == this.number + 1 and not any(
        row.is_registration or row.is_document or row.is_contact or row.is_tax or row.is_sale or row.is_operator_label
        for row in (this, following)
    )


def _name(stretch: Sequence[HeadRow]) -> Name:
    read = " ".join(this.text for this in stretch)
    spans = tuple(span for this in stretch for span in this.spans)
    printed, corrected = clean(read), correct_form(read)
    whole = printed if corrected == read else clean(corrected)
    value = correct(whole, min(span.score for span in spans), letters_of(whole, spans))
    return Name(printed, value, spans, stretch[0].number, stretch[-1].number)


def _thanked(rows: Sequence[Row], seen: Surroundings) -> Iterator[Candidate[Name]]:
    """Yield the names that stand behind WELCOME TO and THANK YOU FOR SHOPPING AT."""
    for number, match in seen.thanks:
        span = rows[number].span_at(match.start("name"))
        value = correct(clean(match["name"]), span.score)
        if sum(map(str.isalpha, value)) > 2:
            yield Candidate(Name(value, value, (span,), number, number), {"name": 1.0, "only_thanked": 1.0})


def evidence_for_merchant(choice: Choice[Name]) -> Evidence:
    """Return the evidence that the merchant's name is right."""
    name = choice.value
    return {
        "probability": log_odds(choice.probability),
        "score": max(min(choice.score, 8.0), -4.0) / 4,
        "misread": 1 - min(span.score for span in name.spans),
        "corrected": float(name.value != name.printed),
    } | doubt(name.printed, name.spans)
