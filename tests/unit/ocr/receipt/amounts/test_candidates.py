from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.layout.rows import Row
from ocr.receipt.scoring.thresholds import ACCEPT

Rows = Callable[..., tuple[Row, ...]]


def read(rows: tuple[Row, ...]) -> list[tuple[str, str | None]]:
    return [(str(amount.value), amount.kind) for amount in read_amounts(rows)]


def test_an_amount_has_the_label_to_its_left(rows: Rows) -> None:
    assert read(rows("Total Saving 0.00 | Total | 77.20")) == [("0.00", "saving"), ("77.20", "total")]


def test_a_label_may_stand_in_the_row_above(rows: Rows) -> None:
    (amount,) = read_amounts(rows("TOTAL AMOUNT DUE", "1,234.00"))
    assert (amount.value, amount.kind, amount.above) == (Decimal("1234.00"), "final", True)


def test_heads_of_columns_do_not_label_the_goods_below_them(rows: Rows) -> None:
    assert read(rows("Qty | Price | Amount", "5.00 | 10.00")) == [("5.00", None), ("10.00", None)]


def test_a_second_amount_repeats_the_label_of_the_first(rows: Rows) -> None:
    assert [amount.repeated for amount in read_amounts(rows("SR 6% GST 70.00 | 4.20"))] == [False, True]


def test_exclusive_and_inclusive_totals_are_told_apart(rows: Rows) -> None:
    printed = rows("Total (Excluding GST) | 70.00", "Total GST | 4.20", "Total (Inclusive of GST) | 74.20")
    assert [kind for _, kind in read(printed)] == ["subtotal", "tax", "inclusive"]


def test_a_count_of_goods_beside_a_total_leaves_it_a_total(rows: Rows) -> None:
    assert read(rows("TOTAL (2 ITEMS) | 9.00")) == [("9.00", "total")]


def test_amounts_below_the_head_of_a_tax_table_are_its(rows: Rows) -> None:
    printed = rows("TOTAL | 74.20", "GST SUMMARY", "SR | 70.00 | 4.20")
    assert [amount.in_summary for amount in read_amounts(printed)] == [False, True, True]


def test_words_that_no_table_knows_are_kept_as_the_label(rows: Rows) -> None:
    (amount,) = read_amounts(rows("BRZK VLUM | 9.00"))
    assert (amount.kind, amount.label) == (None, "BRZK VLUM")


def test_words_behind_an_amount_open_the_next_column(rows: Rows) -> None:
    (first, second) = read_amounts(rows("VATable Sales | 100.00 | Brazok | 112.00"))
    assert (first.kind, second.kind, second.label, second.repeated) == ("vatable", None, "Brazok", False)


def test_what_is_counted_before_something_is_a_subtotal(rows: Rows) -> None:
    printed = rows("Total bago discount | 150.00", "Bill before Svc Chg | 150.00", "Amount before VAT | 100.00")
    assert [kind for _, kind in read(printed)] == ["subtotal", "subtotal", "net_of_vat"]


def test_the_price_of_one_is_told_from_the_price_of_all(rows: Rows) -> None:
    amounts = read_amounts(rows("3 @ 61.00", "2 x 4.50 | 9.00", "TEA | 9.00"))
    assert [amount.is_unit_price for amount in amounts] == [True, False, False, False]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("TEH | 5.00", "SUBTOTAL | 5.00", "TOTAL | 12-50"), [("5.00", None), ("5.00", "subtotal"), ("12.50", "total")]),
        (("TEH | 7-50", "MILO | 5-00", "TOTAL | 12-50"), [("7.50", None), ("5.00", None), ("12.50", "total")]),
        (("TOTAL | 12:50",), [("12.50", "total")]),
        # a time, a date, and what stands beside a total that was read
        (("TABLE 4 | 12:50", "TOTAL | 5"), [("5.00", "total")]),
        (("TOTAL | 03-04-2025",), []),
        (("CASH | 12:50", "TOTAL | 5.00"), [("5.00", "total")]),
    ],
)  # fmt: skip
def test_a_dash_or_a_colon_is_a_point_behind_a_label_where_no_total_has_one(
    rows: Rows, texts: tuple[str, ...], found: list[tuple[str, str | None]]
) -> None:
    assert read(rows(*texts)) == found


def test_a_total_whose_point_was_misread_is_left_to_a_person(facts: Callable[..., Facts]) -> None:
    total = facts("SHOP", "TEH | 5.00", "MEE | 6.79", "SUBTOTAL | 11.79", "TOTAL | 12-50").totals.total_amount
    assert total
    assert (str(total.value), total.text) == ("12.50", "12.50")
    assert total.confidence < ACCEPT


@pytest.mark.parametrize("total", ["Rp 83.160", "¥83,160", "￥ 83,160", "Y83,160", "83.160", "83.160d"])
def test_amounts_without_cents_need_no_currency_of_their_own(rows: Rows, total: str) -> None:
    printed = rows(
        "Subtotal | 72.000", "Service Charge | 3.600", f"Total | {total}", "Cash | 100.000", "Change | 16.840"
    )
    assert read(printed) == [
        ("72000.00", "subtotal"),
        ("3600.00", "service_charge"),
        ("83160.00", "total"),
        ("100000.00", "cash"),
        ("16840.00", "change"),
    ]


def test_beside_cents_a_number_without_them_is_no_amount(rows: Rows) -> None:
    assert read(rows("Change 12", "Water | 7", "Tea | 19.75", "Total | $20")) == [("19.75", None), ("20.00", "total")]


def test_a_time_with_a_point_is_no_amount_with_cents(rows: Rows) -> None:
    printed = rows("15/11/24 | 20.51", "Subtotal | 30.000", "Total | Rp 33.000")
    assert read(printed) == [("20.51", None), ("30000.00", "subtotal"), ("33000.00", "total")]
