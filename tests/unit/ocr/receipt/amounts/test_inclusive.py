from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.amounts.inclusive import LARGEST_TAX, inclusive_totals
from ocr.receipt.layout.rows import Row
from ocr.receipt.tax import rates, tax_in


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        # the first word is lost, or none that the table knows
        (("al Inclusive GST | 635.00",), ["inclusive"]),
        (("AMT PAID Incl. GST : | RM78.30", "GST AMT | RM4.43"), ["inclusive", "tax"]),
        # what was given, and what came back, is not the sale
        (("al Inclusive GST | 8.00", "CASH | 50.00", "CHANGE | 42.00"), ["inclusive", "cash", "change"]),
        # a tax may name what it is part of
        (("TOTAL | 33.00", "6% GST Included | 1.87"), ["total", "tax"]),
        (("TOTAL | 33.00", "Inclusive of GST | 1.87"), ["total", "tax"]),
        # without the word it is a tax or a misread one
        (("al GST | 635.00",), ["tax"]),
        # before a discount it is not the total
        (("Incl. GST | 78.30", "DISCOUNT | 8.30", "NETT | 70.00"), ["tax", "discount", "final"]),
    ],
)  # fmt: skip
def test_an_amount_named_by_its_tax_is_a_total_where_it_is_too_large_for_one(
    rows: Callable[..., tuple[Row, ...]], texts: tuple[str, ...], kinds: list[str]
) -> None:
    assert [amount.kind for amount in inclusive_totals(read_amounts(rows(*texts)))] == kinds


def test_no_law_takes_as_much() -> None:
    assert all(tax_in(Decimal(100), law.rate) < 100 * LARGEST_TAX for law in rates(None, None))


def test_another_amount_with_a_label_of_totals_gives_way(facts: Callable[..., Facts]) -> None:
    paid = ("AMT PAID Incl. GST : | RM78.30", "Amt Paid excl. GST : | RM73.87", "GST AMT | RM4.43")
    total = facts("SHOP", "MASK | 26.70", "CLEANER | 51.60", *paid, "Total eV | 2.10").totals.total_amount
    assert total
    assert str(total.value) == "78.30"
