"""Where it was sold: the rows of the head that make up the seller's address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.receipt.fields.finding import CHOSEN, Evidence, Finding
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.layout.letters import doubt, letters_of
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.gazetteer import BARE_POSTCODE, POSTCODE
from ocr.receipt.text.ocr_correction import correct_address

MAX_ROWS = 7

# What may follow the address on its last row.
_AFTER = re.compile(
    r"[\s,.(]*(?:\bT(?:EL|ELEPHONE)?\b\s*(?:NO)?\.?\s*[:\uff1a]|\bTEL\b|\bFAX\b|\bPH(?:ONE)?\b\s*[:#]|\bGST\b|\bVAT\b|\bTIN\b|\bHP\s*:).*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^\W*(?:ADDRESS|ALAMAT|ADD)\s*[:.]\s*", re.IGNORECASE)
_EDGE = re.compile(r"^[^\w(#]+|[\s;:*_~-]+$")

# SELANGOR.O: a speck behind the last full stop.
_LONE_END = re.compile(r"(?<=[A-Za-z]{4}\.)\s?[A-Za-z0-9]$")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as printed and corrected, row after row, with what speaks for its being whole."""

    printed: str
    value: str
    spans: tuple[TextSpan, ...]
    points: float
    has_postcode: bool
    rows: int

    @property
    def finding(self) -> Finding[str]:
        return Finding(self.value, self.value, self.spans, CHOSEN)


def find_address(head: Sequence[HeadRow], name_row: int | None) -> Address | None:
    """Return the first run of address rows after the name, else the first at all."""
    after = -1 if name_row is None else name_row
    for start in (after + 1, 0):
        rows = _without_branch(_begun_above(_run(head, start), head, start))
        if rows and (address := _address(rows)) is not None:
            return address
    return None


def _run(head: Sequence[HeadRow], start: int) -> list[HeadRow]:
    """Return the rows of the first stretch that is enough of an address."""
    run: list[HeadRow] = []
    for i, this in enumerate(head):
        if this.number < start or (not run and this.address <= 0):
            continue
        if run and not _goes_on(run, this, head[i + 1] if i + 1 < len(head) else None):
            if _is_address(run):
                break
            run = [this] if this.address > 0 else []
            continue
        run.append(this)
        if len(run) == MAX_ROWS:
            break
    return run if _is_address(run) else []


def _begun_above(run: list[HeadRow], head: Sequence[HeadRow], start: int) -> list[HeadRow]:
    """Put in front the rows that belong to the address though they hold no word of one."""
    while run and run[0].number > start:
        above = next((this for this in head if this.number == run[0].number - 1), None)
        if above is None or _is_other(above) or not (above.opens or above.text.rstrip().endswith(",")):
            break
        run = [above, *run]
    return run


def _without_branch(run: list[HeadRow]) -> list[HeadRow]:
    """Leave out a first row that names the branch: the address begins with the number in the row below it."""
    if len(run) > 1 and run[1].opens and not run[0].opens and not run[0].text.rstrip().endswith(","):
        return run[1:]
    return run


def _is_other(this: HeadRow) -> bool:
    return (
        this.is_tax or this.is_registration or this.is_document or this.is_contact or this.is_sale or this.has_legal_form
        or (this.letters < 2 and not BARE_POSTCODE.match(this.text))
    )  # fmt: skip


def _is_address(run: Sequence[HeadRow]) -> bool:
    return sum(max(row.address, 0) for row in run) > 0.9


def _goes_on(run: Sequence[HeadRow], this: HeadRow, following: HeadRow | None) -> bool:
    if _is_other(this):
        return False
    finished = any(POSTCODE.search(row.text) for row in run)
    if finished:
        # Behind the postcode come its town, state and country; a branch or a mall begins anew.
        return this.is_place and (not this.digits or POSTCODE.match(this.text) is not None)
    if this.address > 0 or BARE_POSTCODE.match(this.text):
        return True
    if "operated" in this.kinds or "greeting" in this.kinds:
        return False
    # A row between two of an address, or after a comma, belongs to it: the name of a quarter or of a building.
    return run[-1].text.rstrip().endswith(",") or (following is not None and following.address > 0)


def _address(run: Sequence[HeadRow]) -> Address | None:
    texts = [_EDGE.sub("", _AFTER.sub("", _BEFORE.sub("", row.text))) for row in run]
    kept = [(text, row) for text, row in zip(texts, run, strict=True) if text]
    if not kept:
        return None
    printed = _LONE_END.sub("", " ".join(text for text, _ in kept)).rstrip(" ,")
    spans = tuple(span for _, row in kept for span in row.spans)
    return Address(
        printed,
        correct_address(printed, letters_of(printed, spans)),
        spans,
        sum(row.address for _, row in kept),
        POSTCODE.search(printed) is not None,
        len(kept),
    )


def evidence_for_address(address: Address) -> Evidence:
    """Return what tells whether the address is right and whole."""
    return {
        "points": min(address.points, 8.0) / 4,
        "misread": 1 - min(span.score for span in address.spans),
        "postcode": float(address.has_postcode),
        "rows": float(address.rows > 1),
        "corrected": float(address.value != address.printed),
    } | doubt(address.printed, address.spans)
