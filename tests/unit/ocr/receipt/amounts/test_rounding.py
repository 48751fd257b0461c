from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.amounts.rounding import before_and_after, rounded_totals, roundings
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def test_a_rounding_is_some_cents_and_not_nothing(rows: Rows) -> None:
    printed = rows("ROUNDING | 0.00", "ROUNDING ADJ | -0.02", "ROUNDING | 26.80")
    assert [str(value) for value in roundings(read_amounts(printed))] == ["-0.02"]


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        (("Total Sales (Inclusive GST) | 52.08", "Rounding | 52.10"), ["inclusive", "final"]),
        (("SUBTOTAL | 23.98", "ROUNDING ADJ | 24.00"), ["subtotal", "final"]),
        # no total above is near it, or none is above it
        (("TOTAL | 52.08", "Rounding | 60.00"), ["total", "rounding"]),
        (("Rounding | 52.10", "TOTAL | 52.08"), ["rounding", "total"]),
        (("TOTAL | 52.08", "Rounding | 0.02"), ["total", "rounding"]),
    ],
)  # fmt: skip
def test_what_a_total_was_rounded_to_is_final(rows: Rows, texts: tuple[str, ...], kinds: list[str]) -> None:
    assert [amount.kind for amount in rounded_totals(read_amounts(rows(*texts)))] == kinds


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (("TOTAL INCL GST | 8.11", "ROUNDING ADJUSTMENT | 0.01", "TOTAL ROUNDED | 8.10"), [("8.11", "8.10")]),
        (("TOTAL | 8.09", "ROUNDING | 0.01", "CASH | 8.10"), [("8.09", "8.10")]),
        (("TOTAL | 8.11", "ROUNDING | -0.01", "TOTAL | 8.10"), [("8.11", "8.10")]),
        # a printed sign says which way it goes
        (("TOTAL | 8.09", "ROUNDING | -0.01", "TOTAL | 8.10"), []),
        (("TOTAL | 8.11", "ROUNDING | 0.01", "CASH | 50.00"), []),
    ],
)  # fmt: skip
def test_the_rows_say_which_way_a_rounding_goes(
    rows: Rows, texts: tuple[str, ...], pairs: list[tuple[str, str]]
) -> None:
    found = before_and_after(read_amounts(rows(*texts)))
    assert found == [(Decimal(one), Decimal(other)) for one, other in pairs]


@pytest.mark.parametrize(
    "texts",
    [
        ("Total Sales (Inclusive GST) | RM 52.08", "Rounding Adjustment | RM .02", "Rounding | RM 52.10", "CASH | RM 60.00", "CHANGE | RM 7.90"),
        ("Total Sales (Inclusive GST) | RM 52.08", "Rounding | RM 52.10", "CREDIT | RM 52.10"),
        ("TOTAL INCL. GST | RM 52.12", "ROUNDING ADJUSTMENT | RM 0.02", "TOTAL ROUNDED | RM 52.10", "CASH | RM 60.00", "CHANGE | RM 7.90"),
    ],
)  # fmt: skip
def test_the_total_is_what_was_paid(facts: Callable[..., Facts], texts: tuple[str, ...]) -> None:
    read = facts("KEDAI RUNCIT SDN BHD", "Date: 28/07/2017", "SUSU | 40.08", "ROTI | 12.00", *texts)
    assert read.totals.total_amount
    assert read.totals.total_amount.value == Decimal("52.10")
