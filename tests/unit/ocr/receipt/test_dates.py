import datetime
from collections.abc import Callable

import pytest

from ocr.receipt.choice import choose
from ocr.receipt.country import Country
from ocr.receipt.dates import Day, find_dates, find_time, read_days
from ocr.receipt.locale import DateOrder, Locale
from ocr.receipt.rows import Row
from ocr.receipt.weights import DATE

Rows = Callable[..., tuple[Row, ...]]
TODAY = datetime.date(2026, 11, 20)


def day(rows: tuple[Row, ...], *, order: DateOrder = "mdy", country: Country | None = None) -> Day | None:
    choice = choose(read_days(rows, Locale(today=TODAY, date_order=order), country), DATE)
    return choice.what if choice else None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Date :16-03-201812:07:10", "16-03-2018"), ("14/03/20185:57:07PM", "14/03/2018"), ("12/03/18", "12/03/18"),
        ("01-Nov-2017 11:20:04AM", "01-Nov-2017"), ("04:54 pm, 27 March, 2018", "27 March, 2018"), ("Jan 29, 2026", "Jan 29, 2026"),
        ("2018-03-16", "2018-03-16"), ("3O/O4/2O18", "3O/O4/2O18"), ("6/2/2017 12:42 PM", "6/2/2017"), ("20180304", "20180304"),
    ],
)  # fmt: skip
def test_finds_a_date_as_printed(text: str, printed: str) -> None:
    assert [date.text for date in find_dates(text)] == [printed]


@pytest.mark.parametrize(
    "text", ["NO 43-45-47G", "123-456-789-00000", "03-7805 7889", "1.25.3", "99/99/2018", "12 Foo 2018"]
)
def test_numbers_with_dashes_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(("order", "expected"), [("mdy", (2026, 3, 4)), ("dmy", (2026, 4, 3))])
def test_an_open_order_is_the_settings(rows: Rows, order: DateOrder, expected: tuple[int, int, int]) -> None:
    found = day(rows("Date: 03/04/2026"), order=order)
    assert found
    assert found.date == datetime.date(*expected)
    assert not found.certain


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
    assert moment.time == datetime.time.fromisoformat(time)


def test_opening_hours_are_not_the_time_of_the_sale(rows: Rows) -> None:
    printed = rows("Date: 05/01/2026", "MALL HOURS", "OPEN 10:00 - 22:00")
    assert find_time(printed, day(printed)) is None
