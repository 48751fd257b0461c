import datetime
from decimal import Decimal

import pytest

from ocr.receipt.fields.tax_rate import check_rate


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def checked(country: str | None, at: str | None, amounts: tuple[str | None, ...]) -> tuple[str, str]:
    """Check a tax, the sale that it is on, and the total."""
    printed, net, total = (None if each is None else Decimal(each) for each in amounts)
    return check_rate(country, day(at) if at else None, printed, net=net, total=total)


@pytest.mark.parametrize(
    ("country", "at", "amounts", "status", "says"),
    [
        ("PH", "2024-05-01", ("83.04", "692.00", None), "pass", "12 % VAT, NIRC"),
        ("PH", "2024-05-01", ("93.04", "692.00", None), "fail", "83.04 of 692.00, printed 93.04"),
        ("PH", "2006-01-31", ("10.00", "100.00", None), "pass", "10 % VAT"),
        ("PH", "2006-02-01", ("10.00", "100.00", None), "fail", "12 % VAT"),
        ("PH", None, ("0.00", "0.00", "90.00"), "pass", "12 % VAT"),
        # A sale of exempt goods beside taxed ones.
        ("PH", "2024-05-01", ("12.00", None, "212.00"), "not_applicable", "another rate, or none"),
        ("PH", "2024-05-01", ("0.00", "100.00", None), "not_applicable", "no known rate"),
        ("PH", "2024-05-01", ("11.00", "100.00", None), "fail", "12 % VAT"),
        ("MY", "2016-05-01", ("6.00", None, "106.00"), "pass", "6 % GST"),
        ("MY", "2016-05-01", ("6.02", None, "106.00"), "pass", "6 % GST"),
        ("MY", "2016-05-01", ("6.03", None, "106.00"), "fail", "6 % GST"),
        ("MY", "2016-05-01", ("3.00", None, "106.00"), "not_applicable", "another rate, or none"),
        # A rounding that was taken for the tax.
        ("MY", "2016-05-01", ("-0.02", None, "106.00"), "not_applicable", "another rate, or none"),
        ("MY", "2018-06-01", ("6.00", None, "106.00"), "fail", "0 % GST"),
        ("MY", "2024-03-01", ("8.00", "100.00", None), "pass", "8 % service tax, Service Tax (Rate of Tax) (Amendment) Order 2024"),
        ("MY", "2024-03-01", ("8.00", None, "108.00"), "pass", "8 % service tax"),
        ("MY", "2024-03-01", ("6.00", None, "106.00"), "pass", "6 % service tax on food and beverages"),
        ("MY", "2024-02-29", ("8.00", "100.00", None), "not_applicable", "less than 10 %"),
        ("MY", "2024-03-01", ("11.00", "100.00", None), "fail", "8 % service tax"),
        # A room at 8 % and a breakfast at 6 % on one bill.
        ("MY", "2024-03-01", ("14.00", "200.00", None), "not_applicable", "another rate"),
        ("SG", "2024-01-01", ("9.00", None, "109.00"), "pass", "9 % GST"),
        ("SG", "2023-12-31", ("9.00", None, "109.00"), "fail", "8 % GST"),
        ("SG", "2023-12-31", ("8.00", "100.00", None), "pass", "8 % GST"),
        ("TH", "2024-01-01", ("7.00", None, "107.00"), "pass", "7 % VAT"),
        ("GB", "2024-01-01", ("1.05", "21.00", None), "pass", "5 % VAT on reduced rate"),
        # Rupiah have no cents.
        ("ID", "2025-06-01", ("2752", "25018", None), "pass", "11 % PPN"),
        ("ID", "2025-06-01", ("9910", "100000", None), "fail", "11 % PPN"),
        # Without a country, any law may be the one.
        (None, "2024-01-01", ("15.00", "100.00", None), "pass", "15 % GST"),
        (None, "2024-01-01", ("13.00", "100.00", None), "not_applicable", "no known rate"),
        (None, None, ("8.00", None, "108.00"), "pass", "8 %"),
        # The state of New York asks for 8.875 %.
        ("US", "2024-01-01", ("8.88", "100.00", None), "not_applicable", "no known rate"),
        ("PH", "1980-01-01", ("9.90", "100.00", None), "not_applicable", "no known rate"),
        ("PH", None, (None, "100.00", "112.00"), "not_applicable", "not printed"),
        ("MY", None, ("0.00", None, "106.00"), "not_applicable", "no tax is charged on 106.00"),
        ("MY", None, ("6.00", None, None), "not_applicable", "not printed"),
    ],
)  # fmt: skip
def test_a_tax_is_checked_against_the_law_of_its_country_and_day(
    country: str | None, at: str | None, amounts: tuple[str | None, ...], status: str, says: str
) -> None:
    found, detail = checked(country, at, amounts)
    assert found == status
    assert says in detail


@pytest.mark.parametrize("cents", range(1, 400, 7))
def test_a_tax_never_fails_without_a_country(cents: int) -> None:
    assert checked(None, "2024-03-01", (f"{Decimal(cents) / 10}", "100.00", None))[0] != "fail"
