"""Rows in, the day and the time of the sale out; month-first or day-first by the evidence on the paper."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr.receipt.choice import Candidate
from ocr.receipt.country import Country
from ocr.receipt.locale import DateOrder, Locale
from ocr.receipt.match import Wordings, upper
from ocr.receipt.rows import Piece, Row
from ocr.receipt.wordings.dates import DATES, MONTHS

# Older paper is not an expense; a smaller number is a misread one.
FIRST_YEAR = 1995
# Days printed on one receipt that lie further apart are not both the sale's.
LONGEST_PAST = datetime.timedelta(days=60)

_D = r"[0-9OoIl|]"
_YEAR = rf"(?:(?P<y>(?:20|2O|19){_D}{{2}})|(?P<y2>{_D}{{2}}))"
_SEPARATOR = r"\s?(?P<sep>[/.\-–])\s?"
_NUMERIC = re.compile(rf"(?<![\d/.,-])(?P<a>{_D}{{1,2}}){_SEPARATOR}(?P<b>{_D}{{1,2}})\s?(?P=sep)\s?{_YEAR}(?![/.-]\d)")
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.,-])(?P<y>20\d\d)(?:年|{_SEPARATOR})(?P<b>\d{{1,2}})\s?(?:月|[/.\-–])\s?(?P<a>\d\d|\d(?!\d))"
)
_MONTH_NAME = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY_MONTH = re.compile(
    rf"(?<![\d/.,-])(?P<a>{_D}{{1,2}})(?:st|nd|rd|th)?[\s\-/.,]{{0,3}}{_MONTH_NAME}[\s\-/.,']{{0,3}}{_YEAR}"
)
_MONTH_DAY = re.compile(
    rf"(?<![A-Za-z]){_MONTH_NAME}[\s\-/.,]{{0,3}}(?P<a>\d{{1,2}})(?:st|nd|rd|th)?[\s,.\-/']{{1,3}}{_YEAR}"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>20[0-3]\d)(?P<b>0[1-9]|1[0-2])(?P<a>[0-2]\d|3[01])(?!\d)")
_TIME = re.compile(
    r"(?<![\d.,])(?P<h>[01]?\d|2[0-4])\s?(?P<sep>[:.;H])\s?(?P<m>[0-5]\d)(?:\s?[:.;]\s?(?P<s>[0-5]\d))?(?!\d)\s?(?P<half>[AP](?:\.?\s?M|(?![A-Z])))?"
    r"|(?<![\d.,])(?P<hh>[01]\d|2[0-3])(?P<mm>[0-5]\d)\s?(?:(?P<half2>[AP]\.?M)|H(?:RS?)?)(?![A-Z])",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("OoIl|", "00111")

_LABELS = Wordings(DATES)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: `parts` are day and month in the order printed where `proven` is false."""

    year: int
    first: int
    second: int
    month_named: bool
    text: str
    start: int
    end: int
    compact: bool = False

    def in_order(self, month_first: bool) -> datetime.date | None:
        """Return the day, reading two numbers month-first or day-first; None where there is no such day."""
        day, month = (self.second, self.first) if month_first and not self.month_named else (self.first, self.second)
        try:
            return datetime.date(self.year, month, day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the paper with the place it is printed at and how sure the order of its numbers is."""

    date: datetime.date
    printed: PrintedDate
    piece: Piece
    row: int
    certain: bool


def find_dates(text: str) -> Iterator[PrintedDate]:
    """Yield the dates printed in a text."""
    if sum(char.isdigit() for char in text) < 3:
        return
    taken: list[tuple[int, int]] = []
    for pattern in (_NUMERIC, _YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _COMPACT):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            date = _printed(match, compact=pattern is _COMPACT)
            if date is not None and (date.in_order(month_first=False) or date.in_order(month_first=True)):
                taken.append((date.start, date.end))
                yield date


def _printed(match: re.Match[str], *, compact: bool) -> PrintedDate | None:
    groups = match.groupdict()
    year, end = _year(match)
    if year is None:
        return None
    a = int(match["a"].translate(_DIGITS))
    if name := groups.get("month"):
        month = MONTHS.get(upper(name)[:3])
        if month is None:
            return None
        return PrintedDate(year, a, month, True, match.string[match.start() : end], match.start(), end)
    b = int(match["b"].translate(_DIGITS))
    year_first = match.start("y") == match.start()
    # A year in front is always followed by the month.
    return PrintedDate(year, a, b, year_first, match.string[match.start() : end], match.start(), end, compact)


def _year(match: re.Match[str]) -> tuple[int | None, int]:
    """Return the year and where the date ends: a time may be glued to a year of two digits."""
    groups = match.groupdict()
    if groups.get("y"):
        year = int(match["y"].translate(_DIGITS))
        return (year if year >= FIRST_YEAR else None), match.end()
    year = int(match["y2"].translate(_DIGITS)) + 2000
    return (year if year < 2060 else None), match.end()


def read_days(rows: Sequence[Row], locale: Locale, country: Country | None) -> list[Candidate[Day]]:
    """Return the days on the paper that the sale may have happened on, with the evidence for each."""
    printed = [
        (number, piece, date)
        for number, row in enumerate(rows)
        for piece in row.pieces
        for date in find_dates(piece.text)
    ]
    month_first, proven = _month_first([date for _, _, date in printed], locale.date_order, country)
    certain = proven or country is not None
    days = [
        day for at in printed if (day := _day(at, locale.today, month_first=month_first, certain=certain)) is not None
    ]
    labels = {number: _labels(rows, number) for number in {day.row for day in days}}
    # A permit's date is later than no sale.
    newest = max((day.date for day in days if not any("other" in label for label in labels[day.row])), default=None)
    return [Candidate(day, _evidence(day, days, rows, labels[day.row], newest)) for day in days]


def _month_first(dates: Sequence[PrintedDate], order: DateOrder, country: Country | None) -> tuple[bool, bool]:
    """Decide the order of day and month: by a date that proves it, the country, the setting; and whether it is proven."""
    numeric = [date for date in dates if not date.month_named]
    day_first = sum(date.first > 12 >= date.second for date in numeric)
    month_first = sum(date.second > 12 >= date.first for date in numeric)
    if day_first != month_first:
        return month_first > day_first, True
    named = {date.in_order(False) for date in dates if date.month_named} - {None}
    for order_is_month_first in (True, False):
        if any(date.in_order(order_is_month_first) in named and date.first != date.second for date in numeric):
            return order_is_month_first, True
    if country == "MY":
        return False, False
    return order == "mdy", False


def _day(at: tuple[int, Piece, PrintedDate], today: datetime.date, *, month_first: bool, certain: bool) -> Day | None:
    row, piece, printed = at
    for order in (month_first, not month_first):
        date = printed.in_order(order)
        if date is not None and date <= today:
            unambiguous = (
                printed.month_named or printed.first == printed.second or max(printed.first, printed.second) > 12
            )
            return Day(date, printed, piece, row, unambiguous or (certain and order == month_first))
    return None


def _labels(rows: Sequence[Row], number: int) -> frozenset[str]:
    here: set[str] = {found.kind for found in _LABELS.find(rows[number].folded)}
    if number and not here:
        above = {found.kind for found in _LABELS.find(rows[number - 1].folded)}
        here |= {f"{kind}_above" for kind in above}
    return frozenset(here)


def _evidence(
    day: Day, days: Sequence[Day], rows: Sequence[Row], labels: frozenset[str], newest: datetime.date | None
) -> dict[str, float]:
    text = rows[day.row].text
    evidence = {
        "labelled": "sale" in labels and "other" not in labels,
        "label_above": "sale_above" in labels,
        "other_label": "other" in labels and "sale" not in labels,
        "other_and_sale": "other" in labels and "sale" in labels,
        "other_above": "other_above" in labels,
        "with_time": "time" in labels or _TIME.search(text.replace(day.printed.text, " ")) is not None,
        "repeated": sum(other.date == day.date for other in days) > 1,
        "first": day is days[0],
        "footer": rows[day.row].place > 0.85,
        "compact": day.printed.compact,
        "two_digit_year": not re.search(r"\d{4}", day.printed.text),
        "month_named": day.printed.month_named,
        "old": newest is not None and day.date < newest - LONGEST_PAST,
    }
    return {name: float(held) for name, held in evidence.items() if held}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day as printed."""

    time: datetime.time
    text: str
    piece: Piece


def find_time(rows: Sequence[Row], day: Day | None) -> Moment | None:
    """Return the time printed beside the sale's day, else one that is labelled."""
    if day is not None:
        near = replace(
            rows[day.row], pieces=tuple(sorted(rows[day.row].pieces, key=lambda p: p.index != day.piece.index))
        )
        below = rows[day.row + 1 : day.row + 2]
        if moment := _first_time(near.pieces, day.printed.text):
            return _with_half(moment, below)
        for row in (*below, *rows[max(day.row - 1, 0) : day.row]):
            moment = _first_time(row.pieces, None)
            if moment and sum(char.isalpha() for char in row.text.replace(moment.text, "")) < 8:
                return moment
    labelled = [row for row in rows if any(found.kind == "time" for found in _LABELS.find(row.folded))]
    # The hours a shop is open come in pairs; the sale's is alone.
    alone = [row for row in rows if len(_TIME.findall(row.text)) == 1]
    return next((moment for row in (*labelled, *alone) if (moment := _first_time(row.pieces, None))), None)


def _with_half(moment: Moment, below: Sequence[Row]) -> Moment:
    """Return the time with the AM or PM that was broken off onto the next row."""
    half = below[0].text.strip(" .").upper() if below else ""
    if half not in ("AM", "PM") or moment.time.hour > 12 or moment.text[-1:].upper() == "M":
        return moment
    hour = moment.time.hour % 12 + (12 if half == "PM" else 0)
    return Moment(moment.time.replace(hour=hour), f"{moment.text} {half}", moment.piece)


def _first_time(pieces: Sequence[Piece], date: str | None) -> Moment | None:
    for piece in pieces:
        text = piece.text.replace(date, " " * len(date), 1) if date else piece.text
        for match in _TIME.finditer(text):
            # Two numbers round a point are a price; a time has colons, seconds or a half of the day.
            if match["sep"] in (".", ";") and not match["s"] and not match["half"]:
                continue
            if (time := _time(match)) is not None:
                return Moment(time, match.group().strip(), piece)
    return None


def _time(match: re.Match[str]) -> datetime.time | None:
    hour, minute, second = int(match["h"] or match["hh"]), int(match["m"] or match["mm"]), int(match["s"] or 0)
    half = (match["half"] or match["half2"] or "").upper()[:1]
    if half == "P" and hour < 12:
        hour += 12
    elif half == "A" and hour == 12:
        hour = 0
    return datetime.time(hour, minute, second) if hour < 24 else None
