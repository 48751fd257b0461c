"""Receipts of everyday kinds, each of which was once read wrong, or not at all, with full confidence."""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt.scoring.thresholds import ACCEPT

Read = Callable[..., Facts]
HEAD = ("HILLTOP CANTEEN INC", "88 Acacia Street, Makati City", "VAT REG TIN 123-456-789-00000", "SALES INVOICE NO 004512",
        "DATE: 07/28/2025 14:05")  # fmt: skip


def total(read: Facts) -> Decimal:
    assert read.totals.total_amount
    return read.totals.total_amount.value


@pytest.mark.parametrize(
    "glue", [":", ": ", ".....", " . . . . ", "|", "#", "=", "_____", "-----", "*", ":P", ":₱ ", ":PHP", ""]
)
def test_an_amount_may_be_glued_to_what_stands_before(facts: Read, glue: str) -> None:
    read = facts(*HEAD, f"Subtotal{glue}1,000.00", f"VAT{glue}120.00", f"Total{glue}1,120.00", f"Cash{glue}1,200.00",
                 f"Change{glue}80.00")  # fmt: skip
    assert total(read) == Decimal("1120.00")
    assert read.totals.cash
    assert read.totals.cash.value == Decimal("1200.00")
    assert read.merchant
    assert read.date


@pytest.mark.parametrize(
    ("texts", "proven"),
    [
        (("2 Siomai | 80", "1 Gulaman | 30", "TOTAL | 110", "CASH | 200", "CHANGE | 90"), True),
        (("Siomai | 80", "Gulaman | 30", "TOTAL: 110", "CASH: 200", "CHANGE: 90"), True),
        (("Siomai 80", "Gulaman 30", "TOTAL 110", "CASH 500", "CHANGE 390"), True),
        (("Siomai | 80", "Gulaman | 30", "Amount Due | 110"), True),
        (("Amount Due | 110",), False),
        (("TOTAL", "110", "CASH | 110"), False),
    ],
)
def test_amounts_may_have_no_cents(facts: Read, texts: tuple[str, ...], proven: bool) -> None:
    read = facts(*HEAD, *texts, "THANK YOU")
    assert total(read) == Decimal("110.00")
    assert read.totals.total_amount
    assert (read.totals.total_amount.confidence >= ACCEPT) == proven
    assert read.merchant
    assert read.merchant.value == "HILLTOP CANTEEN INC"
    assert read.date


def test_large_amounts_may_have_no_cents(facts: Read) -> None:
    assert total(facts(*HEAD, "Catering | 12,000", "TOTAL | 12,000", "CASH | 12,500", "CHANGE | 500")) == Decimal(12000)


def test_goods_without_cents_are_items(facts: Read) -> None:
    items = facts(*HEAD, "2 Siomai | 80", "1 Gulaman | 30", "TOTAL | 110", "CASH | 200", "CHANGE | 90").line_items
    assert [(item.description, item.amount) for item in items] == [("Siomai", Decimal(80)), ("Gulaman", Decimal(30))]


@pytest.mark.parametrize("unreadable", ["TOTAL | ###", "TOTAL", "TOTAL | x.xx", "T0T", "(torn)"])
def test_a_total_that_is_missing_does_not_take_the_others_with_it(facts: Read, unreadable: str) -> None:
    read = facts(*HEAD, unreadable, "THANK YOU")
    assert read.totals.total_amount is None
    assert read.merchant
    assert read.merchant.value == "HILLTOP CANTEEN INC"
    assert read.date
    assert read.receipt_number
    assert read.bir.tin


def test_labelled_amounts_are_there_without_a_total(facts: Read) -> None:
    totals = facts(*HEAD, "VATable Sales | 100.00", "VAT | 12.00").totals
    assert totals.vatable_sales
    assert totals.tax_amount
    assert (totals.vatable_sales.value, totals.tax_amount.value) == (Decimal(100), Decimal(12))


@pytest.mark.parametrize(
    "texts",
    [
        ("1 Meal | 150.00", "SUBTOTAL | 150.00", "VOUCHER | -150.00", "TOTAL | 0.00", "CASH | 0.00", "CHANGE | 0.00"),
        ("1 Meal | 150.00", "SUBTOTAL | 150.00", "DISCOUNT 100% | 150.00", "TOTAL | 0.00"),
        ("1 Meal | 150.00", "Less: Promo | (150.00)", "TOTAL AMOUNT DUE | 0.00"),
        ("Meal | 100.00", "Tea | 50.00", "Gift Certificate | -150.00", "Amount Due | P0.00"),
        ("Free sample | 0.00", "TOTAL | 0.00"),
    ],
)
def test_a_total_may_be_nothing(facts: Read, texts: tuple[str, ...]) -> None:
    assert total(facts(*HEAD, *texts)) == 0


@pytest.mark.parametrize(
    "texts",
    [
        ("SUBTOTAL | 150.00", "TOTAL | 150.00", "GIFT CERTIFICATE | 150.00", "BALANCE DUE | 0.00"),
        ("Meal | 150.00", "TOTAL | 150.00", "CASH | 150.00", "CHANGE | 0.00", "DISCOUNT | 0.00"),
        ("Meal | 150.00", "DISCOUNT | 0.00", "TOTAL | 150.00", "TOTAL SAVINGS | 0.00"),
    ],
)
def test_nothing_is_left_to_pay_is_no_total(facts: Read, texts: tuple[str, ...]) -> None:
    assert total(facts(*HEAD, *texts)) == 150


@pytest.mark.parametrize("sign", ["{}CR", "{} CR", "-{}", "({})", "{}-", "P-{}", "-P{}"])
def test_a_refund_is_negative_wherever_its_sign_stands(facts: Read, sign: str) -> None:
    printed = sign.format("60.00")
    read = facts(*HEAD, "REFUND", f"1 Iced tea | {printed}", f"TOTAL | {printed}", f"CASH | {printed}")
    assert total(read) == Decimal(-60)
    assert read.payment_method
    assert read.payment_method.value == "cash"


@pytest.mark.parametrize(
    "tips",
    [
        ("SUGGESTED TIP", "15% = 150.00 | TOTAL 1,150.00", "18% = 180.00 | TOTAL 1,180.00", "20% = 200.00 | TOTAL 1,200.00"),
        ("Suggested Gratuity", "15% | 150.00", "20% | 200.00"),
        ("TIP GUIDE", "10% | 15% | 20%", "100.00 | 150.00 | 200.00", "1,100.00 | 1,150.00 | 1,200.00"),
        ("Recommended tip:", "18% 180.00 total 1,180.00"),
        ("TIP SUGGESTIONS 15% 150.00 20% 200.00",),
        ("MONTHLY INSTALLMENT | 1,300.00", "TOTAL INSTALLMENT AMOUNT | 15,600.00"),
        ("12 MONTHS x 95.00", "Instalment total | 1,140.00"),
        ("TOTAL POINTS EARNED | 1,250.00", "POINTS BALANCE | 45,250.00"),
        ("REWARD POINTS TOTAL | 2,000.00", "WALLET BALANCE | 5,000.00"),
    ],
)  # fmt: skip
def test_what_may_be_given_or_is_counted_besides_is_no_total(facts: Read, tips: tuple[str, ...]) -> None:
    read = facts(*HEAD, "2 Meals | 1,000.00", "TOTAL | 1,000.00", *tips)
    assert total(read) == Decimal(1000)


def test_what_was_paid_below_the_suggested_tips_is_read(facts: Read) -> None:
    read = facts(
        *HEAD,
        "2 Meals | 1,000.00",
        "TOTAL | 1,000.00",
        "SUGGESTED TIP",
        "15% = 150.00",
        "CASH | 1,500.00",
        "CHANGE | 500.00",
    )
    assert read.totals.change
    assert read.totals.change.value == Decimal(500)


@pytest.mark.parametrize(
    "fees",
    [
        ("Delivery fee | 49.00", "Small order fee | 20.00"),
        ("Shipping | 69.00",),
        ("Packaging charge | 30.00", "Rider fee | 39.00"),
        ("Convenience Fee | 69.00",),
        ("BRZK | 69.00",),
    ],
)
def test_a_fee_is_no_tax(facts: Read, fees: tuple[str, ...]) -> None:
    read = facts(*HEAD, "Burger meal | 250.00", "Subtotal | 250.00", *fees, "Total | 319.00", "Cash | 319.00")
    assert total(read) == Decimal(319)
    assert read.totals.tax_amount is None
    assert read.totals.service_charge is None


@pytest.mark.parametrize("seed", range(12))
def test_no_tax_is_made_of_prices(facts: Read, seed: int) -> None:
    rng = random.Random(seed)
    prices = [rng.choice((15, 25, 30, 35, 60, 120, 180, 250, 300, 500, 1000)) for _ in range(rng.randint(2, 8))]
    goods = [f"{n + 1} {name} | {price:,}.00" for n, (name, price) in enumerate(zip("ABCDEFGH", prices, strict=False))]
    goods = [text.replace(" ", " Meal ", 1) for text in goods]
    sale = f"{sum(prices):,}.00"
    read = facts("HILLTOP CANTEEN INC", "NON VAT REG TIN 123-456-789-00000", "DATE: 07/28/2025 14:05", *goods,
                 f"TOTAL | {sale}", f"CASH | {sum(prices) + 100:,}.00", "CHANGE | 100.00")  # fmt: skip
    totals = read.totals
    assert (totals.tax_amount, totals.vatable_sales, totals.vat_exempt_sales, totals.zero_rated_sales) == (None,) * 4
    assert totals.subtotal is None
    assert [item.amount for item in read.line_items] == prices
    assert total(read) == sum(prices)


@pytest.mark.parametrize(
    "block",
    [
        ("VATable Sales | 500.00", "VAT | 60.00"),
        ("BRZK | 500.00", "VAT 12% | 60.00"),
        ("VATable Sales | 500.00", "BRZK | 60.00"),
        ("BRZK | 500.00", "VLUM | 60.00"),
        ("BRZK | 500.00", "VLUM | 0.00", "DRUM | 0.00", "KLAM | 60.00"),
    ],
)
def test_a_tax_is_known_by_its_label_or_its_place_below_the_total(facts: Read, block: tuple[str, ...]) -> None:
    totals = facts(*HEAD, "1 Meal | 560.00", "TOTAL | 560.00", *block).totals
    assert totals.tax_amount
    assert totals.vatable_sales
    assert (totals.vatable_sales.value, totals.tax_amount.value) == (Decimal(500), Decimal(60))
