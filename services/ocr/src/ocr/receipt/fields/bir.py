"""Fields required by the Philippine Bureau of Internal Revenue: TIN, VAT status, machine, permits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.receipt.fields.country import Country
from ocr.receipt.fields.finding import Finding
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.bir import NUMBERS, PARTIES, NumberKind, PartyKind
from ocr.receipt.text.phrase_matcher import PhraseMatch, PhraseMatcher

_NUMBERS = PhraseMatcher(NUMBERS)
_PARTIES = PhraseMatcher(PARTIES)

_D = r"[0-9OoQDIl|SB]"
_TIN = re.compile(
    rf"(?<![0-9A-Z-])({_D}{{3}})\s?[-–. ]?\s?({_D}{{3}})\s?[-–. ]?\s?({_D}{{3}})(?:\s?(?:[-–. /(]|(?i:BR(?:ANCH)?\.?(?:\s?(?:CODE|NO))?\W{{0,3}}))?\s?({_D}{{3,5}})\)?)?"
    rf"(?!\d)(?:\s?-?(?P<status>N?V)(?:AT)?\b)?"
)
# A branch code that stands alone: what was broken off the TIN, or has a label of its own.
_BRANCH = re.compile(r"\W*(?:(?:TIN\s*)?BR(?:ANCH)?\.?\s*(?:CODE|NO\.?)?\s*[:#.-]?\s*)?(\d{3,5})\W*", re.IGNORECASE)
_DIGITS = str.maketrans("OoQDIlL|SB", "0000111158")
# Letters and digits with dashes, as permits and accreditations are numbered.
_TOKEN = re.compile(r"[A-Z0-9](?:[A-Z0-9]|\s?[-–/]\s?(?=[A-Z0-9]))*", re.IGNORECASE)
# A label's number may stand in the row below it.
MIN_DIGITS = 6

TIN_KINDS: tuple[NumberKind, ...] = ("vat_tin", "non_vat_tin", "tin")


@dataclass(frozen=True, slots=True)
class Tin:
    """A taxpayer's number on the paper and whose it is."""

    digits: str
    branch: str | None
    text: str
    span: TextSpan
    label: NumberKind | None
    party: PartyKind | None


def find_bir(rows: Sequence[Row], country: Country | None) -> dict[str, Finding[str] | Finding[bool]]:
    """Return the printed BIR fields by name; none where the country is known not to be the Philippines.

    Other countries' paper has VAT numbers, too.
    """
    if country not in ("PH", None):
        return {}
    labelled = [(row, _NUMBERS.find(row.folded)) for row in rows]
    parties = list(parties_of(rows))
    seller = _seller(list(_tins(labelled, parties)))
    kinds: tuple[NumberKind, ...] = ("min", "ptu", "accreditation", "atp")
    found: dict[str, Finding[str] | Finding[bool] | None] = {
        "tin": Finding(_dashed(seller.digits), seller.text, (seller.span,), "labelled") if seller else None,
        "branch_code": _branch(seller, rows) if seller else None,
        "vat_registered": _vat_registered(labelled, seller),
    }
    found |= {kind: _number(labelled, kind) for kind in kinds}
    return {name: finding for name, finding in found.items() if finding is not None}


def _dashed(digits: str) -> str:
    return "-".join((digits[:3], digits[3:6], digits[6:9]))


def parties_of(rows: Sequence[Row]) -> Iterator[PartyKind | None]:
    """Yield for each row the party whose part of the paper it is in; None for the seller, whose part comes first."""
    party: PartyKind | None = None
    for row in rows:
        found = _PARTIES.find(row.folded)
        if found:
            kinds = [f.kind for f in found]
            party = "printer" if "printer" in kinds else kinds[0]
        elif party == "buyer" and row.place > 0.6:
            party = None
        yield party


def _tins(
    labelled: Sequence[tuple[Row, Sequence[PhraseMatch[NumberKind]]]], parties: Sequence[PartyKind | None]
) -> Iterator[Tin]:
    above: NumberKind | None = None
    for (row, found), party in zip(labelled, parties, strict=True):
        labels = [f for f in found if f.kind in TIN_KINDS]
        start = 0
        label = None
        for span in row.spans:
            for match in _TIN.finditer(span.text):
                before = [f.kind for f in labels if f.end <= start + match.start() + 1]
                label = before[-1] if before else above
                if label is None:
                    continue
                groups = [group.translate(_DIGITS) for group in match.groups()[:4] if group]
                status: NumberKind = {"V": "vat_tin", "NV": "non_vat_tin"}.get(match["status"] or "", label)  # type: ignore[assignment]
                yield Tin(
                    "".join(groups[:3]), groups[3] if len(groups) > 3 else None, match.group(), span, status, party
                )
            start += len(span.text) + 1
        above = labels[-1].kind if labels and label is None else None


def _seller(tins: Sequence[Tin]) -> Tin | None:
    """Return the seller's: the first in the seller's own part of the paper, one with its VAT status before others."""
    own = [tin for tin in tins if tin.party is None]
    return next((tin for tin in own if tin.label != "tin"), own[0] if own else None)


def _branch(seller: Tin, rows: Sequence[Row]) -> Finding[str] | None:
    """Return the branch code behind the seller's TIN, or alone in the row below it."""
    if seller.branch:
        return Finding(seller.branch, seller.branch, (seller.span,), "behind_tin")
    below = next((rows[n + 1] for n, row in enumerate(rows[:-1]) if seller.span in row.spans), None)
    if below is not None and (code := _BRANCH.fullmatch(below.text)):
        return Finding(code[1], below.text, below.spans, "below_tin")
    return None


def _vat_registered(
    labelled: Sequence[tuple[Row, Sequence[PhraseMatch[NumberKind]]]], seller: Tin | None
) -> Finding[bool] | None:
    for row, found in labelled:
        for label in found:
            if label.kind in ("vat_tin", "non_vat_tin") and (
                seller is None or seller.label in ("tin", None, label.kind)
            ):
                return Finding(label.kind == "vat_tin", row.text[label.start : label.end], row.spans, "labelled")
    return None


def _number(labelled: Sequence[tuple[Row, Sequence[PhraseMatch[NumberKind]]]], kind: NumberKind) -> Finding[str] | None:
    """Return the number behind the first label of this kind, in its row or the next."""
    for n, (row, found) in enumerate(labelled):
        for i, label in enumerate(found):
            if label.kind != kind:
                continue
            end = next((other.start for other in found[i + 1 :] if other.kind != kind), len(row.text))
            if field := _token(row, label.end, end, kind):
                return field
            below = labelled[n + 1] if n + 1 < len(labelled) and end == len(row.text) else None
            if below and not below[1] and (field := _token(below[0], 0, len(below[0].text), kind)):
                return field
    return None


def _token(row: Row, start: int, end: int, kind: NumberKind) -> Finding[str] | None:
    for match in _TOKEN.finditer(row.text, start, end):
        printed = match.group()
        digits = sum(char.isdigit() for char in printed)
        if digits >= MIN_DIGITS and digits * 2 > sum(char.isalnum() for char in printed):
            span = row.span_at(match.start())
            return Finding(normalised(printed, kind), printed, (span,), "labelled")
    return None


_LETTERS = re.compile(
    r"^(?P<lead>FP|AC|CAS)?(?P<head>[^A-Z]*?[0-9OQDIL|SBZ]*?)(?P<mark>AU|MP|A[VU]|MF)?(?P<tail>[0-9OQDIL|SBZ-]*)$"
)


def normalised(printed: str, kind: NumberKind) -> str:
    """Return a number with its spaces closed and letters within its digits corrected."""
    plain = re.sub(r"\s+", "", printed).replace("–", "-").upper()
    if kind == "min":
        return plain.translate(_DIGITS)
    if match := _LETTERS.match(plain):
        head, tail = (
            part.translate(str.maketrans("OQDIL|SBZ", "000111582")) for part in (match["head"], match["tail"])
        )
        return (match["lead"] or "") + head + (match["mark"] or "") + tail
    return plain
