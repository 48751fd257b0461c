import datetime
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocr.model import Facts
from ocr.receipt import extract
from ocr.receipt.fields.country import Country
from ocr.receipt.fields.date import Day, day_candidates, is_doubtful
from ocr.receipt.fields.time import find_time
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.dates import MONTHS
from ocr.receipt.locale import DateOrder, Locale
from ocr.receipt.scoring.ranking import choose
from ocr.receipt.scoring.ranking_weights import DATE
from ocr.receipt.scoring.thresholds import MAX_OF_DOUBTFUL_DATE
from tests.unit.ocr.receipt.conftest import write

Rows = Callable[..., tuple[Row, ...]]
TODAY = datetime.date(2026, 11, 20)


def day(rows: tuple[Row, ...], *, order: DateOrder = "mdy", country: Country | None = None) -> Day | None:
    choice = choose(day_candidates(rows, Locale(today=TODAY, date_order=order), country), DATE)
    return choice.value if choice else None


def doubtful(rows: tuple[Row, ...], *, country: Country | None = None) -> bool:
    choice = choose(day_candidates(rows, Locale(today=TODAY), country), DATE)
    assert choice
    return is_doubtful(choice)


@pytest.mark.parametrize(
    "texts",
    [
        ("12/10/20",), ("12/10/2014:05",), ("Date 12-10-20 18:22",), ("12/10/18 1 7",), ("12102018 14:05",), ("GST ID 000181747712", "12/10/2013"),
        ("GST SUMMARY", "12/10/2009"),
    ],
)  # fmt: skip
def test_a_day_that_may_be_another_is_not_sure(rows: Rows, facts: Callable[..., Facts], texts: tuple[str, ...]) -> None:
    assert doubtful(rows(*texts), country="MY")
    read = facts("KEDAI RUNCIT SDN BHD", *texts, "TOTAL | RM 4.20")
    assert read.date is None or read.date.confidence <= MAX_OF_DOUBTFUL_DATE


@pytest.mark.parametrize(
    "texts",
    [("12/10/2020",), ("12/10/20", "Date 12/10/2020"), ("12/10/19",), ("Date: 12102018",), ("GST ID 000181747712", "12/10/2017"), ("12/10/2013",)],
)  # fmt: skip
def test_a_day_of_a_whole_year_is_not_doubted(rows: Rows, texts: tuple[str, ...]) -> None:
    assert not doubtful(rows(*texts), country="MY")


@pytest.mark.parametrize(
    ("printed", "year"),
    [("2013", 2018), ("2010", 2018), ("2011", 2017), ("2012", 2012), ("2018", 2018), ("2016", 2016)],
)
def test_paper_with_malaysian_gst_is_of_the_years_that_had_it(rows: Rows, printed: str, year: int) -> None:
    found = day(rows("GST ID 000181747712", f"04-05-{printed} 16:07"), country="MY")
    assert found
    assert found.date == datetime.date(year, 5, 4)


@pytest.mark.parametrize("text", ["12.10.17", "12.10.2017 14:05", "05.06.07"])
def test_the_day_is_first_between_points(rows: Rows, text: str) -> None:
    found = day(rows(text))
    assert found
    assert (found.date.day, found.certain) == (int(text[:2]), True)


@pytest.mark.parametrize(("day_order", "expected"), [("mdy", (2026, 3, 4)), ("dmy", (2026, 4, 3))])
def test_the_order_of_the_papers_country_is_taken(
    rows: Rows, day_order: DateOrder, expected: tuple[int, int, int]
) -> None:
    (found,) = day_candidates(rows("03/04/2026"), Locale(today=TODAY), None, day_order)
    assert (found.value.date, found.value.certain) == (datetime.date(*expected), True)


@pytest.mark.parametrize(("order", "expected"), [("mdy", (2026, 3, 4)), ("dmy", (2026, 4, 3))])
def test_an_open_order_is_the_settings(rows: Rows, order: DateOrder, expected: tuple[int, int, int]) -> None:
    found = day(rows("Date: 03/04/2026"), order=order)
    assert found
    assert found.date == datetime.date(*expected)
    assert not found.certain


@pytest.mark.parametrize(
    "total", ["£42.75", "€42.75", "HK$42.75", "Rs.42.75", "Rp 42.750", "CHF 42.75", "AED 42.75", "SGD 42.75"]
)
def test_paper_of_day_first_money_is_day_first(facts: Callable[..., Facts], total: str) -> None:
    read = facts("THE RED LION", "VAT No. 123 4567 89", "03/04/26 20:31", f"Fish | {total}", f"Total | {total}")
    assert read.date
    assert read.date.value == datetime.date(2026, 4, 3)


@pytest.mark.parametrize(
    "line",
    [
        "Jul 28 12 pax",
        "28 Jul 02 pax",
        "Jul 28 12 pcs",
        "MAY 12 25 pcs",
        "28 Jul 14-05",
        "28 Jul 14,05",
        "Jul 28, 10 o'clock",
    ],
)
def test_a_count_or_an_hour_is_no_year(rows: Rows, line: str) -> None:
    assert day(rows(line)) is None


def test_another_date_proves_the_order(rows: Rows) -> None:
    found = day(rows("Date: 03/04/2026", "PTU issued 25/12/2025"))
    assert found
    assert (found.date, found.certain) == (datetime.date(2026, 4, 3), True)


def test_malaysian_paper_is_day_first(rows: Rows) -> None:
    found = day(rows("Date: 03/04/2026"), country="MY")
    assert found
    assert found.date == datetime.date(2026, 4, 3)


def test_the_same_day_printed_by_name_proves_the_order(rows: Rows) -> None:
    found = day(rows("Date: 03/04/2026", "3 April 2026"))
    assert found
    assert found.date == datetime.date(2026, 4, 3)


def test_a_day_that_would_be_in_the_future_is_read_the_other_way(rows: Rows) -> None:
    found = day(rows("Date: 12/01/2026"))
    assert found
    assert found.date == datetime.date(2026, 1, 12)
    assert day(rows("Date: 12/12/2026")) is None


def test_the_sales_date_wins_over_those_of_permits(rows: Rows) -> None:
    found = day(rows("05/01/2026 10:11", "TOTAL | 5.00", "PTU Date Issued: 01/02/2025", "Valid Until: 01/01/2026"))
    assert found
    assert found.date == datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("texts", "time"),
    [
        (("Date: 05/01/2026 02:05 PM",), "14:05"), (("Date: 05/01/2026", "14:05:33"), "14:05:33"),
        (("Date: 05/01/2026", "Time: 2:05PM"), "14:05"), (("Date: 05/01/2026 02:05:00", "PM"), "14:05"),
        (("Date :05-01-202612:07:10",), "12:07:10"), (("Date: 05/01/2026 12:05 AM",), "00:05"), (("Date: 05/01/2026 1405H",), "14:05"),
    ],
)  # fmt: skip
def test_reads_the_time_beside_or_below_the_date(rows: Rows, texts: tuple[str, ...], time: str) -> None:
    printed = rows(*texts)
    moment = find_time(printed, day(printed))
    assert moment
    assert moment.value == datetime.time.fromisoformat(time)


def test_opening_hours_are_not_the_time_of_the_sale(rows: Rows) -> None:
    printed = rows("Date: 05/01/2026", "MALL HOURS", "OPEN 10:00 - 22:00")
    assert find_time(printed, day(printed)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("25/07/28", "2025-07-28"), ("25-07-28 14:05", "2025-07-28"), ("25.7.28", "2025-07-28"), ("24/02/29", "2024-02-29"), ("26/11/20", "2026-11-20"),
     ("2025/07/28", "2025-07-28"), ("28/07/25", "2025-07-28"), ("28 Jul 25", "2025-07-28")],
)  # fmt: skip
def test_the_setting_may_say_that_the_year_is_first(rows: Rows, text: str, expected: str) -> None:
    found = day(rows(text), order="ymd")
    assert found
    assert found.date == datetime.date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["12/03/18", "25/07/12", "10-11-12", "05.06.07", "20/08/19"])
def test_a_year_that_may_be_first_is_unsure(rows: Rows, text: str) -> None:
    found = day(rows(text), order="ymd", country="PH")
    assert found
    assert not found.certain
    assert found.date.year == 2000 + int(text[:2])


def test_a_day_that_cannot_begin_with_its_year_tells_it_for_the_others(rows: Rows) -> None:
    found = day(rows("Date: 12/03/18", "PTU issued 28/02/17"), order="ymd")
    assert found
    assert (found.date, found.certain) == (datetime.date(2018, 3, 12), True)


@pytest.mark.parametrize(
    "text", ["28/07/2568", "28/07/68", "28 JUL 2568", "28-07-68 14:05", "28.07.2568 14:05", "28/07/2025", "07/28/2025"]
)
def test_thai_paper_counts_years_its_own_way(rows: Rows, text: str) -> None:
    found = day(rows(text), country="TH")
    assert found
    assert (found.date, found.certain) == (datetime.date(2025, 7, 28), True)


@pytest.mark.parametrize(
    "text", ["28/07/2568 B.E.", "B.E. 2568-07-28", "28 Jul 2568 BE", "28 Jul B.E. 2568", "28/07/68 (B.E.)"]
)
def test_a_year_that_is_called_buddhist_is(rows: Rows, text: str) -> None:
    found = day(rows(text))
    assert found
    assert found.date == datetime.date(2025, 7, 28)


@pytest.mark.parametrize(
    "text",
    ["28/07/2568", "28/07/68", "28 Jul 2225", "28 Jul 14:05", "Date: Jul 28, 10:32 AM", "28/07 14:05", "28/07/1825"],
)
def test_a_day_without_a_year_that_can_be_is_none(rows: Rows, text: str) -> None:
    assert day(rows(text)) is None


@pytest.mark.parametrize(
    "text", ["28 Jul 14:05", "Jul 28, 2:05 PM", "28/07 14h05", "Date: 28-Jul 14:05:00", "28.07. 14:05"]
)
def test_a_day_without_a_year_keeps_its_time(rows: Rows, text: str) -> None:
    moment = find_time(rows(text), None)
    assert moment
    assert moment.value == datetime.time(14, 5)


def test_a_date_between_points_is_no_time(rows: Rows) -> None:
    assert find_time(rows("Date: 12.03.18", "TOTAL | 5.00"), None) is None


FORMS = (
    "%d.%m.%Y", "%d-%b-%y", "%b%d'%y", "%Y/%m/%d(%a)", "%d %b '%y", "%b-%d-%Y", "%d. %m. %Y", "%B %d, %Y", "%d %B %Y", "%d%b%Y", "%Y %b %d", "%Y-%m-%d",
    "%a %d %b %Y", "%A, %b %d, %Y", "%d/%b/%Y", "%d %b, %y", "%b. %d, %y", "%d/%m/%Y", "%d/%m/%y", "%Y年%m月%d日", "%d {} %Y", "%d {} %y", "{} %d, %Y", "%d %b", "%b %d", "%d/%m",
)  # fmt: skip
TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I:%M:%S %p", "%Hh%M", "%H%MH", "%H.%M", "%H %M", "%H:%M:%S PHT")  # fmt: skip
JOINS = (" ", "  ", "-", " - ", ", ", " @ ", "", " | ", " Time: ")


@st.composite
def printed(draw: st.DrawFn) -> tuple[datetime.date, datetime.time, str]:
    """Return a day, a time, and how a till may print them on one line."""
    day, time = draw(st.dates(datetime.date(1996, 1, 1), datetime.date(2026, 11, 19))), draw(st.times())
    moment, clock = datetime.datetime.combine(day, time), draw(st.sampled_from(TIMES))
    join = draw(st.sampled_from(JOINS))
    form = draw(st.sampled_from(FORMS)).format(draw(st.sampled_from(MONTHS[day.month - 1])))
    if clock in ("%H.%M", "%H %M"):
        # 20 and 14 05 without a blank between them are the year 2014 to anybody.
        join = join or " "
    # Unix prints the year behind the time.
    order = draw(
        st.sampled_from((f"{form}{join}{clock}", f"{clock}{join}{form}", f"%b %d {clock} %Y", f"%d %b {clock} %Y"))
    )
    return day, time, draw(st.sampled_from(("", "DATE: "))) + moment.strftime(order)


@settings(max_examples=120, deadline=None)
@given(printed())
@example((datetime.date(2020, 1, 1), datetime.time(0, 0), "01-Jan-2000h00"))
def test_a_printed_day_is_read_as_itself_or_not_surely(sale: tuple[datetime.date, datetime.time, str]) -> None:
    day, time, text = sale
    texts = ("KEDAI BESI MAJU SDN BHD", text, "TEA | 5.00", "TOTAL | 5.00")
    facts = extract([write(texts)], Locale(today=TODAY))
    assert facts.date is None or facts.date.value == day or facts.date.confidence < 0.9, text
    assert facts.time is None or facts.time.value.strftime("%H:%M") == time.strftime("%H:%M"), text
