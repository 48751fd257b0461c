from collections.abc import Callable
from dataclasses import replace

import pytest

from ocr.model import Letter, Money
from ocr.receipt.layout.rows import Row
from tests.unit.ocr.receipt.conftest import totals_of

Rows = Callable[..., tuple[Row, ...]]

GOODS = ("RICE 5KG | 180.00", "CORNED BEEF | 94.50")
PAID = ("CASH | 500.00", "CHANGE | 225.50")
CLASSES = ("VATable Sales | 245.09", "VAT 12% | 29.41", "VAT-Exempt Sales | 0.00", "Zero-Rated Sales | 0.00")


@pytest.fixture
def total(rows: Rows) -> Callable[..., Money]:
    def read(*texts: str) -> Money:
        found = totals_of(rows(*texts)).total_amount
        assert found
        return found

    return read


Total = Callable[..., Money]


@pytest.mark.parametrize("printed", ["214.50", "574.50", "1274.50", "74.50"])
def test_a_digit_is_corrected_that_goods_and_cash_less_change_deny(total: Total, printed: str) -> None:
    assert str(total(*GOODS, f"TOTAL | {printed}", *PAID).value) == "274.50"


@pytest.mark.parametrize("printed", ["214.50", "574.50", "1274.50", "74.50"])
def test_a_philippine_total_is_corrected_by_its_vat_and_classes(total: Total, printed: str) -> None:
    assert str(total("LUNCH SET", f"TOTAL AMOUNT DUE | {printed}", *CLASSES).value) == "274.50"


def test_exempt_sales_are_a_part_of_what_the_classes_prove(total: Total) -> None:
    exempt = ("VATable Sales | 245.09", "VAT 12% | 29.41", "VAT-Exempt Sales | 38.20", "Zero-Rated Sales | 0.00")
    assert str(total("SOAP | 274.50", "EGGS | 38.20", "TOTAL | 812.70", *exempt).value) == "312.70"


def test_a_malaysian_total_is_corrected_by_its_tax_and_untaxed_supplies(total: Total) -> None:
    printed = ("FLOUR | 15.35", "Total 0% supplies | 15.35", "BISCUITS | 42.00", "Total 6% supplies (excl. GST) | 42.00",
               "GST | 2.52", "Total 6% supplies (Inc. GST) | 44.52", "Total 0% supplies | 15.35", "Total Payable | 159.87")  # fmt: skip
    assert str(total(*printed).value) == "59.87"


def test_a_corrected_total_is_shown_as_printed_and_left_to_a_person(total: Total) -> None:
    repaired, right = (total(*GOODS, f"TOTAL | {printed}", *PAID) for printed in ("1274.50", "274.50"))
    assert (repaired.value, repaired.text, repaired.line) == (right.value, "1274.50", right.line)
    assert repaired.confidence < 0.9 < right.confidence


def test_the_other_amounts_are_fitted_to_the_corrected_total(rows: Rows) -> None:
    totals = totals_of(rows(*GOODS, "TOTAL | 214.50", *PAID))
    assert totals.cash
    assert totals.change
    assert (totals.cash.confidence, totals.change.confidence) == (0.98, 0.98)


def test_a_total_with_vat_that_is_the_subtotal_too_is_corrected_as_both(rows: Rows) -> None:
    totals = totals_of(rows("LUNCH SET", "TOTAL SALES (VAT INCLUSIVE) | 374.50", *CLASSES))
    assert totals.total_amount
    assert totals.subtotal
    assert (str(totals.total_amount.value), str(totals.subtotal.value)) == ("274.50", "274.50")


@pytest.mark.parametrize(
    ("why", "printed", "texts"),
    [
        ("cash alone may be the misread one", "17.20", ("TEH", "TOTAL | 17.20", "CASH | 50.00", "CHANGE | 42.80")),
        ("exempt sales alone may be the misread ones", "374.50",
         ("TOTAL | 374.50", *CLASSES[:2], "VAT-Exempt Sales | 200.00", CLASSES[3])),
        ("no tax confirms the sale", "374.50", ("TOTAL | 374.50", "VATable Sales | 244.99", "VAT 12% | 29.51", *CLASSES[2:])),
        ("the line of exempt sales may have been missed", "374.50", ("TOTAL | 374.50", *CLASSES[:2], CLASSES[3])),
        ("net and tax are not all of a sale", "374.50", ("Total Excl. GST | 258.96", "GST 6% | 15.54", "TOTAL | 374.50")),
        ("the proofs disagree", "374.50", ("TOTAL | 374.50", "CASH | 500.00", "CHANGE | 215.50", *CLASSES)),
        ("cash given is the same amount", "500.00", (*GOODS, "TOTAL | 500.00", *PAID)),
        ("it is printed twice", "374.50", ("TOTAL | 374.50", "VISA | 374.50", *CLASSES)),
        ("cash less change proves it", "374.50", ("TOTAL | 374.50", "CASH | 500.00", "CHANGE | 125.50", *CLASSES)),
        ("another total is printed", "374.50", ("TOTAL SALES | 340.45", "AMOUNT DUE | 374.50", *CLASSES)),
        ("a discount lies between", "174.50", ("TOTAL DUE | 174.50", "DISCOUNT | 108.00", *CLASSES)),
        ("a line of unknown words is the difference", "174.50", ("BRZK | 100.00", "TOTAL DUE | 174.50", *CLASSES)),
        ("a service charge lies between", "284.50", ("SERVICE CHARGE | 18.00", "TOTAL | 284.50", *CLASSES)),
        ("it was rounded", "274.45", ("ROUNDING | -0.05", "TOTAL | 274.45", *CLASSES)),
        ("so small a difference is a rounding that is not printed", "274.52", ("TOTAL | 274.52", *CLASSES)),
        ("tenths are too little for the tax to tell", "274.90", ("TOTAL | 274.90", *CLASSES)),
        ("two digits differ", "394.50", ("TOTAL | 394.50", *CLASSES)),
        ("a digit too many stands within", "2714.50", ("TOTAL | 2714.50", *CLASSES)),
        ("what is proven is printed too", "374.50", ("LUNCH SET | 274.50", "GRAND TOTAL | 374.50", *CLASSES)),
    ],
)  # fmt: skip
def test_a_total_is_left_as_printed_where(total: Total, why: str, printed: str, texts: tuple[str, ...]) -> None:
    assert str(total(*texts).value) == printed, why


@pytest.mark.parametrize(
    ("rival", "discount", "value"),
    [("0", (), "60.00"), ("9", (), "68.00"), ("", (), "68.00"), ("0", ("DISCOUNT | 8.00",), "68.00")],
    ids=["what the goods come to", "another digit", "no digit", "a discount lies between"],
)
def test_one_sum_is_enough_where_the_reader_thought_of_its_digit(
    rows: Rows, rival: str, discount: tuple[str, ...], value: str
) -> None:
    read = list(rows("FLOUR | 18.00", "BISCUITS | 42.00", *discount, "TOTAL | 68.00"))
    *before, amount = read[-1].spans
    letters = (Letter(0.99), Letter(0.6, ((rival, 0.39),)), *[Letter(0.99)] * 3)
    read[-1] = replace(read[-1], spans=(*before, replace(amount, letters=letters)))

    total = totals_of(tuple(read)).total_amount

    assert total
    assert (str(total.value), total.text) == (value, "68.00")
