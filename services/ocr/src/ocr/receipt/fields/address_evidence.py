"""Evidence that a span of rows is the whole address and nothing else."""

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from ocr.receipt.fields.address_rows import AddressRow
from ocr.receipt.fields.finding import Evidence
from ocr.receipt.lexicon.companies import TRADES
from ocr.receipt.lexicon.gazetteer import NEIGHBOURS, PLACES, STREETS
from ocr.receipt.text.folding import upper

# A row that is this much further below the one before, in usual distances, stands apart.
APART = 1.6
# A row of more misread letters than this is a stamp, or print that nobody can read.
UNREADABLE_LETTERS = 2

_WORD = re.compile(r"[A-Z]{3,}")
# Two rows that have one of these need not name the same shop.
_OF_ANYONE = frozenset(
    word.upper() for phrase in (*STREETS, *PLACES, *NEIGHBOURS, *TRADES, "the", "and") for word in phrase.split()
)


class Surroundings:
    """The rows around a span."""

    def __init__(self, rows: Sequence[AddressRow]) -> None:
        self.rows = rows
        self.name = max((n for n, row in enumerate(rows) if row.is_name), default=-1)
        self._named = {word for row in rows if row.is_name for word in _words(row)}
        middles = [statistics.fmean(span.middle for span in row.head.spans) for row in rows]
        pitches = [max(below - above, 1.0) for above, below in pairwise(middles)]
        usual = statistics.median(pitches) if pitches else 1.0
        self._apart = [False, *(pitch > APART * usual for pitch in pitches)]

    def is_branch(self, row: AddressRow) -> bool:
        """Return whether a row has a word of the merchant's name: MPH One Utama below MPH BOOKSTORES."""
        return not self._named.isdisjoint(_words(row))

    def is_apart(self, n: int) -> bool:
        """Return whether there is a gap above a row."""
        return self._apart[n]


def evidence_for_span(among: Surroundings, first: int, last: int) -> Evidence:
    """Return the evidence for and against the rows from the first to the last being the address."""
    span = among.rows[first : last + 1]
    evidence = {**_within(span), **_edges(among, span), **_above(among, first), **_below(among, last)}
    evidence["gap_within"] = any(among.is_apart(n) for n in range(first + 1, last + 1))
    evidence["above_name"] = last < among.name
    return {key: float(held) for key, held in evidence.items() if held}


def _words(row: AddressRow) -> frozenset[str]:
    """Return the words of a row that tell one shop from others."""
    return frozenset(_WORD.findall(upper(row.text))) - _OF_ANYONE


def _within(span: Sequence[AddressRow]) -> dict[str, float]:
    postcodes = [n for n, row in enumerate(span) if row.postcode]
    behind = span[postcodes[0] + 1 :] if postcodes else ()
    return {
        # Of four rows at most: what is longer is no better.
        "points": min(sum(min(max(row.points, 0.0), 2.5) for row in span), 8.0) / 4,
        "one_row": len(span) == 1,
        "postcode": bool(postcodes),
        "behind_place": sum(row.head.is_place for row in behind),
        "behind_bare": sum(not row.words for row in behind),
        "legal_form": sum(row.head.has_legal_form for row in span),
        "trades": sum(row.head.trades > 0 for row in span),
        "operated": sum("operated" in row.head.kinds for row in span),
        "name": sum(row.is_name for row in span),
        "labelled": sum(row.labelled for row in span),
        "doubtful": sum(row.doubt > UNREADABLE_LETTERS for row in span),
    }


def _edges(among: Surroundings, span: Sequence[AddressRow]) -> dict[str, float]:
    top, end = span[0], span[-1]
    # No. 3 in the second row: the first names a building, PARADIGM MALL, or the branch, IKEA CHERAS.
    headed = len(span) > 1 and span[1].opens and not top.opens and not top.comma
    building = top.head.places["street"] > 0 and not (top.bracketed or among.is_branch(top))
    return {
        "opens": top.opens,
        "announced": top.announced,
        "building_above": headed and building,
        "branch_above": headed and not building,
        "begins_with_words": top.words > 0,
        "begins_with_place": top.head.is_place and not top.opens,
        "begins_bare": not top.words and not top.opens and not top.comma,
        "begins_in_bracket": top.bracketed,
        "ends_in_comma": end.comma,
        "ends_in_stop": end.text.endswith("."),
        "ends_with_place": end.head.is_place,
    }


def _above(among: Surroundings, first: int) -> dict[str, float]:
    """Return what stands above a span: what is left out there, and what the span comes after."""
    if first == 0:
        return {"first": True}
    above, earlier = among.rows[first - 1], among.rows[:first]
    between = earlier[among.name + 1 :] if among.name >= 0 else ()
    left_out = not above.other and not above.is_name
    return {
        "under_name": above.is_name,
        "under_other": above.other and not above.is_name,
        "under_comma": left_out and above.comma,
        "under_words": left_out and above.words > 0,
        "under_points": left_out and above.points > 0,
        "under_opening": left_out and above.opens,
        "under_bracket": left_out and above.bracketed,
        "under_postcode": any(row.postcode and not row.other for row in earlier),
        "under_sale": any(row.head.is_sale or row.head.is_document for row in earlier[max(among.name, 0) :]),
        "under_gap": among.is_apart(first),
        "rows_under_name": min(sum(not row.other for row in between), 4),
    }


def _below(among: Surroundings, last: int) -> dict[str, float]:
    """Return what stands below a span: what is left out there, and what ends it."""
    if last + 1 == len(among.rows):
        return {}
    below = among.rows[last + 1]
    left_out = not below.other and not below.is_name
    ends_below = last + 2 == len(among.rows) or among.rows[last + 2].other
    return {
        "over_tax": below.head.is_tax,
        "over_contact": below.head.is_contact,
        "over_registration": below.head.is_registration,
        "over_document": below.head.is_document,
        "over_sale": below.head.is_sale,
        "over_words": left_out and below.words > 0,
        "over_points": left_out and below.points > 0,
        "over_place": left_out and below.head.is_place,
        "over_postcode": left_out and below.postcode,
        # 1237-TMN PERDANA, the branch below its firm's address.
        "over_numbered": left_out and below.numbered,
        "over_last_row": left_out and ends_below,
    }
