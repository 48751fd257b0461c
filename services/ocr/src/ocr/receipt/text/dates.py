"""Dates printed in a text, their two numbers in the order printed."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from ocr.receipt.lexicon.dates import MONTHS
from ocr.receipt.locale import DateOrder
from ocr.receipt.text.caching import LINES_KEPT
from ocr.receipt.text.folding import alike, upper
from ocr.receipt.text.times import MASK, masked

# Older paper is not an expense; a smaller number is a misread one.
FIRST_YEAR = 1990
# Two digits are a year of this century up to here. On Thai paper 38 is 2538, our 1995.
LAST_SHORT_YEAR = 59
FIRST_SHORT_BUDDHIST_YEAR = 38
BUDDHIST_ERA = 543
# Of a day and a year of two digits.
FEWEST_DIGITS = 3

_D = r"[0-9OoIl|]"
_MASKED = f"{MASK}+"
# A number of four digits is a year or none, never two digits of it. 2014:05 and
# 2014h05 are the year 20 and a time that lost its space.
_LONG = rf"(?:(?:20|2O|19){_D}{{2}}|\d{{4}}(?!\d))(?!\s?[:;]\s?\d\d|\.\d\d(?![\d:.])|(?:\d\d)?[Hh](?:[Rr][Ss]?)?(?![A-Za-z\d])|[Hh][0-5]\d(?![A-Za-z\d]))"
# Two digits are no year where they are the hour of a time, its colon misread or not: 14.05, 14 05, 2 PM, 14H.
_SHORT = (
    rf"{_D}{{2}}(?=(?!\d)|\d{{1,2}}:\d\d)(?![OoIl|])(?!\s?[:;]\s?\d\d|\.\d\d(?![\d:])|\s?[Hh](?:[Rr][Ss]?)?(?![A-Za-z])"
    r"|\s?[AaPp]\.?\s?[Mm](?![A-Za-z])|\s[0-5]\d\s?(?:$|[AaPp]\.?[Mm])|'\d\d|[\s,\-/.]{1,2}(?:19|20)\d\d(?!\d)"
    # nor where they count something, or are the hour before a colon that was read as a dash: 12 pax, 14-05
    r"|\s?(?i:pax|pcs?|pieces?|pers|persons?|items?|guests?|units?|o'?clock)(?![A-Za-z])|[\-,]\d\d(?![\d:/.\-]))"
)
_YEAR = rf"(?:(?P<y>{_LONG})|(?P<y2>{_SHORT}))"
# The year behind the time, or alone at the beginning of a line: four digits, or it is another number.
_FAR_YEAR = r"(?:19|2[05])\d\d(?!\d|[.,/:\-]\d)"
_ORDINAL = r"(?:\s?(?i:st|nd|rd|th)(?![a-z]))?"
_WEEKDAY = r"(?i:\(?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\)?[\s.,]{0,2})?"
_MONTH_NAME = r"(?P<month>[^\W\d_]{3,10}(?![^\W\d_])|(?i:0ct|n0v|ju[1|]|5ep))\.?"
_APOSTROPHES = "\u2018\u2019`"
_OF = r"(?:(?i:of|de|ng)\s)?"
_TO_YEAR = rf"[\s\-/.,'{_APOSTROPHES}]{{0,3}}{_WEEKDAY}(?:(?i:de\s|B\.?\s?E\.?\s?))?"
_BEHIND_TIME = rf"[\s,\-]{{0,3}}{_MASKED}[\s,]{{0,2}}(?P<far>{_FAR_YEAR})"
_SEPARATOR = r"\s?(?P<sep>[/.\-–])\s?"
# A time may be joined to the date behind it by a stroke or a point; a number is no part of the date.
_START = rf"(?<!\dO)(?<!\d:)(?:(?<![\d/.,-])|(?<={MASK}[\-/.,]))"
# JUL-28 has no day 1 in it.
_FIRST = rf"(?:\d|(?<![A-Za-z])[OoIl|]){_D}?"

_NUMERIC = re.compile(rf"{_START}(?P<a>{_FIRST}){_SEPARATOR}(?P<b>{_D}{{1,2}})\s?(?P=sep)\s?{_YEAR}(?![/.-]\d)")
_NUMERIC_BEHIND_TIME = re.compile(rf"{_START}(?P<a>\d{{1,2}}){_SEPARATOR}(?P<b>\d{{1,2}}){_BEHIND_TIME}")
_YEAR_FIRST = re.compile(
    rf"{_START}(?P<y>2[0O]{_D}{{2}}|\d{{4}})(?:年|{_SEPARATOR})(?P<b>{_D}{{1,2}})\s?(?:月|(?P=sep))\s?(?P<a>{_D}\d|\d(?!\d))(?!\d(?!\d?:))"
)
_YEAR_FAR_FIRST = re.compile(
    rf"{_START}(?P<y>{_FAR_YEAR})[\s,]{{1,2}}(?P<a>\d{{1,2}}){_SEPARATOR}(?P<b>\d{{1,2}})[\s,]{{1,2}}(?={MASK})"
)
_DAY_MONTH = re.compile(
    rf"(?:(?<=ika-)|{_START})(?P<a>{_FIRST}){_ORDINAL}[\s\-/.,]{{0,3}}{_OF}{_MONTH_NAME}(?:{_TO_YEAR}{_YEAR}|{_BEHIND_TIME})"
)
_MONTH_DAY = re.compile(
    rf"(?<![A-Za-z]){_MONTH_NAME}[\s\-/.,]{{0,3}}(?P<a>\d{{1,2}}){_ORDINAL}(?:(?=[\s,.\-/'{_APOSTROPHES}(]){_TO_YEAR}{_YEAR}|{_BEHIND_TIME})"
)
_DAY_IN_FRONT = re.compile(rf"(?<!\d)\d{{1,2}}{_ORDINAL}[\s\-/.,]{{0,3}}$")
_HOUR_IN_FRONT = re.compile(r"(?<!\d)[0-2]\d\s$")
_MINUTE = re.compile(r"\s[0-5]\d(?![\d:.,/-])")
_OTHER_YEAR = rf"(?!\d|[\s\-/.,']{{1,3}}{_LONG})"
_YEAR_MONTH_DAY = re.compile(
    rf"{_START}(?P<y>(?:19|2[05])\d\d)[\s\-/.,]{{1,3}}{_WEEKDAY}{_MONTH_NAME}[\s\-/.,]{{0,3}}(?P<a>\d{{1,2}}){_ORDINAL}{_OTHER_YEAR}"
)
_YEAR_DAY_MONTH = re.compile(
    rf"{_START}(?P<y>(?:19|2[05])\d\d)[\s/.,\-]{{1,3}}(?P<a>\d{{1,2}}){_ORDINAL}[\s\-/.,]{{0,3}}{_MONTH_NAME}{_OTHER_YEAR}"
)
# One stroke of a full date read as a dash, or a number joined to it by one: 12/10-2017, #13-27/04/2018, 27/04/2018-12.
_MIXED = re.compile(rf"{_START}(?P<a>\d{{1,2}})(?:/(?P<b>\d{{1,2}})-|-(?P<b2>\d{{1,2}})/)(?P<y>{_LONG})(?![/\-]?\d)")
_JOINED = re.compile(
    rf"(?:(?<=\w-)|{_START})(?P<a>\d{{1,2}})(?P<sep>[/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_LONG})(?!\d|(?P=sep)\d)"
)
# Without strokes: a whole year, or what a dot-matrix printer left of 05-02-18.
_BLANKS = re.compile(r"(?<![\d.,:/\-])(?<!\d\s)(?P<a>[0-3]\d)\s(?P<b>[0-3]\d)\s(?P<y>20[0-3]\d)(?![\d.,:/\-])(?!\s\d)")
_HALF_BLANKS = re.compile(r"(?<![\d.,:/\-])(?P<a>[0-3]\d)\s(?P<b>[01]\d)-(?P<y2>\d\d)(?![\d.,:/\-])")
_NAMED_IN_FRONT = re.compile(
    rf"(?:{'|'.join(sorted({name[:3] for names in MONTHS for name in names}))})[a-z]*\.?\s$", re.IGNORECASE
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>20[0-3]\d)(?P<b>0[1-9]|1[0-2])(?P<a>[0-2]\d|3[01])(?!\d)")
_COMPACT_YEAR_LAST = re.compile(r"(?<!\d)(?P<a>[0-3]\d)(?P<b>[0-3]\d)(?P<y>20[0-3]\d)(?!\d)")
_PATTERNS = (
    _NUMERIC, _YEAR_FIRST, _YEAR_MONTH_DAY, _YEAR_DAY_MONTH, _DAY_MONTH, _MONTH_DAY, _NUMERIC_BEHIND_TIME, _YEAR_FAR_FIRST, _MIXED, _JOINED,
    _BLANKS, _HALF_BLANKS, _COMPACT, _COMPACT_YEAR_LAST,
)  # fmt: skip
_WITHOUT_STROKES = (_BLANKS, _COMPACT, _COMPACT_YEAR_LAST)
_DIGITS = str.maketrans("OoIl|", "00111")
_LETTERS = str.maketrans("01|5", "OLLS")
# #13-27/04/2018, #15-MON 18 NOV 2024: the number of a till, joined to the date behind it.
_TILL = re.compile(r"#\s?\d{1,4}-(?=\s?(?:\d|[A-Za-z]{3}))")
_DASHES = str.maketrans("~\u2013\u2014", "---")

_MONTHS = {name.upper(): number for number, names in enumerate(MONTHS, 1) for name in names}
_SHORTENED = {name[:n]: number for name, number in reversed(_MONTHS.items()) for n in range(3, len(name))} | _MONTHS
# PERF: most lines have neither two strokes or points, a time, a month nor eight digits, and are no dates.
_HINT = re.compile(
    rf"[/.\-–年].*?[/.\-–月]|{MASK}|20[0-3]\d{{5}}|\d{{4}}20[0-3]\d|\d\d\s\d\d\s20|0ct|n0v|ju[1|]|5ep|"
    + "|".join(sorted({name[:3] for name in _MONTHS})),
    re.IGNORECASE,
)
# From here on a misread letter leaves a month's name, and from there on two do: JUNIOR is none, NOVERNBER is.
MISREAD_LENGTH = 5
CLOSE_LENGTH = 7


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: two numbers of which one is the month, the second where `fixed`.

    `third` is the number of a year of two digits, which may be the day; `rest` is the text without the date, a time
    between its numbers left in.
    """

    year: int
    first: int
    second: int
    third: int | None
    fixed: bool
    compact: bool
    text: str
    start: int
    end: int
    rest: str

    def in_order(self, order: DateOrder) -> datetime.date | None:
        """Return the day, its numbers read in an order; None where there is no such day."""
        year, month, day = self.year, self.second, self.first
        if not self.fixed and order == "mdy":
            month, day = day, month
        elif not self.fixed and order == "ymd" and self.third is not None and self.first <= LAST_SHORT_YEAR:
            year, day = 2000 + self.first, self.third
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None


def find_dates(text: str, *, buddhist: bool = False) -> tuple[PrintedDate, ...]:
    """Return the dates printed in a text; `buddhist` tells that its years may be of the Buddhist era."""
    return _dates(text, buddhist)


@lru_cache(LINES_KEPT)
def _dates(text: str, buddhist: bool) -> tuple[PrintedDate, ...]:
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return ()
    return tuple(_find_dates(text, buddhist=buddhist))


def _find_dates(text: str, *, buddhist: bool) -> Iterator[PrintedDate]:
    hidden = _TILL.sub(lambda match: " " * len(match.group()), masked(text).translate(_DASHES))
    if not _HINT.search(upper(hidden)):
        return
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        # 05 02-18 is a date beside the time of the sale, else a number.
        if pattern is _HALF_BLANKS and MASK not in hidden:
            continue
        for match in pattern.finditer(hidden):
            start, end = match.span()
            # 01 Jan 01 02 2000: the day of a month that is named, and a number behind its year.
            if pattern is _BLANKS and _NAMED_IN_FRONT.search(hidden, 0, start):
                continue
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            numbers = _numbers(match)
            if numbers is None:
                continue
            first, second, named = numbers
            year, third = _year(match, buddhist=buddhist)
            if year is None:
                # What has the shape of a date is not cut into another one where its year is none.
                taken.append((start, end))
                continue
            fixed = named or match.start("a") > start
            around = "".join(
                char if hide == MASK or not start <= i < end else " "
                for i, (char, hide) in enumerate(zip(text, hidden, strict=True))
            )
            compact, printed = pattern in _WITHOUT_STROKES, text[start:end].strip()
            date = PrintedDate(year, first, second, third, fixed, compact, printed, start, end, around)
            if any(date.in_order(order) for order in ("dmy", "mdy", "ymd")):
                taken.append((start, end))
                yield date


def without_dates(text: str) -> str:
    """Return the text with blanks for its dates, times between their numbers left in."""
    for date in find_dates(text):
        text = "".join(char if kept == char else " " for char, kept in zip(text, date.rest, strict=True))
    return text


def _numbers(match: re.Match[str]) -> tuple[int, int, bool] | None:
    """Return the two numbers and whether the second is a month's by its name; None where no day of a month is printed."""
    groups = match.groupdict()
    first = int(match["a"].translate(_DIGITS))
    if name := groups.get("month"):
        month = month_of(name)
        return None if month is None or _is_doubtful(match) else (first, month, True)
    return first, int((groups["b"] or match["b2"]).translate(_DIGITS)), False


def _is_doubtful(match: re.Match[str]) -> bool:
    """Return whether what has a month's name may be no date: MAY 12.25 is a price, 28 JUL 14 05 may have a time in it."""
    if match.re is _MONTH_DAY and _DAY_IN_FRONT.search(match.string, 0, match.start()):
        return True
    if not match.groupdict().get("y2"):
        return False
    if match.re is _MONTH_DAY and re.fullmatch(r"[^.]*\d\.\d\d", match.group()):
        return True
    around = _MINUTE.match(match.string, match.end()) or _HOUR_IN_FRONT.search(match.string, 0, match.start())
    return around is not None and MASK not in match.string


def _year(match: re.Match[str], *, buddhist: bool) -> tuple[int | None, int | None]:
    """Return the year of our era, None where it is none that a receipt can have, and the number of a short one."""
    groups = match.groupdict()
    if short := groups.get("y2"):
        number = int(short.translate(_DIGITS))
        if buddhist and number >= FIRST_SHORT_BUDDHIST_YEAR:
            return 2500 + number - BUDDHIST_ERA, number
        return (2000 + number if number <= LAST_SHORT_YEAR else None), number
    year = int((groups.get("y") or match["far"]).translate(_DIGITS))
    if buddhist and year - BUDDHIST_ERA >= FIRST_YEAR:
        year -= BUDDHIST_ERA
    return (year if FIRST_YEAR <= year <= 2000 + LAST_SHORT_YEAR else None), None


def month_of(printed: str) -> int | None:
    """Return the number of the month that a word names, even shortened or misread behind three letters; else None."""
    word = upper(printed).translate(_LETTERS)
    if word in _SHORTENED or len(word) < MISREAD_LENGTH:
        return _SHORTENED.get(word)
    names = [name for name in _SHORTENED if name[:3] == word[:3] and len(name) >= MISREAD_LENGTH]
    for name in names:
        apart = [pair for pair in zip(name, word, strict=False) if pair[0] != pair[1]]
        if len(name) == len(word) and len(apart) == 1 and alike(*apart[0]):
            return _SHORTENED[name]
    whole = [name for name in names if name in _MONTHS]
    close = get_close_matches(word, whole, n=1, cutoff=0.75) if len(word) >= CLOSE_LENGTH else []
    return _MONTHS[close[0]] if close else None
