"""Which country's paper this is: marks that only one country prints, counted."""

import re
from collections import Counter
from collections.abc import Sequence

from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.countries import COUNTRY_MARKS, Country
from ocr.receipt.lexicon.currencies import COUNTRY_CURRENCIES, NOT_DAY_FIRST, SHARED, SIGNS
from ocr.receipt.text.phrase_matcher import PhraseMatcher

__all__ = ["Country", "country_of", "is_day_first", "is_marked"]

MARKS = PhraseMatcher(COUNTRY_MARKS)
_MONEY = re.compile("|".join(f"(?P<{code}>{pattern})" for code, pattern in SIGNS if code not in SHARED))
# 0-1055-36000-12-3, behind TAX ID on every Thai receipt; a firm's begins with 0.
_THAI_TAX_ID = re.compile(r"TAX\s?(?:PAYER\s?)?I\.?D\D{0,12}((?:\d[\s-]?){12}\d)(?!\d)", re.IGNORECASE)


def country_of(rows: Sequence[Row]) -> Country | None:
    """Return the country with the most marks on the paper, None where there are none or they are even."""
    marks: Counter[str] = Counter(found.kind for row in rows for found in MARKS.find(row.folded))
    marks["TH"] += max((_thai_tax_id(row.text) for row in rows), default=0)
    if not (money := printed_money(rows)) or money & set(COUNTRY_CURRENCIES.values()):
        marks["MY"] += marks["GST"]
        marks["PH"] += marks["VAT"] if marks["TH"] <= max(marks["PH"], marks["MY"]) else 0
    if marks["TH"] > max(marks["PH"], marks["MY"]):
        return "TH"
    if marks["PH"] == marks["MY"]:
        return None
    return "PH" if marks["PH"] > marks["MY"] else "MY"


def is_marked(rows: Sequence[Row], country: Country) -> bool:
    """Tell whether a mark of the country itself is printed, not only the name of a tax that many countries have."""
    return any(found.kind == country for row in rows for found in MARKS.find(row.folded))


def printed_money(rows: Sequence[Row]) -> set[str]:
    """Return the currencies whose own sign or code is printed, not those of a sign that several share."""
    return {match.lastgroup or "" for row in rows for match in _MONEY.finditer(row.text)}


def is_day_first(rows: Sequence[Row]) -> bool:
    """Tell whether the paper prints the money of a country in which no paper is month-first, and no other."""
    money = printed_money(rows)
    return bool(money) and not money & NOT_DAY_FIRST


def _thai_tax_id(text: str) -> int:
    """Return the marks that a tax number of thirteen digits is: two where its last digit checks the others."""
    numbers = [[int(char) for char in found if char.isdigit()] for found in _THAI_TAX_ID.findall(text)]
    return max((2 if _checks(digits) else int(digits[0] == 0) for digits in numbers), default=0)


def _checks(digits: Sequence[int]) -> bool:
    return (11 - sum(digit * (13 - n) for n, digit in enumerate(digits[:12])) % 11) % 10 == digits[12]
