from collections.abc import Callable

import pytest

from tests.support.receipts import Truth

TruthOf = Callable[[str, int], Truth]
few_seeds = pytest.mark.parametrize("seed", range(1, 5))


@few_seeds
def test_fuel_is_sold_by_the_thousandth_of_a_litre(seed: int, truth: TruthOf) -> None:
    (item,) = truth("fuel_station", seed).line_items
    assert item.quantity is not None
    assert item.quantity % 1


@few_seeds
def test_a_card_slip_has_a_total_but_neither_tax_nor_items(seed: int, truth: TruthOf) -> None:
    shown = truth("card_slip", seed)
    assert (shown.document_type, shown.payment_method) == ("card_slip", "card")
    assert (shown.totals.tax_amount, shown.bir.tin, shown.line_items) == (None, None, ())
