"""Receipts of every tax law are read, and their tax is checked against the law of their country and day."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ocr.model import Check, Facts
from tests.support.receipts import LAWS, marks
from tests.support.receipts.marks import Row

Read = Callable[..., Facts]
SEEDS = range(1, 4)
TAX, TOTAL = "totals.tax_amount", "totals.total_amount"

# The rate in per cent from each day on, beside the table of law; of the others no tax is charged, or no law is known.
RATES: dict[str, dict[str, str]] = {
    "ph_vat_of_10": {"2001-01-01": "10"},
    "ph_vat": {"2006-02-01": "12"},
    "ph_basic_goods": {"2010-10-17": "12"},
    "my_service_tax_of_2011": {"2011-01-01": "6"},
    "my_hotel": {"2018-09-01": "6", "2024-03-01": "8"},
    "my_workshop": {"2018-09-01": "6", "2024-03-01": "8"},
    "my_sales_tax": {"2018-09-01": "10"},
    "sg_cafe": {"2020-01-01": "7", "2023-01-01": "8", "2024-01-01": "9"},
    "id_shop": {"2016-01-01": "10", "2022-04-01": "11"},
    "id_restaurant": {"2016-01-01": "10"},
    "au_shop": {"2010-01-01": "10"},
    "nz_shop": {"2006-11-01": "12.5", "2010-10-01": "15"},
    "gb_shop": {"2005-01-01": "17.5", "2008-12-01": "15", "2010-01-01": "17.5", "2011-01-04": "20"},
    "gb_coal": {"2005-01-01": "5"},
    "th_shop": {"2005-01-01": "7"},
}
UNTAXED = ("ph_zero_rated", "ph_nonvat_withheld", "my_gst_of_nil", "gb_books")
# There a tax between two rates may be that of a part of the sale: only one above them all is wrong.
SEVERAL_RATES = ("MY", "ID", "GB")


def rows(layout: str, seed: int) -> list[Row]:
    return [mark for mark in marks(layout, seed) if isinstance(mark, Row)]


def texts(printed: list[Row]) -> list[str]:
    return [" | ".join(cell.text for cell in row.cells) for row in printed]


def stated(printed: list[Row]) -> dict[str, Any]:
    return {path: value for row in printed for cell in row.cells for path, value in cell.facts.items()}


def misprinted(layout: str, printed: list[Row]) -> Iterator[Row]:
    """Yield the rows with 1.00 more tax, of a coffee less; more than the highest rate of the law where it has several."""
    says = stated(printed)
    several = LAWS[layout].country in SEVERAL_RATES
    wrong = says[TOTAL] * Decimal("0.22") if several else says[TAX] + min(Decimal(1), says[TOTAL] / 10)
    shown = f"Rp {wrong:.0f}" if LAWS[layout].country == "ID" else f"{wrong:.2f}"
    for row in printed:
        yield replace(row, cells=tuple(replace(c, text=shown) if TAX in c.facts else c for c in row.cells))


def tax_rate(read: Facts) -> Check:
    return next(check for check in read.checks if check.name == "tax_rate")


def test_every_layout_is_of_a_law_or_of_none() -> None:
    assert {*RATES, *UNTAXED, "us_deli"} == set(LAWS)


@pytest.mark.parametrize("layout", RATES)
def test_the_tax_and_the_total_are_read_and_the_rate_is_that_of_the_day(facts: Read, layout: str) -> None:
    for seed in SEEDS:
        printed = rows(layout, seed)
        says, read = stated(printed), facts(*texts(printed))
        assert read.totals.total_amount, seed
        assert read.totals.tax_amount, seed
        assert (read.totals.total_amount.value, read.totals.tax_amount.value) == (says[TOTAL], says[TAX]), seed
        rate = [rate for since, rate in RATES[layout].items() if since <= says["date"]][-1]
        check = tax_rate(read)
        assert check.status == "pass", seed
        assert check.detail.startswith(f"{rate} % "), seed


@pytest.mark.parametrize("layout", [*RATES, "my_gst_of_nil"])
def test_a_misprinted_tax_fails(facts: Read, layout: str) -> None:
    for seed in SEEDS:
        read = facts(*texts(list(misprinted(layout, rows(layout, seed)))))
        assert tax_rate(read).status == "fail", (seed, tax_rate(read), read.totals.tax_amount)


@pytest.mark.parametrize("layout", UNTAXED)
def test_no_tax_is_no_failure(facts: Read, layout: str) -> None:
    for seed in SEEDS:
        printed = rows(layout, seed)
        read = facts(*texts(printed))
        assert read.totals.total_amount, seed
        assert read.totals.total_amount.value == stated(printed)[TOTAL], seed
        assert tax_rate(read).status != "fail", seed


def test_a_sales_tax_of_the_united_states_never_fails(facts: Read) -> None:
    for seed in SEEDS:
        printed = rows("us_deli", seed)
        says = stated(printed)
        for some in (printed, list(misprinted("us_deli", printed))):
            read = facts(*texts(some))
            assert read.totals.total_amount, seed
            assert read.totals.total_amount.value == says[TOTAL], seed
            assert read.totals.tax_amount, seed
            assert str(read.totals.tax_amount.value) in tax_rate(read).detail, seed
            assert tax_rate(read).status != "fail", seed


@pytest.mark.parametrize(("layout", "rates"), [(name, set(rates.values())) for name, rates in RATES.items()])
def test_every_rate_is_drawn(layout: str, rates: set[str]) -> None:
    days = {stated(rows(layout, seed))["date"] for seed in range(1, 60)}
    drawn = {[rate for since, rate in RATES[layout].items() if since <= day][-1] for day in days}
    assert drawn == rates
    first, last = (day.isoformat() for day in LAWS[layout].days)
    assert first <= min(days) <= max(days) <= last < datetime.date(2026, 11, 1).isoformat()
