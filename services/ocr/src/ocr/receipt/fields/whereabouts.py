"""Rows of a head that say where something was sold, not by whom: a street, a unit, a branch, a part of a town.

Where a shop's name is a picture, or is not printed, such a row is the first, and would pass for the name.
"""

import re
from functools import cache

from ocr.receipt.fields.country import Country
from ocr.receipt.fields.head import HeadRow
from ocr.receipt.lexicon.gazetteer import FOREIGN_POSTCODE, POSTCODE
from ocr.receipt.lexicon.papers import PAPERS
from ocr.receipt.lexicon.whereabouts import (
    ANNOUNCED,
    BRANCH_WORDS,
    HOUSE_BEFORE,
    HOUSE_BEHIND,
    QUARTERS,
    SITE_WORDS,
    STREET_ALONE,
    STREET_BEFORE,
    STREET_WORD,
    UNIT,
)
from ocr.receipt.text.folding import upper

_WORDS = re.compile(r"[A-Z]+(?:'S)?|\d+")
# CarIton: within a word in small letters it is no capital.
_I_IN_WORD = re.compile(r"(?<=[a-z])I(?=[a-z])")
# 22751 HAMBURG: the towns of the continent stand behind their postcodes.
_TOWN_BEHIND = re.compile(r"^\W*(?:[A-Z]{1,2}-)?\d{4,5} [A-Z]{3}[A-Z .-]*$")


def is_whereabouts(this: HeadRow, below: HeadRow | None, country: Country | None) -> bool:
    """Return whether a row says where something was sold, and nothing else."""
    text = upper(_I_IN_WORD.sub("l", this.text)).strip()
    if this.has_legal_form:
        return False
    return (
        ANNOUNCED.match(text) is not None
        or STREET_ALONE.match(text) is not None
        or STREET_BEFORE.match(text) is not None
        or _is_unit(text)
        or _is_house(text, this, below, country)
        or _is_place(text, country)
    )


def _is_unit(text: str) -> bool:
    """Return whether it is a unit: SHOP 8, 307 TOTARA ROAD, UNIT 5 and BLK 4 LOT 11, not BLOCK 16 BISTRO."""
    found = UNIT.match(text)
    if found is None:
        return False
    behind = found["behind"]
    return not behind.strip(" .") or "," in behind[:2] or any(words.search(behind) for words in (STREET_WORD, UNIT))


def _is_house(text: str, this: HeadRow, below: HeadRow | None, country: Country | None) -> bool:
    """Return whether it is a house: 405 RUE CLER, 427 LAMBTON QUAY above a postcode; not 99 SPEED MART above NO. 5."""
    if HOUSE_BEHIND.match(text):
        return True
    ends = below is not None and not below.opens and _has_postcode(below.text)
    house = HOUSE_BEFORE.match(text)
    if house is None:
        town = upper(below.text) if below is not None else ""
        numbered = text[-1:].isdigit() and "#" not in text
        return numbered and _TOWN_BEHIND.match(town) is not None and STREET_WORD.search(town) is None
    behind = text[house.end() :]
    known = STREET_WORD.search(behind) is not None or _without_places(behind, country) != behind
    return known or (not this.trades and (ends or "," in behind))


def _is_place(text: str, country: Country | None) -> bool:
    """Return whether it is a place: KYOTO STATION in its country, INDIRANAGAR BRANCH in any; not THE STORE."""
    rest = SITE_WORDS.sub(" ", BRANCH_WORDS.sub(" ", _without_places(text, country)))
    return rest != text and not _WORDS.search(re.sub(r"\d+", " ", rest))


def _without_places(text: str, country: Country | None) -> str:
    places = _places(country)
    return places.sub(" ", text) if places else text


@cache
def _places(country: Country | None) -> re.Pattern[str] | None:
    """Return what finds the places of a country, the longest first; None where none are known."""
    if country is None:
        return None
    names = {upper(name) for name in (*PAPERS[country].places, *PAPERS[country].names, *QUARTERS.get(country, ()))}
    spaced = (r"[\s.,'()&-]+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b") if names else None


def _has_postcode(text: str) -> bool:
    return POSTCODE.search(text) is not None or FOREIGN_POSTCODE.search(text) is not None
