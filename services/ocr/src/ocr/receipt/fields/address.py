"""The seller's address: the spans of rows that may be it, each with its evidence."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.receipt.fields.address_evidence import Surroundings, evidence_for_span
from ocr.receipt.fields.address_rows import AddressRow, read_address_rows
from ocr.receipt.fields.finding import CHOSEN, Candidate, Choice, Evidence, Finding, log_odds
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.gazetteer import STREETS
from ocr.receipt.text.ocr_correction import spaced

MAX_ROWS = 8
# Less is no address: a lone word of one, or a comma.
MIN_POINTS = 0.6

# SELANGOR.O: a speck behind the last full stop.
_LONE_END = re.compile(r"(?<=[A-Za-z]{4}\.)\s?[A-Za-z0-9]$")
_LAST_WORD = re.compile(r"(\w{3,})\.$")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as read, as printed and as corrected, row after row."""

    read: str
    printed: str
    value: str
    rows: tuple[AddressRow, ...]

    @property
    def spans(self) -> tuple[TextSpan, ...]:
        return tuple(span for row in self.rows for span in row.head.spans)

    @property
    def finding(self) -> Finding[str]:
        return Finding(self.value, self.printed, self.spans, CHOSEN)


def address_candidates(head: Sequence[HeadRow], name: tuple[int, int] | None) -> list[Candidate[Address]]:
    """Return the spans of rows that may be the address, with their evidence.

    `name` is the first and last row of the merchant's name.
    """
    rows = read_address_rows(head, name)
    among = Surroundings(rows)
    candidates = []
    for first in range(len(rows)):
        for last in range(first, min(first + MAX_ROWS, len(rows))):
            if rows[last].other:
                break
            span = rows[first : last + 1]
            if sum(max(row.points, 0.0) for row in span) > MIN_POINTS:
                candidates.append(Candidate(_address(span), evidence_for_span(among, first, last)))
    return candidates


def _address(span: Sequence[AddressRow]) -> Address:
    texts = [row.text for row in span]
    corrected = [row.corrected for row in span]
    if any(text.endswith(",") for text in texts):
        # Where rows end in commas, a row that ends in a full stop and goes on ends in a comma that was read so.
        corrected[:-1] = [_LAST_WORD.sub(_with_comma, text) for text in corrected[:-1]]
    printed = _LONE_END.sub("", " ".join(corrected)).rstrip()
    return Address(" ".join(texts), printed, spaced(printed.rstrip(" ,")), tuple(span))


def _with_comma(last: re.Match[str]) -> str:
    # The stop of AVE. is its own.
    return last.group() if last.group(1).lower() in STREETS else f"{last.group(1)},"


def evidence_for_address(choice: Choice[Address]) -> Evidence:
    """Return the evidence that the address is right and whole: its lead over other spans, the letters in doubt."""
    address = choice.value
    return {
        "probability": log_odds(choice.probability),
        # A letter in ten or in a hundred: it is the order of magnitude that tells.
        "doubt": math.log10(sum(row.doubt for row in address.rows) + 0.01),
        "corrected": float(address.printed != address.read),
    }
