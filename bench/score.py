"""Comparison of values with labels, as published results of SROIE do it, and the words of a text."""

import datetime
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

MONTHS = dict(zip("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), range(1, 13), strict=True))
# Day, month and year, or the other way round; the month in digits or as a word.
DATE = re.compile(r"(\d{1,4})\s?[/\-. ]\s?(\d{1,2}|[A-Za-z]{3,9})\s?[/\-. ,]*\s?(\d{2,4})")


def same_value(name: str, read: Mapping[str, Any], label: str) -> bool:
    """Return whether a field means what its label does: the day, the amount, or else the letters and digits."""
    if name == "date":
        try:
            return datetime.date.fromisoformat(str(read["value"])[:10]) == _day(label)
        except ValueError:
            return False
    meant = _amount if name == "total" else _letters
    return meant(read["value"]) == meant(label)


def same_string(name: str, read: Mapping[str, Any], label: str) -> bool:
    """Return whether a field was printed as its label says, case and blanks aside; of a total, its digits and signs."""
    printed = str(read.get("text") or read["value"])
    if name == "total":
        printed, label = (re.sub(r"[^0-9.,]", "", text) for text in (printed, label))
    return printed.upper().split() == label.upper().split()


def words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word is in these texts, in capitals."""
    return Counter(" ".join(texts).upper().split())


def _day(label: str) -> datetime.date | None:
    """Return the day that a label names, day before month as in Malaysia; None if it names none."""
    for first, middle, last in DATE.findall(label):
        year, day = (first, last) if len(first) == 4 else (last, first)
        try:
            return _date(int(year), int(middle) if middle.isdigit() else MONTHS[middle[:3].upper()], int(day))
        except (KeyError, ValueError):
            continue
    try:
        return datetime.date(*time.strptime(label.strip(), "%Y%m%d")[:3])
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> datetime.date:
    """Return the date, of this century if its year has two digits; month and day are exchanged if only that can be."""
    if month > 12 >= day:
        month, day = day, month
    return datetime.date(year if year >= 100 else year + 2000, month, day)


def _amount(printed: object) -> float | None:
    try:
        return round(float(re.sub(r"[^0-9.]", "", str(printed))), 2)
    except ValueError:
        return None


def _letters(printed: object) -> str:
    return re.sub(r"[^A-Z0-9]", "", str(printed).upper())
