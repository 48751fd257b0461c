from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.receipt.layout.rows import Row
from tests.unit.ocr.receipt.conftest import totals_of

Rows = Callable[..., tuple[Row, ...]]

SURE = 0.9


def total(printed: tuple[Row, ...]) -> tuple[Decimal, bool]:
    field = totals_of(printed).total_amount
    assert field
    return field.value, field.confidence >= SURE


@pytest.mark.parametrize("parting", [", ", " ", "'", "’", "·", " ,", ". "])
def test_thousands_are_read_however_they_are_parted_where_cash_less_change_proves_them(
    rows: Rows, parting: str
) -> None:
    printed = rows(
        "MEAL | 734.50", "DRINKS | 500.00", f"TOTAL | 1{parting}234.50", f"CASH | 2{parting}000.00", "CHANGE | 765.50"
    )
    assert total(printed) == (Decimal("1234.50"), True)


@pytest.mark.parametrize(
    "goods",
    [("MEAL | 1 000.00", "DRINKS | 234.50"), ("MEAL | 734.50", "DRINKS | 500.00"), ("A | 617.25", "B | 617.25")],
)
def test_a_blank_between_thousands_is_proven_by_the_goods(rows: Rows, goods: tuple[str, ...]) -> None:
    assert total(rows(*goods, "TOTAL | 1 234.50")) == (Decimal("1234.50"), True)


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | 1 234.50",),
        ("GRAND TOTAL 1 234.50",),
        ("AMOUNT DUE: 12 345.00", "VISA 12 345.00"),
        ("TOTAL | 3 234.50", "ITEMS | 3"),
        ("BALANCE DUE | 9 999.99", "THANK YOU"),
    ],
)
def test_a_blank_that_nothing_decides_leaves_the_total_unsure(rows: Rows, texts: tuple[str, ...]) -> None:
    assert not total(rows("SHOP", *texts))[1]


@pytest.mark.parametrize(
    ("quantity", "price", "sum_of_all"),
    [
        ("1", "234.50", "234.50"),
        ("2", "100.00", "200.00"),
        ("3", "150.25", "450.75"),
        ("1", "999.00", "999.00"),
        ("5", "120.00", "600.00"),
    ],
)
def test_a_quantity_before_a_price_is_no_thousand(rows: Rows, quantity: str, price: str, sum_of_all: str) -> None:
    printed = rows(f"MEAL | {quantity} {price} | {sum_of_all}", f"TOTAL | {sum_of_all}", "CASH | 1000.00",
                   f"CHANGE | {1000 - Decimal(sum_of_all)}")  # fmt: skip
    assert total(printed) == (Decimal(sum_of_all), True)
