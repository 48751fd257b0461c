import random
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from tests.support.receipts import catalogue
from tests.support.receipts.bill import (
    Bill,
    Good,
    Item,
    basket,
    gst_bill,
    law_bill,
    plain_bill,
    senior_bill,
    settle,
    sst_bill,
    vat_bill,
)
from tests.support.receipts.money import GST, VAT, ZERO, cents

MIXED = (*catalogue.GROCERY, *catalogue.FRESH, *catalogue.EXPORT)
SEEDS = range(60)


def one(price: str) -> tuple[Item, ...]:
    return (Item("LUNCH", Decimal(1), Decimal(price)),)


def sold(seed: int, make: Callable[[tuple[Item, ...]], Bill], goods: Sequence[Good] = MIXED) -> Bill:
    rng = random.Random(seed)
    return settle(lambda: make(basket(rng, goods, 3, 12)))


def test_vat_is_exactly_12_percent_and_the_classes_add_up() -> None:
    for seed in SEEDS:
        bill = sold(seed, vat_bill)
        taxes = bill.taxes
        assert cents(taxes.taxable * VAT) == taxes.tax, seed
        assert taxes.taxable + taxes.tax + taxes.exempt + taxes.zero_rated == bill.total, seed


def test_a_service_charge_comes_on_top_of_the_classes() -> None:
    for seed in SEEDS:
        bill = sold(seed, lambda items: vat_bill(items, service_rate=Decimal("0.10")))
        taxes = bill.taxes
        assert bill.service_charge == cents((taxes.taxable + taxes.exempt + taxes.zero_rated) / 10), seed
        assert bill.subtotal + bill.service_charge == bill.total, seed


def test_a_shared_bill_discounts_only_the_seniors_share() -> None:
    for seed in SEEDS:
        bill = sold(seed, lambda items: senior_bill(items, persons=4, seniors=1))
        taxes = bill.taxes
        assert bill.discount == cents(taxes.exempt * Decimal("0.20")), seed
        assert taxes.taxable + taxes.tax + taxes.exempt - bill.discount == bill.total, seed
        assert bill.subtotal - bill.less_vat - bill.discount == bill.total, seed


def test_a_senior_pays_714_29_of_1000_pesos() -> None:
    bill = senior_bill(one("1000.00"))
    assert (bill.taxes.exempt, bill.less_vat, bill.discount, bill.total) == tuple(
        map(Decimal, ("892.86", "107.14", "178.57", "714.29"))
    )
    assert (bill.taxes.taxable, bill.taxes.tax) == (ZERO, ZERO)


def test_a_discount_lowers_the_vatable_sales() -> None:
    bill = vat_bill(one("1220.00"), discount=Decimal("100.00"))
    assert (bill.subtotal, bill.total, bill.taxes.taxable, bill.taxes.tax) == tuple(
        map(Decimal, ("1220.00", "1120.00", "1000.00", "120.00"))
    )


def test_discounts_of_items_add_up_to_that_of_the_bill() -> None:
    items = (Item("A", Decimal(1), Decimal("100.00"), discount=Decimal("10.00")), *one("50.00"))
    assert (vat_bill(items).discount, vat_bill(items).total) == (Decimal("10.00"), Decimal("140.00"))


def test_a_seller_without_vat_registration_shows_no_tax() -> None:
    bill = plain_bill(one("75.00"))
    assert (bill.total, bill.taxes.taxable, bill.taxes.tax) == (Decimal("75.00"), ZERO, ZERO)


def test_gst_is_6_percent_and_the_total_is_rounded_to_five_sen() -> None:
    for seed in SEEDS:
        bill = sold(seed, gst_bill, catalogue.MALAYSIAN_RETAIL)
        assert cents(bill.taxes.taxable * GST) == bill.taxes.tax, seed
        assert bill.taxes.taxable + bill.taxes.tax + bill.taxes.zero_rated + bill.rounding == bill.total, seed
        assert bill.total % Decimal("0.05") == 0, seed
        assert abs(bill.rounding) <= Decimal("0.02"), seed


def test_service_tax_is_owed_on_the_service_charge_too() -> None:
    bill = sst_bill(one("100.00"), service_rate=Decimal("0.10"))
    assert (bill.service_charge, bill.taxes.tax, bill.total) == tuple(map(Decimal, ("10.00", "6.60", "116.60")))


def test_settle_draws_again_until_the_tax_is_even() -> None:
    uneven, even = vat_bill(one("0.05")), vat_bill(one("112.00"))
    assert cents(uneven.taxes.taxable * VAT) != uneven.taxes.tax
    draws = iter((uneven, uneven, even))
    assert settle(lambda: next(draws)) is even


def test_a_basket_holds_different_goods_at_prices_of_their_range() -> None:
    items = basket(random.Random(3), catalogue.GROCERY, 10, 10)
    ranges = {good.name: good for good in catalogue.GROCERY}
    assert len({item.description for item in items}) == 10
    assert all(ranges[item.description].low <= item.unit_price <= ranges[item.description].high + 1 for item in items)


def test_weighed_goods_are_sold_in_thousandths() -> None:
    items = basket(random.Random(3), catalogue.FUEL, 3, 3)
    assert all(item.quantity == item.quantity.quantize(Decimal("0.001")) and item.quantity % 1 for item in items)


@pytest.mark.parametrize(("included", "tax", "total"), [(True, "9.09", "100.00"), (False, "10.00", "110.00")])
def test_a_tax_is_within_the_prices_or_on_top_of_them(included: bool, tax: str, total: str) -> None:
    bill = law_bill(one("100.00"), Decimal("0.10"), included=included)
    assert (bill.taxes.tax, bill.total) == (Decimal(tax), Decimal(total))


def test_a_law_bill_is_reduced_before_and_rounded_behind_its_tax() -> None:
    bill = law_bill(one("99.99"), Decimal("0.09"), included=False, discount=Decimal("0.99"), coin=Decimal("0.05"))
    assert (bill.taxes.taxable, bill.taxes.tax, bill.rounding, bill.total) == tuple(
        map(Decimal, ("99.00", "8.91", "-0.01", "107.90"))
    )


def test_rupiah_have_no_cents() -> None:
    bill = law_bill(one("25750"), Decimal("0.11"), included=True, to=Decimal(1))
    assert (bill.taxes.taxable, bill.taxes.tax) == (Decimal(23198), Decimal(2552))


def test_goods_at_a_lower_rate_are_taxed_apart() -> None:
    items = (*one("110.00"), Item("BREAD", Decimal(1), Decimal("54.00"), "zero"))
    bill = law_bill(items, Decimal("0.10"), included=True, to=Decimal(1), lower=Decimal("0.08"))
    assert bill.reduced
    assert (bill.taxes.taxable, bill.taxes.tax) == (Decimal(100), Decimal(10))
    assert (bill.reduced.taxable, bill.reduced.tax) == (Decimal(50), Decimal(4))
    assert (bill.tax, bill.total) == (Decimal(14), Decimal(164))


def test_goods_of_the_class_zero_are_taxed_as_all_others_where_no_lower_rate_is_named() -> None:
    bread = (Item("BREAD", Decimal(1), Decimal("11.00"), "zero"),)
    assert law_bill(bread, Decimal("0.10"), included=True).tax == Decimal("1.00")


def test_a_tax_on_top_leaves_what_is_free_of_it() -> None:
    items = (*one("100.00"), Item("BREAD", Decimal(1), Decimal("50.00"), "zero"))
    assert law_bill(items, Decimal("0.08"), included=False, lower=ZERO).total == Decimal("158.00")
