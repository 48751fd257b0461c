"""The day of the sale; month-first or day-first by the evidence on the paper."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.receipt.fields.country import Country, is_day_first
from ocr.receipt.fields.finding import CHOSEN, Candidate, Choice, Evidence, Finding, log_odds
from ocr.receipt.layout.letters import doubt
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.dates import DATES
from ocr.receipt.locale import DateOrder, Locale
from ocr.receipt.tax import TAXES
from ocr.receipt.text.dates import PrintedDate, find_dates
from ocr.receipt.text.phrase_matcher import PhraseMatcher
from ocr.receipt.text.times import count_times

# Days printed on one receipt that lie further apart are not both the sale's.
LONGEST_PAST = datetime.timedelta(days=60)
# Where no paper is month-first.
DAY_FIRST: frozenset[Country | None] = frozenset(("MY", "TH"))
# Of a year of two digits these may be the first two of four.
CUT_CENTURY = 20
_DIGIT_BEHIND = re.compile(r"\d|\s\d(?!\d)")
# Malaysian paper that names GST is of no other years. A digit, and what it is misread from.
_GST = re.compile(r"\bGST\b", re.IGNORECASE)
GST_SINCE, GST_UNTIL = min(tax.since for tax in TAXES if (tax.country, tax.kind) == ("MY", "GST")), 2018
_ALIKE = {"0": "8", "1": "7", "3": "8"}
# The era that a year is said to be of, in Latin or in Thai letters.
_BUDDHIST = re.compile(r"(?=[Bพ\s])(?:\bB\.\s?E\.|(?<=\d{4})\s?B\.?E\b|\bB\.?E\.?\s?(?=25\d\d)|พ\.?\s?ศ\.?)")

# Of the day of the sale, of its time, of other days: of a permit's.
LABELS = PhraseMatcher(DATES)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the paper with the place it is printed at and how sure the order of its numbers is.

    `doubtful` is one that may be another: its year cut off, or none that the taxes on the paper were charged in.
    """

    date: datetime.date
    printed: PrintedDate
    span: TextSpan
    row: int
    certain: bool
    doubtful: bool = False

    @property
    def finding(self) -> Finding[datetime.date]:
        return Finding(self.date, self.printed.text, (self.span,), CHOSEN)


def day_candidates(
    rows: Sequence[Row], locale: Locale, country: Country | None, day_order: DateOrder | None = None
) -> list[Candidate[Day]]:
    """Return the days on the paper that the sale may have happened on, with the evidence for each.

    `day_order` is that of the country that the paper is of, where it is known; a date that proves another is stronger.
    """
    buddhist = country == "TH" or any(_BUDDHIST.search(row.text) for row in rows)
    printed = [
        (number, span, date)
        for number, row in enumerate(rows)
        for span in row.spans
        for date in find_dates(span.text, buddhist=buddhist)
    ]
    order, proven = _order([date for _, _, date in printed], rows, locale, country, day_order)
    certain = proven or (country is not None and order != "ymd")
    days = [day for at in printed if (day := _day(at, locale.today, order, certain=certain)) is not None]
    if country == "MY" and any(_GST.search(row.text) for row in rows):
        days = [_within_gst(day) for day in days]
    labels = {number: _labels(rows, number) for number in {day.row for day in days}}
    # A permit's date is later than no sale.
    newest = max((day.date for day in days if not any("other" in label for label in labels[day.row])), default=None)
    return [Candidate(day, _evidence(day, days, rows, labels[day.row], newest)) for day in days]


def _order(
    dates: Sequence[PrintedDate],
    rows: Sequence[Row],
    locale: Locale,
    country: Country | None,
    day_order: DateOrder | None = None,
) -> tuple[DateOrder, bool]:
    """Decide the order of the numbers: by a date that proves it, the country, the setting; and whether it is proven.

    Where the money of the rows or points between the numbers tell, the day is first, but points do not in the Philippines.
    """
    numeric = [date for date in dates if not date.fixed]
    short = [date for date in numeric if date.third is not None]
    year_first = locale.date_order == "ymd" and country not in DAY_FIRST and bool(short)
    if year_first and all(_sold(date, "ymd", locale.today) for date in short):
        others = (_sold(date, order, locale.today) for date in short for order in ("dmy", "mdy"))
        return "ymd", not any(others)
    only_day_first = sum(date.in_order("dmy") is not None is date.in_order("mdy") for date in numeric)
    only_month_first = sum(date.in_order("mdy") is not None is date.in_order("dmy") for date in numeric)
    if only_day_first != only_month_first:
        return ("mdy" if only_month_first > only_day_first else "dmy"), True
    named = {date.in_order("dmy") for date in dates if date.fixed} - {None}
    orders: tuple[DateOrder, ...] = ("mdy", "dmy")
    for order in orders:
        if any(date.in_order(order) in named and date.first != date.second for date in numeric):
            return order, True
    if day_order is not None:
        return day_order, True
    pointed = country != "PH" and bool(numeric) and all(date.text.count(".") > 1 for date in numeric)
    month_first = locale.date_order == "mdy" and country not in DAY_FIRST and not pointed and not is_day_first(rows)
    return ("mdy" if month_first else "dmy"), pointed


def _sold(printed: PrintedDate, order: DateOrder, today: datetime.date) -> datetime.date | None:
    """Return the day in an order of its numbers, None where there is none or nothing can have been sold on it yet."""
    date = printed.in_order(order)
    return date if date is not None and date <= today else None


def _day(at: tuple[int, TextSpan, PrintedDate], today: datetime.date, order: DateOrder, *, certain: bool) -> Day | None:
    row, span, printed = at
    orders: tuple[DateOrder, ...] = (order, "mdy" if order == "dmy" else "dmy", *(("mdy",) if order == "ymd" else ()))
    for each in orders:
        if (date := _sold(printed, each, today)) is not None:
            unambiguous = printed.fixed or (
                (order != "ymd" or printed.third is None)
                and (printed.first == printed.second or max(printed.first, printed.second) > 12)
            )
            doubtful = _is_cut(printed, span.text)
            return Day(date, printed, span, row, unambiguous or (certain and each == order), doubtful)
    return None


def _is_cut(printed: PrintedDate, text: str) -> bool:
    """Return whether the two digits of a year may be the first of four: 12/10/20 of 12/10/2017, or 12/10/20 1 7."""
    return printed.third == CUT_CENTURY or bool(printed.third and _DIGIT_BEHIND.match(text, printed.end))


def _within_gst(day: Day) -> Day:
    """Return a day of before there was GST in the year whose last digit it was misread from: 2013 of 2018."""
    if day.date >= GST_SINCE:
        return day
    digits = _ALIKE.get(str(day.date.year)[-1], "")
    years = [year for digit in digits if GST_SINCE.year <= (year := day.date.year // 10 * 10 + int(digit)) <= GST_UNTIL]
    try:
        date = day.date.replace(year=years[0]) if len(years) == 1 else day.date
    except ValueError:
        date = day.date
    return replace(day, date=date, doubtful=True)


def _labels(rows: Sequence[Row], number: int) -> frozenset[str]:
    here: set[str] = {found.kind for found in LABELS.find(rows[number].folded)}
    if number and not here:
        above = {found.kind for found in LABELS.find(rows[number - 1].folded)}
        here |= {f"{kind}_above" for kind in above}
    return frozenset(here)


def _evidence(
    day: Day, days: Sequence[Day], rows: Sequence[Row], labels: frozenset[str], newest: datetime.date | None
) -> dict[str, float]:
    spans = (day.printed.rest if span is day.span else span.text for span in rows[day.row].spans)
    evidence = {
        "labelled": "sale" in labels and "other" not in labels,
        "label_above": "sale_above" in labels,
        "other_label": "other" in labels and "sale" not in labels,
        "other_and_sale": "other" in labels and "sale" in labels,
        "other_above": "other_above" in labels,
        "with_time": "time" in labels or count_times(" ".join(spans)) > 0,
        "repeated": sum(other.date == day.date for other in days) > 1,
        "first": day is days[0],
        "footer": rows[day.row].place > 0.85,
        "compact": day.printed.compact,
        "two_digit_year": not re.search(r"\d{4}", day.printed.text),
        "month_named": day.printed.fixed,
        "old": newest is not None and day.date < newest - LONGEST_PAST,
    }
    return {name: float(held) for name, held in evidence.items() if held}


def is_doubtful(choice: Choice[Day]) -> bool:
    """Return whether the day may be misread: its print is doubtful, and no other print of the same day confirms it."""
    day, agreeing = choice.value, [each.value for each in choice.candidates if each.value.date == choice.value.date]
    unlabelled = day.printed.compact and "labelled" not in choice.evidence
    return all(each.doubtful for each in agreeing) or (unlabelled and len(agreeing) == 1)


def evidence_for_date(choice: Choice[Day]) -> Evidence:
    """Return the evidence that the date is right."""
    day = choice.value
    return {
        "probability": log_odds(choice.probability),
        "misread": 1 - day.span.score,
        "order_unsure": float(not day.certain),
        "short_year": float(len(day.printed.text) < 9),
    } | doubt(day.printed.text, (day.span,))
