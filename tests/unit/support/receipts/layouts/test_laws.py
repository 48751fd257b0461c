from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.receipt.tax import rounded_to
from tests.support.receipts import LAWS, draw
from tests.support.receipts.job import Job
from tests.support.receipts.layouts.laws import Sale, rate

MakeJob = Callable[..., Job]


@pytest.mark.parametrize("layout", LAWS)
def test_a_receipt_of_a_law_adds_up_to_a_whole_number_of_coins(layout: str) -> None:
    truth = draw(layout, 3).truth
    totals = truth.totals
    assert totals.subtotal == sum(item.amount for item in truth.line_items)
    assert totals.total_amount is not None
    assert totals.cash is not None
    assert totals.cash - (totals.change or 0) == totals.total_amount
    assert totals.total_amount % (rounded_to(LAWS[layout].country, LAWS[layout].days[0]) or Decimal("0.01")) == 0


def test_no_rate_is_made_up_for_a_law_that_is_not_in_the_table(make_job: MakeJob) -> None:
    with pytest.raises(StopIteration):
        rate(make_job(), Sale((), "VAT", "no such scope"))


def test_the_rate_is_that_of_the_day(make_job: MakeJob) -> None:
    found = [rate(make_job(country="MY", year=year), Sale((), "service tax")) for year in (2019, 2025)]
    assert found == [Decimal(6), Decimal(8)]
