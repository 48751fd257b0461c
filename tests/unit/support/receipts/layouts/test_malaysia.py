from collections.abc import Callable
from decimal import Decimal

import pytest

TotalsOf = Callable[[str, int], dict[str, Decimal]]
SEEDS = range(1, 13)


@pytest.mark.parametrize("layout", ["my_gst_retail", "my_gst_restaurant"])
def test_gst_receipts_add_up_to_a_total_in_five_sen(layout: str, totals: TotalsOf) -> None:
    for seed in SEEDS:
        shown = totals(layout, seed)
        assert shown["subtotal"] + shown["tax_amount"] + shown["rounding"] == shown["total_amount"], seed
        assert shown["total_amount"] % Decimal("0.05") == 0, seed


def test_the_gst_summary_states_the_taxed_sales(totals: TotalsOf) -> None:
    for seed in SEEDS:
        shown = totals("my_gst_retail", seed)
        assert shown["vatable_sales"] + shown.get("zero_rated_sales", 0) == shown["subtotal"], seed


def test_a_cafe_adds_service_tax(totals: TotalsOf) -> None:
    for seed in SEEDS:
        shown = totals("my_sst_cafe", seed)
        charged = shown["subtotal"] + shown.get("service_charge", 0)
        assert charged + shown["tax_amount"] + shown["rounding"] == shown["total_amount"], seed
