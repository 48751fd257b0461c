from collections.abc import Callable
from decimal import Decimal

from tests.support.receipts import Truth

TruthOf = Callable[[str, int], Truth]
TotalsOf = Callable[[str, int], dict[str, Decimal]]
SEEDS = range(1, 13)


def test_the_sellers_is_the_first_of_several_tins(truth: TruthOf) -> None:
    for seed in SEEDS:
        shown = truth("ecommerce_invoice", seed)
        tins = [index for index, line in enumerate(shown.lines) if "TIN" in line.text]
        assert len(tins) >= 3, seed
        assert shown.where["bir.tin"][0] == tins[0], seed


def test_shipping_is_an_item(truth: TruthOf) -> None:
    for seed in SEEDS:
        assert truth("ecommerce_invoice", seed).line_items[-1].description == "Shipping fee", seed


def test_a_voucher_comes_off_some_orders(totals: TotalsOf) -> None:
    drawn = [totals("ecommerce_invoice", seed) for seed in SEEDS]
    assert {"discount" in shown for shown in drawn} == {True, False}
    assert all(shown["subtotal"] - shown.get("discount", 0) == shown["total_amount"] for shown in drawn)
