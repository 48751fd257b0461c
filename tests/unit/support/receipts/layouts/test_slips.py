from collections.abc import Callable

from tests.support.receipts import Truth

TruthOf = Callable[[str, int], Truth]
SEEDS = range(1, 13)


def test_fuel_is_sold_by_the_thousandth_of_a_litre(truth: TruthOf) -> None:
    for seed in SEEDS:
        (item,) = truth("fuel_station", seed).line_items
        assert item.quantity is not None, seed
        assert item.quantity % 1, seed


def test_a_card_slip_has_a_total_but_neither_tax_nor_items(truth: TruthOf) -> None:
    for seed in SEEDS:
        shown = truth("card_slip", seed)
        assert (shown.document_type, shown.payment_method) == ("card_slip", "card"), seed
        assert (shown.totals.tax_amount, shown.bir.tin, shown.line_items) == (None, None, ()), seed
