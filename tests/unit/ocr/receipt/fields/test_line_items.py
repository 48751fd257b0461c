from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.fields.finding import Finding
from ocr.receipt.fields.line_items import read_items
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]
Item = tuple[str, Decimal | None, Decimal | None, Decimal]
END = ("TOTAL | 99.00", "CASH | 99.00")


def items(printed: tuple[Row, ...]) -> list[Item]:
    read = read_items(printed, read_amounts(printed), ())
    return [(item.description, item.quantity, item.unit_price, item.amount) for item in read]


def item(description: str, quantity: str | None, price: str | None, amount: str) -> Item:
    return description, Decimal(quantity) if quantity else None, Decimal(price) if price else None, Decimal(amount)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("AA BATTERY 4S", "4 x 111.00 | 444.00 V"), item("AA BATTERY 4S", "4", "111.00", "444.00")),
        (("BANANA LAKATAN", "0.758 X 82.75 | 62.72 X"), item("BANANA LAKATAN", "0.758", "82.75", "62.72")),
        (("MATCHA LATTE | 65.00", "4 @ 16.25"), item("MATCHA LATTE", "4", "16.25", "65.00")),
        (
            ("Qty | Description | Price | Amount", "3 | Common nails 3in | 89.75 | 269.25"),
            item("Common nails 3in", "3", "89.75", "269.25"),
        ),
        (
            ("Item | Qty | Price | Amount", "1700 | 6 | 6.36 | 38.16", "PASIR HALUS (BAG)"),
            item("PASIR HALUS (BAG)", "6", "6.36", "38.16"),
        ),
        (("2 x PREPAID LOAD 100 | 206.00",), item("PREPAID LOAD 100", "2", None, "206.00")),
        (("TEH TARIK | 2.20 SR",), item("TEH TARIK", None, None, "2.20")),
    ],
)
def test_an_item_is_read_with_its_description_quantity_and_price(
    rows: Rows, texts: tuple[str, ...], expected: Item
) -> None:
    assert items(rows("SHOP", "INVOICE", *texts, *END)) == [expected]


def test_discounts_and_counts_are_no_items(rows: Rows) -> None:
    printed = rows("SHOP", "INVOICE", "CANVAS BAG | 100.00", "DISC 10% | -10.00", "Total Qty: 1.00 | 90.00", *END)
    assert items(printed) == [item("CANVAS BAG", None, None, "100.00")]


def test_nothing_below_the_total_is_an_item(rows: Rows) -> None:
    assert items(rows("SHOP", *END, "LUCKY DRAW COUPON | 5.00")) == []


def test_an_amount_that_the_totals_use_ends_the_items(rows: Rows) -> None:
    printed = rows("CANVAS BAG | 100.00", "BRZK VLUM | 100.00", *END)
    bag = Finding(Decimal("100.00"), "100.00", (printed[1].spans[1],), "fits")
    assert len(read_items(printed, read_amounts(printed), [bag])) == 1
