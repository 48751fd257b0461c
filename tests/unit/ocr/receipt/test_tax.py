import datetime
from collections import Counter
from decimal import Decimal

import pytest

from ocr.receipt import tax
from ocr.receipt.tax import TAXES, Tax, last_day, rate_of, rates, rounded_to, tax_in, tax_on

ONE_DAY = datetime.timedelta(days=1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def percents(country: str | None, at: str | None, effect: tax.Effect = "charged") -> dict[str, set[str]]:
    """Return the rates by kind, in per cent."""
    found: dict[str, set[str]] = {}
    for row in rates(country, day(at) if at else None, effect):
        found.setdefault(row.kind, set()).add(str(row.rate))
    return found


def test_a_row_holds_from_its_first_day_to_its_last() -> None:
    for row in TAXES:
        first, last = row.since, last_day(row)
        assert first <= last, row
        assert row in rates(row.country, first, row.effect)
        assert row in rates(row.country, last, row.effect)
        assert row not in rates(row.country, first - ONE_DAY, row.effect)
        if last < datetime.date.max:
            assert row not in rates(row.country, last + ONE_DAY, row.effect)


def test_one_rate_of_a_kind_and_scope_holds_on_a_day() -> None:
    for row in TAXES:
        for at in (row.since, last_day(row)):
            held = Counter((each.kind, each.scope) for each in rates(row.country, at, row.effect))
            assert held[row.kind, row.scope] == 1, row


def test_every_row_names_its_law() -> None:
    assert all(row.law and row.kind and len(row.country) == 2 for row in TAXES)
    assert all(each.source for each in tax.ROUNDINGS)


@pytest.mark.parametrize(
    ("country", "at", "kinds"),
    [
        ("PH", "1987-12-31", {}),
        ("PH", "2006-01-31", {"VAT": {"10", "0"}}),
        ("PH", "2006-02-01", {"VAT": {"12", "0"}}),
        ("MY", "2010-12-31", {"sales tax": {"5", "10"}, "service tax": {"5"}}),
        ("MY", "2011-01-01", {"sales tax": {"5", "10"}, "service tax": {"6"}}),
        ("MY", "2015-03-31", {"sales tax": {"5", "10"}, "service tax": {"6"}}),
        ("MY", "2015-04-01", {"GST": {"6", "0"}}),
        ("MY", "2018-05-31", {"GST": {"6", "0"}}),
        ("MY", "2018-06-01", {"GST": {"0"}}),
        ("MY", "2018-08-31", {"GST": {"0"}}),
        ("MY", "2018-09-01", {"sales tax": {"5", "10"}, "service tax": {"6"}}),
        ("MY", "2024-02-29", {"sales tax": {"5", "10"}, "service tax": {"6"}}),
        ("MY", "2024-03-01", {"sales tax": {"5", "10"}, "service tax": {"6", "8"}}),
        ("SG", "2022-12-31", {"GST": {"7"}}),
        ("SG", "2023-12-31", {"GST": {"8"}}),
        ("SG", "2024-01-01", {"GST": {"9"}}),
        ("ID", "2022-03-31", {"PPN": {"10"}, "PB1": {"10"}}),
        ("ID", "2022-04-01", {"PPN": {"11"}, "PB1": {"10"}}),
        ("ID", "2025-01-01", {"PPN": {"11", "12"}, "PB1": {"10"}}),
        ("AU", "2000-06-30", {}),
        ("AU", "2000-07-01", {"GST": {"10"}}),
        ("NZ", "2010-09-30", {"GST": {"12.5"}}),
        ("NZ", "2010-10-01", {"GST": {"15"}}),
        ("GB", "2008-11-30", {"VAT": {"17.5", "5", "0"}}),
        ("GB", "2009-12-31", {"VAT": {"15", "5", "0"}}),
        ("GB", "2011-01-03", {"VAT": {"17.5", "5", "0"}}),
        ("GB", "2011-01-04", {"VAT": {"20", "5", "0"}}),
        ("GB", "2022-03-31", {"VAT": {"20", "12.5", "5", "0"}}),
        ("TH", "1999-03-31", {"VAT": {"10"}}),
        ("TH", "1999-04-01", {"VAT": {"7"}}),
        ("US", "2024-01-01", {}),
    ],
)
def test_what_is_charged_on_a_day(country: str, at: str, kinds: dict[str, set[str]]) -> None:
    assert percents(country, at) == kinds


def test_food_stays_at_six_percent_where_other_services_are_taxed_at_eight() -> None:
    by_scope = {
        row.scope.split(",")[0]: str(row.rate) for row in rates("MY", day("2024-03-01")) if row.kind == "service tax"
    }
    assert by_scope == {"": "8", "food and beverages": "6"}


@pytest.mark.parametrize(
    ("at", "rate"), [("2020-06-30", "3"), ("2020-07-01", "1"), ("2023-06-30", "1"), ("2023-07-01", "3")]
)
def test_the_percentage_tax_of_sellers_without_vat_is_borne_by_them(at: str, rate: str) -> None:
    assert percents("PH", at, "borne") == {"percentage tax": {rate}}


def test_discounts_and_withheld_taxes_are_not_charged() -> None:
    at = "2026-01-01"
    assert percents("PH", at, "discount") == {"senior citizen discount": {"20", "5"}, "PWD discount": {"20", "5"}}
    assert percents("PH", at, "withheld")["withholding tax"] == {"1", "2", "5", "10", "15"}
    assert set(percents("PH", at)) == {"VAT"}


def test_without_a_country_or_a_day_every_rate_may_hold() -> None:
    assert {row.country for row in rates(None, day("2024-03-01"))} == {"PH", "MY", "SG", "ID", "AU", "NZ", "GB", "TH"}
    assert percents("SG", None) == {"GST": {"3", "4", "5", "7", "8", "9"}}
    assert set(rates(None, None)) == {row for row in TAXES if row.effect == "charged"}
    assert set(tax.ADDED_RATES) <= {row.rate for row in rates(None, None)}


@pytest.mark.parametrize(
    ("country", "at", "unit"),
    [
        ("MY", "2008-03-31", None),
        ("MY", "2008-04-01", "0.05"),
        ("MY", None, "0.05"),
        ("SG", "2024-01-01", "0.05"),
        ("AU", "2024-01-01", "0.05"),
        ("NZ", "2006-10-31", "0.05"),
        ("NZ", "2006-11-01", "0.10"),
        ("PH", "2024-01-01", None),
        (None, None, None),
    ],
)
def test_what_totals_are_rounded_to(country: str | None, at: str | None, unit: str | None) -> None:
    assert rounded_to(country, day(at) if at else None) == (None if unit is None else Decimal(unit))


def test_no_rounding_is_larger_than_half_of_what_is_rounded_to() -> None:
    assert Decimal("0.05") == tax.LARGEST_ROUNDING


@pytest.mark.parametrize(
    ("net", "rate", "amount"), [("100", "8", "8"), ("741.07", "12", "88.9284"), ("40", "12.5", "5")]
)
def test_the_tax_on_a_net_amount_is_the_tax_in_their_sum(net: str, rate: str, amount: str) -> None:
    assert tax_on(Decimal(net), Decimal(rate)) == Decimal(amount)
    assert tax_in(Decimal(net) + Decimal(amount), Decimal(rate)) == Decimal(amount)


@pytest.mark.parametrize(
    ("net", "printed", "found"),
    [("100.00", "6.00", "6"), ("100.00", "12.01", "12"), ("100.00", "12.02", None), ("100.00", "7.00", None)],
)
def test_the_rate_is_the_first_that_makes_the_tax(net: str, printed: str, found: str | None) -> None:
    rate = rate_of(Decimal(net), Decimal(printed), tax.ADDED_RATES)
    assert rate == (None if found is None else Decimal(found))


def test_a_new_rate_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    nine = Tax("MY", "service tax", Decimal(9), day("2027-01-01"), "Service Tax Order 2026", included=False)
    monkeypatch.setattr(tax, "TAXES", (*TAXES, nine))
    last_day.cache_clear()
    try:
        assert percents("MY", "2026-12-31")["service tax"] == {"8", "6"}
        assert percents("MY", "2027-01-01")["service tax"] == {"9", "6"}
    finally:
        last_day.cache_clear()


def test_what_is_added_to_a_subtotal_is_a_tax_at_a_rate_of_shops_since_2015() -> None:
    assert set(map(str, tax.ADDED_RATES)) == {"6", "8", "12"}
