import datetime

import pytest

from ocr.receipt.text.dates import find_dates, month_of, without_dates

SALE = datetime.date(2025, 7, 28)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Date :16-03-201812:07:10", "16-03-2018"), ("14/03/20185:57:07PM", "14/03/2018"), ("12/03/18", "12/03/18"),
        ("01-Nov-2017 11:20:04AM", "01-Nov-2017"), ("04:54 pm, 27 March, 2018", "27 March, 2018"), ("Jan 29, 2026", "Jan 29, 2026"),
        ("2018-03-16", "2018-03-16"), ("3O/O4/2O18", "3O/O4/2O18"), ("6/2/2017 12:42 PM", "6/2/2017"), ("20180304", "20180304"),
        ("07/04/2018-18:11:05", "07/04/2018"), ("-4004 CLOSED 05 May 18 20:16:19--", "05 May 18"), ("Valid until May 05, 2024", "May 05, 2024"),
        ("#13-27/04/2018", "27/04/2018"), ("#15-MON 18 NOV 2024 10:17 AM", "18 NOV 2024"), ("#1-11-05-2025 19.27", "11-05-2025"), ("T1-27/04/2018 12:33", "27/04/2018"), ("27/04/2018-12:33", "27/04/2018"), ("27/04/2018-000123", "27/04/2018"),
        ("27/04/201812:33:04", "27/04/2018"), ("12 10 2017", "12 10 2017"), ("DATE 28072025", "28072025"), ("20260728 140533", "20260728"),
        ("02:49PM 565287 05~05-17", "05~05-17"), ("05-05~18", "05-05~18"), ("01:34PM 568017 05 02-18", "05 02-18"), ("12-10/2017", "12-10/2017"),
        ("28/07/2514:05", "28/07/25"), ("28/07/2014:05", "28/07/20"), ("28Jul20252:05PM", "28Jul2025"),
    ],
)  # fmt: skip
def test_finds_a_date_as_printed(text: str, printed: str) -> None:
    assert [date.text for date in find_dates(text)] == [printed]


@pytest.mark.parametrize(
    "text",
    ["NO 43-45-47G", "123-456-789-00000", "03-7805 7889", "1.25.3", "99/99/2018", "12 Foo 2018", "DISC 10.00%", "MAY 12.25", "2 MAR 12.50", "24/7",
     "1/2 KG", "12/10/20l", "12/10/201", "12/10/2O1 14:05", "12/10/20 17", "TABLE 05 02-18", "03 12 2017 44", "1 12 10 2017", "99992018", "13132018",
     "27/04/2018/1234", "1/27/04/2018", "12 MARKET 2018", "5 JUNIOR 12", "12 MARTIN 2018", "MAYBANK 12, 2018"],
)  # fmt: skip
def test_other_numbers_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    "text",
    ["28.07.2025", "28-JUL-25", "JUL28'25", "JUL28\u201925", "2025/07/28(Mon)", "28/7/25", "28 Jul '25", "Jul-28-2025", "28. 07. 2025", "28 . 7 . 25",
     "28/07/2025", "28th July 2025", "28th of July, 2025", "July 28th, 2025", "28Jul2025", "28JUL25", "2025 Jul 28", "2025-Jul-28", "2025 28 Jul", "2025. 7. 28.",
     "2025年7月28日", "Mon, Jul 28, 2025", "28 Jul Mon 2025", "28 de julio de 2025", "28 Hulyo 2025", "ika-28 ng Hulyo 2025", "28 Julai 2025", "28. Juli 2025",
     "28 juillet 2025", "28 juillet 202514h05", "28-JUI-2025", "28 Ju1 2025", "20250728", "2O25-O7-28", "Jul.28.25",
     "MONDAY 28 JULY 2025", "28 07 2025", "28072025", "28~07~2025", "28\u201307\u20142025", "28/07-2025"],
)  # fmt: skip
def test_a_day_is_understood_however_it_is_printed(text: str) -> None:
    (date,) = find_dates(text)
    assert date.in_order("dmy") == SALE


@pytest.mark.parametrize(
    "form",
    [
        "Mon Jul 28 {} 2025",
        "Jul 28 {} 2025",
        "28 Jul {} 2025",
        "28/07 {} 2025",
        "2025 28/07 {}",
        "2025 Jul 28 {}",
        "2025 Mon Jul 28 {}",
        "2025 28 Jul {}",
    ],
)
def test_the_year_may_stand_behind_the_time_or_before_all(form: str) -> None:
    for time in ("14:05", "14:05:33", "2:05 PM", "02:05PM", "14h05", "1405H", "14:05:33 PHT", "2:05 p.m.", "14:05 hrs"):
        (date,) = find_dates(form.format(time))
        assert date.in_order("dmy") == SALE, time
        assert time in date.rest


HOURS = ("14:05", "14:05:33", "10:32 AM", "2:05 PM", "14.05", "14 05", "14h05", "1405H", "2 PM", "14H", "14:05:33 PHT", "20:15", "2015H")  # fmt: skip


@pytest.mark.parametrize(
    "form",
    [
        "28 Jul {}",
        "Jul 28 {}",
        "Jul 28, {}",
        "28/07 {}",
        "28-07-{}",
        "28.07. {}",
        "{} 28 Jul",
        "28 JUL{}",
        "28th Jul, {}",
        "28/07/{}",
        "28 Jul - {}",
    ],
)
def test_no_hour_is_a_year(form: str) -> None:
    assert [time for time in HOURS if list(find_dates(form.format(time)))] == []


YEARS = (2567, 2225, 1825, 1989, 2060, 2568, 3025, 1405)


@pytest.mark.parametrize(
    "form", ["28/07/{}", "28.07.{}", "28-Jul-{}", "Jul 28, {}", "{}-07-28", "28 Jul {}", "28/07/{} 14:05"]
)
def test_a_year_that_no_receipt_has_makes_no_date(form: str) -> None:
    assert [year for year in YEARS if list(find_dates(form.format(year)))] == []


@pytest.mark.parametrize(
    "text",
    [
        "28/07/2568",
        "28/07/68",
        "28 Jul 2568",
        "Jul 28, 2568",
        "2568-07-28",
        "28 Jul B.E. 2568",
        "28-JUL-68",
        "28/07/2025",
        "28/07/25",
        "28.07.2568 14:05",
    ],
)
def test_a_buddhist_year_is_understood_where_it_may_be_one(text: str) -> None:
    (date,) = find_dates(text, buddhist=True)
    assert date.in_order("dmy") == SALE


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [("25/07/28", "ymd", "2025-07-28"), ("25/07/12", "ymd", "2025-07-12"), ("25/07/12", "dmy", "2012-07-25"), ("03/04/2026", "ymd", "2026-04-03"), ("03/04/2026", "mdy", "2026-03-04")],
)  # fmt: skip
def test_numbers_are_read_in_the_order_asked_for(text: str, order: str, day: str) -> None:
    (date,) = find_dates(text)
    assert str(date.in_order(order)) == day  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "number"),
    [("Jan", 1), ("FEBRUARY", 2), ("Mac", 3), ("März", 3), ("Abril", 4), ("MEI", 5), ("juin", 6), ("JuI", 7), ("Hulyo", 7), ("août", 8), ("SEPT", 9),
     ("0CT", 10), ("Novernber", 11), ("DECEMEER", 12), ("Disember", 12), ("JANE", None), ("MARKET", None), ("JUNIOR", None), ("DECK", None), ("SEPARATE", None)],
)  # fmt: skip
def test_a_month_is_known_by_its_name_shortened_or_misread(name: str, number: int | None) -> None:
    assert month_of(name) == number


def test_what_is_left_without_its_dates_keeps_the_times() -> None:
    assert without_dates("Jul 28 14:05:33 2025, 12.03.18").split() == ["14:05:33", ","]
