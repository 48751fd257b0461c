from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from ocr.receipt.layout.rows import Row
from tests.unit.ocr.receipt.conftest import totals_of

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    ("printed", "tax"),
    [
        pytest.param(("Rate | Net | VAT | Total", "A 20% | 34.13 | 6.82 | 40.95", "Z 0% | 28.70 | 0.00 | 28.70"), "6.82", id="GB"),
        pytest.param(("MwSt | Brutto | Netto | MwSt", "A 19% | 40.95 | 34.41 | 6.54", "B 7% | 28.70 | 26.82 | 1.88"), "8.42", id="DE"),
        pytest.param(("GST% | Amt(RM) | GST(RM) | Total(RM)", "SR 6 | 65.71 | 3.94 | 69.65"), "3.94", id="MY"),
        pytest.param(("Tax | Net | Tax | Gross", "10% | 37.23 | 3.72 | 40.95", "8% | 26.57 | 2.13 | 28.70"), "5.85", id="JP"),
    ],
)  # fmt: skip
def test_a_table_of_rates_that_comes_to_the_total_gives_the_tax(rows: Rows, printed: Sequence[str], tax: str) -> None:
    found = totals_of(rows("GOODS | 40.95", "BREAD | 28.70", "TOTAL | 69.65", "VISA | 69.65", *printed)).tax_amount
    assert found
    assert found.value == Decimal(tax)


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param(("A 20% | 34.13 | 6.82 | 40.95",), id="less than the total"),
        pytest.param(("GOODS | 69.65 | 0.00 | 69.65",), id="goods without a discount"),
        pytest.param(("3 | 23.00 | 46.65 | 69.65",), id="more than any rate"),
    ],
)
def test_rows_that_are_no_table_of_taxes_give_none(rows: Rows, printed: Sequence[str]) -> None:
    assert totals_of(rows("GOODS | 69.65", "TOTAL | 69.65", *printed)).tax_amount is None


@pytest.mark.parametrize(
    ("printed", "tax"),
    [
        pytest.param(("CGST @ 2.5% | 14.25", "SGST @ 2.5% | 14.25"), "28.50", id="IN"),
        pytest.param(("MwSt 19%: | 10.00", "MwSt 7%: | 3.50"), "13.50", id="DE"),
        pytest.param(("TVA 20% | 10.00", "TVA 5.5% | 3.50", "TVA 0% | 0.00"), "13.50", id="FR"),
        pytest.param(("CGST | 14.25", "SGST | 14.25"), "28.50", id="IN, no rate"),
    ],
)
def test_taxes_that_stand_one_below_the_other_are_added(rows: Rows, printed: Sequence[str], tax: str) -> None:
    found = totals_of(rows("GOODS | 570.00", "SUBTOTAL | 570.00", *printed, "GRAND TOTAL | 598.50")).tax_amount
    assert found
    assert (found.value, found.source) == (Decimal(tax), "computed")


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param(("12% VAT | 61.07", "VAT (12%) | 61.07"), id="one tax twice"),
        pytest.param(("VAT 12% | 61.07", "VAT Amount | 61.07"), id="one tax, its rate once"),
        pytest.param(("VAT 12% | 61.07", "VAT 0% | 0.00"), id="nothing is zero-rated"),
    ],
)
def test_one_tax_is_not_added_to_itself(rows: Rows, printed: Sequence[str]) -> None:
    found = totals_of(rows("GOODS | 570.00", "TOTAL | 570.00", *printed)).tax_amount
    assert found
    assert found.value == Decimal("61.07")
