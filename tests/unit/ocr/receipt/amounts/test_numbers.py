from decimal import Decimal

import pytest

from ocr.receipt.amounts.numbers import find_amounts, find_whole_amount


def values(text: str) -> list[Decimal]:
    return [printed.value for printed in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5.90", "5.90"), ("RM5.90", "5.90"), ("RM 1,007.50", "1007.50"), ("P1,234.50", "1234.50"), ("₱ 99.00", "99.00"),
        ("PHP 3,766.21", "3766.21"), ("75,00", "75.00"), ("62..20", "62.20"), ("RMO.65", "0.65"), ("RM5:00", "5.00"),
        ("-0.02", "-0.02"), ("(0.02)", "-0.02"), ("-RM0.01", "-0.01"), ("12.50-", "-12.50"), ("9.60SR", "9.60"),
        ("RM 88 17 C", "88.17"), ("41 50", "41.50"), ("P500", "500.00"), ("@12.50", "12.50"), ("3x10.49", "10.49"),
        ("P793 39", "793.39"), ("P2,75916", "2759.16"), ("1,407 85", "1407.85"),
        ("1, 234.50", "1234.50"), ("1 ,234.50", "1234.50"), ("1'234.50", "1234.50"), ("1’234.50", "1234.50"),
        ("1·234.50", "1234.50"), ("1 050.00", "1050.00"), ("1 234 567.00", "1234567.00"), ("P1 234.50", "1234.50"),
        ("1.234,50", "1234.50"), ("1,23,456.00", "123456.00"),
        ("Total:1,120.00", "1120.00"), ("Total.....1,234.50", "1234.50"), ("TOTAL|1,234.50", "1234.50"), ("#99.00", "99.00"),
        ("TOTAL31.00", "31.00"), ("TOTAL----5.00", "5.00"), ("VAT_____12.00", "12.00"), ("Rs.250.00", "250.00"),
        ("1,,234.50", "1234.50"), ("1_234.50", "1234.50"), ("1;234.50", "1234.50"), ("P 1  234.50", "1234.50"),
        ("1 . 234.50", "1234.50"), ("$3.5", "3.50"), ("P110.5", "110.50"), ("60.00CR", "-60.00"), ("60.00 CR", "-60.00"), ("US$100.00", "100.00"), ("HK$1,000.00", "1000.00"), ("€12.50", "12.50"),
        ("-€5.00", "-5.00"), ("EUR 12.50", "12.50"), ("¥1,100", "1100.00"), ("Rp 110.000", "110000.00"),
        ("￥ 1,438", "1438.00"), ("Y4,251", "4251.00"), ("Total Y1,234,000", "1234000.00"), ("Y522", "522.00"), ("89, 15 EUR", "89.15"),
        ("89, 15€", "89.15"), ("€89, 15", "89.15"), ("EUR 1089, 15", "1089.15"), ("3 for $5, 10 for $15", "15.00"),
    ],
)  # fmt: skip
def test_reads_an_amount_as_printed_or_misread(text: str, value: str) -> None:
    assert values(text) == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "14.1.18",
        "26/06/18",
        "38.61 litre",
        "1.25L",
        "6.00 %",
        "2.6500",
        "TEL 03-4021.0276",
        "000750673920",
        "19/9",
        "A12.50",
        "l,234.50",
        "1-234.50",
        "1/234.50",
        "v1.25.3",
        "28.07.2025",
        "192.168.1.10",
        "14:05:33.50",
        "Y2026",
        "QTY1,000",
        "12, 15",
        "Basement P1, 12 Orchard",
        "MAY 12, 15",
    ],
)
def test_times_dates_measures_and_numbers_are_no_money(text: str) -> None:
    assert values(text) == []


def test_several_amounts_of_a_line_come_in_order() -> None:
    assert values("2 x 4.50   9.00 SR") == [Decimal("4.50"), Decimal("9.00")]


@pytest.mark.parametrize(
    ("read", "printed"),
    [("RM5:00", "RM5.00"), ("12 . 50", "12.50"), ("62..20", "62.20"), ("75,00", "75,00"), ("-RM0·01", "-RM0.01")],
)
def test_the_text_of_an_amount_has_the_point_that_is_printed(read: str, printed: str) -> None:
    assert [amount.text for amount in find_amounts(read)] == [printed]


def test_an_amount_without_cents_is_marked_as_such() -> None:
    (printed,) = find_amounts("RM 5")
    assert (printed.value, printed.exact) == (Decimal("5.00"), False)


@pytest.mark.parametrize("text", ["1 234.50", "TOTAL 1 234.50", "1. 234.50", "Meal 2 100.00"])
def test_digits_and_a_blank_before_an_amount_may_be_its_thousands(text: str) -> None:
    (printed,) = find_amounts(text)
    assert printed.alternative
    assert printed.alternative.value in (Decimal("1234.50"), Decimal("2100.00"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("110", "110.00"),
        ("TOTAL: 1,234", "1234.00"),
        ("60-", "-60.00"),
        ("60CR", "-60.00"),
        ("TOTAL....9", "9.00"),
        ("110.5", "110.50"),
        ("110 pesos", "110.00"),
        ("350 PHP", "350.00"),
        ("110/-", "110.00"),
        ("285.-", "285.00"),
        ("350 V", "350.00"),
        ("1,280円", "1280.00"),
    ],
)
def test_a_number_at_the_end_may_be_an_amount_without_cents(text: str, value: str) -> None:
    assert [printed.value for printed in find_whole_amount(text)] == [Decimal(value)]


@pytest.mark.parametrize("text", ["0045", "12345678", "07/28/2025", "80 SR", "No. A110", "1/234.50", "1, 234, 50"])
def test_a_number_of_something_else_is_no_amount(text: str) -> None:
    assert find_whole_amount(text) == ()


def test_a_list_of_house_numbers_is_no_money() -> None:
    assert values("NO 18, 20, 22, JALAN BUNGA") == []
