from collections.abc import Callable
from decimal import Decimal

from tests.support.receipts import Truth

TruthOf = Callable[[str, int], Truth]
TotalsOf = Callable[[str, int], dict[str, Decimal]]
SEEDS = range(1, 13)


def test_a_grocery_has_many_items(truth: TruthOf) -> None:
    for seed in SEEDS:
        assert len(truth("grocery_vat", seed).line_items) >= 6, seed


def test_a_mixed_invoice_has_sales_in_all_three_classes(totals: TotalsOf) -> None:
    for seed in SEEDS:
        shown = totals("mixed_vat", seed)
        parts = [shown[name] for name in ("vatable_sales", "tax_amount", "vat_exempt_sales", "zero_rated_sales")]
        assert min(parts) > 0, seed
        assert sum(parts) == shown["total_amount"], seed


def test_a_neighbourhood_store_shows_no_tax(truth: TruthOf, totals: TotalsOf) -> None:
    for seed in SEEDS:
        assert truth("sari_sari_nonvat", seed).bir.vat_registered is False, seed
        assert not {"tax_amount", "vatable_sales"} & set(totals("sari_sari_nonvat", seed)), seed


def test_a_convenience_store_takes_cash_and_wallets(truth: TruthOf) -> None:
    assert {"cash", "e_wallet"} <= {truth("convenience", seed).payment_method for seed in SEEDS}


def test_a_pharmacy_sells_exempt_medicines_and_serves_seniors(totals: TotalsOf) -> None:
    drawn = [totals("pharmacy", seed) for seed in SEEDS]
    assert any("discount" in shown for shown in drawn)
    assert any("discount" not in shown and shown["vat_exempt_sales"] > 0 for shown in drawn)


def test_a_department_store_takes_cards_and_gives_discounts(truth: TruthOf, totals: TotalsOf) -> None:
    assert {"card", "cash"} <= {truth("department", seed).payment_method for seed in SEEDS}
    assert any("discount" in totals("department", seed) for seed in SEEDS)
