"""Who sold: the rows of the head that may be the merchant's name, each with its evidence."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.model import Letter
from ocr.receipt.fields.country import Country
from ocr.receipt.fields.finding import CHOSEN, Candidate, Choice, Evidence, Finding, log_odds
from ocr.receipt.fields.head import HeadRow, is_branch
from ocr.receipt.layout.letters import doubt, letters_of
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.companies import LEGAL_FORM, LEGAL_TAIL, REGISTRATION, TRADES
from ocr.receipt.text.folding import fold, upper
from ocr.receipt.text.ocr_correction import correct_name, where_doubted

# Names stand among the first rows; a later row is the buyer or the goods.
MAX_ROWS = 14

_TRADE_WORDS = frozenset(word.upper() for trade in TRADES for word in trade.split())

_OPERATED = re.compile(
    r"^\W*(?:DIMILIKI(?: OLEH)?|(?:OWNED\s*(?:&|AND)?\s*)?(?:OPERATED|MANAGED|OWNED)\s*BY|TRADING AS|PROP(?:RIETOR)?)\W+",
    re.IGNORECASE,
)
# Forms in the midst of a name too, MAJU TRADING CENTRE; any other ends it, whatever follows.
_WITHIN = re.compile(r"ENTERPRISES?|TRADING|COMPANY|LIMITED|(?:& )?CO\.?", re.IGNORECASE)
# What opens a branch behind one of these: @ 1 UTAMA, - KLCC.
_BRANCH = re.compile(r"\s*(?:[@-]|AT\b)", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,:;*·_=~-]+$")
_LEADING = re.compile(r"^[\s*:;,._=~>-]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed and corrected, with the rows it stands on."""

    printed: str
    value: str
    spans: tuple[TextSpan, ...]
    first: int
    last: int

    @property
    def finding(self) -> Finding[str]:
        return Finding(self.value, self.value, self.spans, CHOSEN)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a name is seen against: the country, the usual height of a row, the folded text further down."""

    country: Country | None
    height: float
    body: str
    first_of_body: int


def name_candidates(head: Sequence[HeadRow], rows: Sequence[Row], country: Country | None) -> list[Candidate[Name]]:
    """Return the names the head may hold: single rows, and rows that continue in the next one."""
    top = [this for this in head[:MAX_ROWS] if this.letters > 2]
    surroundings = Surroundings(
        country,
        statistics.median(this.row.height for this in top) if top else 1.0,
        "\n".join(row.folded.text for row in rows[len(head) // 2 :]),
        len(head) // 2,
    )
    candidates = []
    for i, this in enumerate(top):
        following = top[i + 1] if i + 1 < len(top) and top[i + 1].number == this.number + 1 else None
        stretches = (
            [(this,), (this, following)]
            if following is not None and _continues(this, following, country)
            else [(this,)]
        )
        for stretch in stretches:
            name = _name(stretch)
            if sum(char.isalpha() for char in name.value) > 2:
                candidates.append(Candidate(name, _evidence(name, stretch, top, surroundings)))
    return candidates


def _continues(this: HeadRow, following: HeadRow, country: Country | None) -> bool:
    """Tell whether the name on this row may go on in the next."""
    if (
        this.is_registration
        or this.is_document
        or this.is_contact
        or (this.has_legal_form and not this.text.endswith("&"))
    ):
        return False
    if (
        "operated" in following.kinds
        or following.address > 0.5
        or following.is_registration
        or following.is_document
        or following.is_contact
        or following.is_sale
    ):
        return False
    if "bank" in this.kinds or (country == "PH" and following.has_legal_form and not _is_tail(following)):
        return False
    return following.has_legal_form or this.text.rstrip().endswith(("&", "-", "AND")) or following.trades > 0


def _name(stretch: Sequence[HeadRow]) -> Name:
    printed = clean(" ".join(this.text for this in stretch))
    spans = tuple(span for this in stretch for span in this.spans)
    return Name(printed, correct(printed, letters_of(printed, spans)), spans, stretch[0].number, stretch[-1].number)


def clean(text: str) -> str:
    """Return a name without registration number, prefix and specks."""
    text = _OPERATED.sub("", text)
    number = REGISTRATION.search(text)
    if number is not None and number.start() > 2:
        # What is far from the number's end belongs to the name: it is printed on two rows.
        text = text[: number.start()] + (text[number.end() :] if len(text) - number.end() >= 12 else "")
    forms = list(LEGAL_FORM.finditer(upper(text)))
    if forms:
        rest = text[forms[-1].end() :]
        if (
            sum(char.isalnum() for char in rest) <= 3
            or (forms[-1].start() and not _WITHIN.fullmatch(forms[-1].group()))
            or _BRANCH.match(rest)
            or is_branch(rest)
            or ("(" in rest and any(c.isdigit() for c in rest))
        ):
            text = text[: forms[-1].end()]
    return _LEADING.sub("", _TRAILING.sub("", text)).strip()


_SDN = re.compile(r"\bS[OD0Q]N(?=\.?\s?[BE8]H[DO0])", re.IGNORECASE)
_BHD = re.compile(r"(?<=SDN)(\.?\s?)[BE8]H[DO0](?![A-Z])", re.IGNORECASE)
# (M SDN BHD, (MJ SDN BHD: the bracket behind a firm's M or KL was not read, or as a letter that looks like one.
_BRACKET = re.compile(r"\(([A-Z]{1,2}?)(?:[IJ1|!\]]\s?|\s)(?=SDN\b)", re.IGNORECASE)
_SPECK = re.compile(r"(?<=[A-Z])[!|\[](?=[A-Z])|(?<=[A-Z])[|\[](?=\s|$)")
_DIGIT_IN_WORD = re.compile(
    r"(?<=[A-Z]{2})[01](?=[A-Z])|(?<=[A-Z])[01](?=[A-Z]{2})|\b0(?=[A-Z]{3})|\b1(?=(?:[ND]|S(?!T))[A-Z]{2})"
)


def correct(printed: str, letters: Sequence[Letter] = ()) -> str:
    """Return a name with misread letters corrected: of words where the reader doubted them, if that is known."""
    text = _SPECK.sub("I", printed) if "]" not in printed else printed
    text = _BHD.sub(r"\1BHD", _SDN.sub("SDN", text))
    text = where_doubted(text, _DIGIT_IN_WORD.sub(lambda match: "O" if match.group() == "0" else "I", text), letters)
    return _BRACKET.sub(r"(\1) ", correct_name(text, letters))


def _is_tail(row: HeadRow) -> bool:
    """Tell whether a row can only be the end of a name: SDN BHD, RESTAURANT SDN BHD, MERCHANDISE."""
    if LEGAL_TAIL.search(upper(row.text)) is not None:
        return True
    words = re.findall(r"[A-Z]{2,}", LEGAL_FORM.sub(" ", upper(clean(row.text))))
    return row.trades > 0 and all(word in _TRADE_WORDS for word in words)


def _evidence(
    name: Name, stretch: Sequence[HeadRow], top: Sequence[HeadRow], surroundings: Surroundings
) -> dict[str, float]:
    this, last = stretch[0], stretch[-1]
    below = [row for row in top if row.number > last.number][:3]
    under = next((row for row in below if not (row.is_registration or row.is_tax)), None)
    letters = sum(char.isalpha() for char in name.value)
    folded = fold(name.value)
    place = top.index(this)
    above = top[:place]
    evidence = {
        "legal_form": LEGAL_FORM.search(upper(name.value)) is not None,
        "trade": any(row.trades for row in stretch),
        "joined": len(stretch) > 1,
        "joined_tail": len(stretch) > 1 and _is_tail(last),
        "cut_short": len(stretch) == 1 and bool(below) and _is_tail(below[0]) and not _is_tail(this),
        "tail_alone": len(stretch) == 1 and _is_tail(this),
        "joined_lower_case": len(stretch) > 1 and this.text == this.text.lower(),
        "joined_address": any(row.address > 0.5 for row in stretch[1:]),
        "joined_short": len(stretch) > 1 and this.letters < 8,
        "open_end": name.value.endswith("&"),
        "registration_here": REGISTRATION.search(this.text) is not None,
        "registration_below": bool(below) and below[0].is_registration,
        "address_below": under is not None and under.address > 0,
        "first": place == 0,
        "second": place == 1,
        "row": min(place, 8) / 4,
        "after_address": any(row.address > 0.5 for row in above),
        "after_document": any(row.is_document or row.is_sale for row in above),
        "after_legal_form": any(row.has_legal_form for row in above),
        "form_below": len(stretch) == 1 and bool(below) and below[0].has_legal_form and not this.has_legal_form,
        "address": this.address > 0,
        "address_strong": this.address > 1.5,
        "contact": any(row.is_contact for row in stretch),
        "tax_or_registration": this.is_tax or this.is_registration,
        "document": this.is_document,
        "sale": this.is_sale,
        "operated": "operated" in this.kinds or (bool(above) and above[-1].is_operator_label),
        "operator_below": bool(below) and "operated" in below[0].kinds,
        # A Philippine shop goes by the name over its owner's, a Malaysian one by its owner's.
        "owner_under_name": surroundings.country == "PH" and place > 0 and (len(stretch) > 1 or this.has_legal_form),
        "name_over_owner": surroundings.country == "PH"
        and len(stretch) == 1
        and bool(below)
        and below[0].has_legal_form,
        "bank": "bank" in this.kinds and place == 0,
        "greeting": "greeting" in this.kinds,
        "short": letters < 6,
        "digits": sum(char.isdigit() for char in name.value) > letters / 2,
        "lower_case": sum(char.islower() for char in name.value) > 0.9 * letters,
        "misread": min(span.score for span in name.spans) < 0.85,
        "tall": max(row.row.height for row in stretch) > 1.3 * surroundings.height,
        "repeated": len(folded) > 7 and surroundings.body.count(folded) > (this.number >= surroundings.first_of_body),
    }
    return {key: float(held) for key, held in evidence.items() if held}


def evidence_for_merchant(choice: Choice[Name]) -> Evidence:
    """Return what tells whether the merchant's name is right."""
    name = choice.value
    return {
        "probability": log_odds(choice.probability),
        "score": max(min(choice.score, 8.0), -4.0) / 4,
        "misread": 1 - min(span.score for span in name.spans),
        "corrected": float(name.value != name.printed),
    } | doubt(name.printed, name.spans)
