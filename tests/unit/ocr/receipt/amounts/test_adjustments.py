from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.receipt.amounts.adjustments import adjustments_between, explanations, is_unknown, kind_of, no_rounding
from ocr.receipt.amounts.candidates import Amount, read_amounts
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def changes(printed: tuple[Row, ...]) -> dict[Amount, Decimal] | None:
    """Return what explains the way from the first amount to the last."""
    amounts = read_amounts(printed)
    adjustments = adjustments_between(amounts, amounts[0], amounts[-1])
    unknown = [adjustment for adjustment in adjustments if is_unknown(adjustment)]
    return next(explanations(adjustments, unknown, amounts[-1].value - amounts[0].value), None)


def test_unknown_amounts_are_added_or_taken_off_so_that_the_total_comes_out(rows: Rows) -> None:
    found = changes(rows("SUBTOTAL | 100.00", "SVC CHG | 10.00", "BRZK | 5.00", "TOTAL | 105.00"))
    assert found is not None
    assert {a.label: str(change) for a, change in found.items()} == {"BRZK": "-5.00"}


def test_no_explanation_is_made_up_where_none_fits(rows: Rows) -> None:
    assert changes(rows("SUBTOTAL | 100.00", "BRZK | 5.00", "TOTAL | 107.00")) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"BRZK": "10.00", "VLUM": "6.60"}, {"BRZK": "service_charge", "VLUM": "tax"}),
        ({"BRZK": "-20.00", "VLUM": "0.02"}, {"BRZK": "discount", "VLUM": "rounding"}),
        ({"BRZK": "12.00"}, {"BRZK": "tax"}),
        ({"BRZK": "40.00"}, {"BRZK": None}),
    ],
)
def test_the_share_of_the_subtotal_tells_what_was_added(
    rows: Rows, values: dict[str, str], expected: dict[str, str | None]
) -> None:
    amounts = read_amounts(rows(*(f"{label} | {value}" for label, value in values.items())))
    added = {amount: amount.value for amount in amounts}
    assert {a.label.strip(" -"): kind_of(a, added, Decimal(100)) for a in added} == expected


def test_nothing_over_a_malaysian_total_is_its_rounding(rows: Rows) -> None:
    amounts = read_amounts(rows("GST 6% | 6.00", "TOTAL INCL GST | 106.00", "BRZK | 0.00", "TOTAL | 106.00"))
    found = no_rounding(amounts, amounts[-1], amounts[0])
    assert found is not None
    assert found.label == "BRZK"


def test_nothing_over_a_philippine_total_is_not_called_rounding(rows: Rows) -> None:
    amounts = read_amounts(rows("VAT 12% | 12.00", "BRZK | 0.00", "TOTAL | 112.00"))
    assert no_rounding(amounts, amounts[-1], amounts[0]) is None
