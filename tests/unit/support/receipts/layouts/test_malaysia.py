from collections.abc import Callable
from decimal import Decimal

import pytest

TotalsOf = Callable[[str, int], dict[str, Decimal]]
few_seeds = pytest.mark.parametrize("seed", range(1, 5))


@few_seeds
@pytest.mark.parametrize("layout", ["my_gst_retail", "my_gst_restaurant"])
def test_gst_receipts_add_up_to_a_total_in_five_sen(layout: str, seed: int, totals: TotalsOf) -> None:
    shown = totals(layout, seed)
    assert shown["subtotal"] + shown["tax_amount"] + shown["rounding"] == shown["total_amount"]
    assert shown["total_amount"] % Decimal("0.05") == 0


@few_seeds
def test_the_gst_summary_states_the_taxed_sales(seed: int, totals: TotalsOf) -> None:
    shown = totals("my_gst_retail", seed)
    assert shown["vatable_sales"] + shown.get("zero_rated_sales", 0) == shown["subtotal"]


@few_seeds
def test_a_cafe_adds_service_tax(seed: int, totals: TotalsOf) -> None:
    shown = totals("my_sst_cafe", seed)
    charged = shown["subtotal"] + shown.get("service_charge", 0)
    assert charged + shown["tax_amount"] + shown["rounding"] == shown["total_amount"]
