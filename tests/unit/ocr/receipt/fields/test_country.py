import datetime
from collections.abc import Callable

import pytest

from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.fields.country import Country, Likelihoods, country_candidates, known, order_of_dates
from ocr.receipt.layout.rows import Row
from ocr.receipt.locale import DateOrder, Locale
from ocr.receipt.scoring.country_weights import COUNTRY
from ocr.receipt.scoring.ranking import probabilities

Rows = Callable[..., tuple[Row, ...]]


def likely(rows: tuple[Row, ...], home: Country | None = None) -> Likelihoods:
    return probabilities(country_candidates(rows, read_amounts(rows), home), COUNTRY)


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("KEDAI SDN BHD", "43200 CHERAS, SELANGOR"), "MY"), (("TOTAL RM 5.00",), "MY"),
        (("VAT REG TIN: 1", "VATable Sales"), "PH"), (("Brgy. San Roque, Cebu City",), "PH"), (("Thank you",), None), ((), None),
        (("SIAM CAFE", "Sukhumvit Road, Bangkok", "VAT INCLUDED", "VAT 7%"), "TH"), (("TOTAL 120.00 BAHT",), "TH"), (("TAX INVOICE (ABB)",), "TH"),
        (("TAX ID 0105536000315", "VAT"), "TH"), (("TAX ID : 0-1055-36000-12-3",), "TH"), (("TAX ID NO 123-456-789-0000", "Makati City"), "PH"),
        (("BANGKOK KITCHEN SDN BHD", "TOTAL RM 5.00"), "MY"), (("BANGKOK KITCHEN INC", "VAT REG TIN: 1", "Makati City"), "PH"), (("VAT 12%",), "PH"),
    ],
)  # fmt: skip
def test_marks_on_the_paper_tell_the_country(rows: Rows, texts: tuple[str, ...], country: str | None) -> None:
    assert known(likely(rows(*texts))) == country


@pytest.mark.parametrize("home", ["MY", "SG", "AU", "NZ", "IN"])
def test_what_several_countries_print_is_likelier_of_the_readers_own(rows: Rows, home: Country) -> None:
    printed = rows("CORNER SHOP", "GST | 1.00")
    assert next(iter(likely(printed, home))) == home
    assert known(likely(printed, home), 0.75) is None


@pytest.mark.parametrize("home", ["MY", "SG"])
def test_what_is_printed_outweighs_the_readers_own_country(rows: Rows, home: Country) -> None:
    assert known(likely(rows("ABN 51 824 753 556", "Sydney NSW 2000", "GST | 1.00"), home)) == "AU"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("Sydney NSW 2000", "ABN 51 824 753 556"), "dmy"), (("Seattle, WA 98101", "206-555-0142"), "mdy"), (("GST | 1.00",), "dmy"),
        (("Tokyo, Japan", "T7000012050002"), "ymd"), (("Makati City", "VAT REG TIN 123-456-789-000"), None), (("Thank you",), None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("own", ["mdy", "dmy"])
def test_dates_are_in_the_order_that_the_likely_countries_share(
    rows: Rows, texts: tuple[str, ...], order: str | None, own: DateOrder
) -> None:
    locale = Locale(today=datetime.date(2026, 11, 20), date_order=own)
    assert order_of_dates(likely(rows(*texts)), locale).date_order == (order or own)


@pytest.mark.parametrize("text", ["SINGAPORE NOODLES | 8.90", "Mumbai Curry | 12.00", "London Gin | 9.50"])
def test_a_dish_is_of_no_country(rows: Rows, text: str) -> None:
    assert known(likely(rows("CORNER SHOP", text))) is None


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("GST | 1.50", "TOTAL | 11.50"), "NZ"), (("GST | 1.00", "TOTAL | 11.00"), "AU"), (("VAT | 2.00", "TOTAL | 12.00"), "GB"),
        (("GST | 0.60", "TOTAL | 10.60"), "MY"), (("VAT | 1.20", "TOTAL | 11.20"), "PH"),
    ],
)  # fmt: skip
def test_a_tax_without_its_rate_is_that_of_the_country_whose_rate_it_is_at(
    rows: Rows, texts: tuple[str, ...], country: str
) -> None:
    assert next(iter(likely(rows(*texts)))) == country
