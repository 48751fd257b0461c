from collections.abc import Callable
from decimal import Decimal

from tests.support.receipts import Truth

TruthOf = Callable[[str, int], Truth]
TotalsOf = Callable[[str, int], dict[str, Decimal]]
SEEDS = range(1, 13)
HALF_A_CENTAVO = Decimal("0.005")


def test_a_carinderia_shows_no_tax(truth: TruthOf, totals: TotalsOf) -> None:
    for seed in SEEDS:
        assert truth("carinderia_nonvat", seed).bir.vat_registered is False, seed
        assert "tax_amount" not in totals("carinderia_nonvat", seed), seed


def test_a_senior_alone_is_exempt_and_has_20_percent_off(totals: TotalsOf) -> None:
    for seed in SEEDS:
        shown = totals("senior_restaurant", seed)
        assert shown["vatable_sales"] == shown["tax_amount"] == 0, seed
        assert shown["vat_exempt_sales"] - shown["discount"] == shown["total_amount"], seed
        assert abs(shown["vat_exempt_sales"] / 5 - shown["discount"]) <= HALF_A_CENTAVO, seed


def test_a_shared_bill_has_both_classes(totals: TotalsOf) -> None:
    for seed in SEEDS:
        shown = totals("senior_shared_bill", seed)
        parts = shown["vatable_sales"] + shown["tax_amount"] + shown["vat_exempt_sales"]
        assert shown["vatable_sales"] > 0, seed
        assert parts - shown["discount"] == shown["total_amount"], seed


def test_a_service_charge_is_a_tenth_of_the_net_amount(totals: TotalsOf) -> None:
    for seed in SEEDS:
        shown = totals("service_charge_restaurant", seed)
        assert abs(shown["vatable_sales"] / 10 - shown["service_charge"]) <= HALF_A_CENTAVO, seed
        assert shown["vatable_sales"] + shown["tax_amount"] + shown["service_charge"] == shown["total_amount"], seed


def test_fast_food_was_receipted_once_and_is_invoiced_now(truth: TruthOf) -> None:
    assert {truth("fast_food", seed).document_type for seed in SEEDS} == {"official_receipt", "invoice"}


def test_an_order_number_is_not_the_receipts(truth: TruthOf) -> None:
    for seed in SEEDS:
        shown = truth("fast_food", seed)
        (order,) = [line.text for line in shown.lines if line.text.startswith("ORDER #")]
        assert order.split()[-1] != shown.receipt_number, seed
