from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.receipt.tax import rounded_to
from tests.support.receipts import LAWS, Truth
from tests.support.receipts.job import Job
from tests.support.receipts.layouts.laws import Sale, rate

MakeJob = Callable[..., Job]


@pytest.mark.parametrize("layout", LAWS)
def test_a_receipt_of_a_law_adds_up_to_a_whole_number_of_coins(layout: str, truth: Callable[..., Truth]) -> None:
    coin = rounded_to(LAWS[layout].country, LAWS[layout].days[0]) or Decimal("0.01")
    for seed in range(1, 7):
        says = truth(layout, seed)
        totals = says.totals
        assert totals.subtotal == sum(item.amount for item in says.line_items), seed
        assert totals.total_amount is not None, seed
        assert totals.cash is not None, seed
        assert totals.cash - (totals.change or 0) == totals.total_amount, seed
        assert totals.total_amount % coin == 0, seed


def test_no_rate_is_made_up_for_a_law_that_is_not_in_the_table(make_job: MakeJob) -> None:
    with pytest.raises(StopIteration):
        rate(make_job(), Sale((), "VAT", "no such scope"))


def test_the_rate_is_that_of_the_day(make_job: MakeJob) -> None:
    found = [rate(make_job(country="MY", year=year), Sale((), "service tax")) for year in (2019, 2025)]
    assert found == [Decimal(6), Decimal(8)]
