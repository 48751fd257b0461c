from collections.abc import Callable

import pytest

from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.fields.unlabelled_amounts import unlabelled_roles
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def roles(printed: tuple[Row, ...], total: str, *known: str) -> dict[str, str]:
    amounts = read_amounts(printed)
    of_total = next(amount for amount in amounts if str(amount.value) == total and amount.kind in ("total", "final"))
    labelled = {amount.kind: amount for amount in amounts if amount.kind in known}
    return {kind: str(amount.value) for kind, amount in unlabelled_roles(amounts, of_total, labelled).items()}


def test_cash_and_change_differ_by_the_total(rows: Rows) -> None:
    assert roles(rows("TOTAL | 55.00", "BRZK | 60.00", "VLUM | 5.00"), "55.00") == {"cash": "60.00", "change": "5.00"}


def test_vatable_sales_and_vat_are_the_pair_of_which_one_is_12_percent(rows: Rows) -> None:
    printed = rows("TOTAL | 112.00", "BRZK | 100.00", "VLUM | 12.00")
    assert roles(printed, "112.00") == {"vatable": "100.00", "tax": "12.00"}


def test_unknown_lines_of_the_vat_block_have_their_usual_order(rows: Rows) -> None:
    printed = rows("TOTAL | 142.00", "VATable Sales | 100.00", "VAT | 12.00", "BRZK | 20.00", "VLUM | 10.00")
    assert roles(printed, "142.00", "vatable", "tax") == {"vat_exempt": "20.00", "zero_rated": "10.00"}


def test_one_unknown_line_for_two_classes_is_left_alone(rows: Rows) -> None:
    printed = rows("TOTAL | 132.00", "VATable Sales | 100.00", "VAT | 12.00", "BRZK | 20.00")
    assert roles(printed, "132.00", "vatable", "tax") == {}


@pytest.mark.parametrize(
    ("between", "total", "expected"),
    [
        ("BRZK | -15.00", "135.00", {"discount": "-15.00"}),
        ("BRZK | 15.00", "165.00", {"service_charge": "15.00"}),
        ("BRZK | 9.00", "159.00", {"tax": "9.00"}),
        ("BRZK | -0.02", "149.98", {"rounding": "-0.02"}),
    ],
)
def test_what_stands_between_subtotal_and_total_explains_their_difference(
    rows: Rows, between: str, total: str, expected: dict[str, str]
) -> None:
    printed = rows("SOAP | 100.00", "RICE | 50.00", "SUBTOTAL | 150.00", between, f"TOTAL | {total}")
    assert roles(printed, total, "subtotal") == expected


def test_the_sum_of_the_goods_is_the_subtotal(rows: Rows) -> None:
    printed = rows("SOAP | 100.00", "RICE | 50.00", "BRZK | 150.00", "DISCOUNT | -10.00", "TOTAL | 140.00")
    assert roles(printed, "140.00", "discount") == {"subtotal": "150.00"}
