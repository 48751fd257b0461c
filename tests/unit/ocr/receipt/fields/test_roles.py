from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Totals
from ocr.receipt.layout.rows import Row
from tests.unit.ocr.receipt.conftest import totals_of

Rows = Callable[..., tuple[Row, ...]]


def values(totals: Totals) -> dict[str, str]:
    fields = {name: getattr(totals, name) for name in Totals.__dataclass_fields__}
    return {name: str(field.value) for name, field in fields.items() if field is not None}


def test_a_senior_citizens_bill_is_taken_apart(rows: Rows) -> None:
    printed = rows("KARE-KARE | 560.00", "LECHE FLAN | 440.00", "Subtotal | 1,000.00", "Less 12% VAT | -107.14", "Less: SC Discount | -178.57",
                   "Total | 714.29", "Cash | 720.00", "CHANGE DUE | 5.71", "VATable Sales | 0.00", "VAT (12%) | 0.00",
                   "VAT-Exempt Sales | 892.86", "VAT Zero-Rated Sales | 0.00")  # fmt: skip
    assert values(totals_of(printed)) == {
        "total_amount": "714.29", "subtotal": "1000.00", "tax_amount": "0.00", "vatable_sales": "0.00",
        "vat_exempt_sales": "892.86", "zero_rated_sales": "0.00", "discount": "178.57", "cash": "720.00", "change": "5.71",
    }  # fmt: skip


def test_a_form_that_withholds_tax_is_taken_apart(rows: Rows) -> None:
    printed = rows("VATable Sales 6,178.35 | TOTAL SALES (VAT INCLUSIVE) 6,919.75", "VAT Exempt Sales 0.00 | LESS: VAT 741.40",
                   "Zero-Rated Sales 0.00 | Amount Net of VAT 6,178.35", "VAT (12%) 741.40 | Amount Due 6,178.35", "Add: VAT | 741.40",
                   "Less: Withholding Tax | 123.57", "TOTAL AMOUNT DUE | Php 6,796.18")  # fmt: skip
    found = values(totals_of(printed))
    assert (found["total_amount"], found["subtotal"], found["tax_amount"]) == ("6796.18", "6919.75", "741.40")


def test_the_total_after_rounding_is_the_total(rows: Rows) -> None:
    printed = rows(
        "NASI LEMAK | 41.52",
        "Total (Inclusive of GST): | 41.52",
        "Rounding Adj: | -0.02",
        "TOTAL: | 41.50",
        "CASH | 50.00",
        "CHANGE | 8.50",
    )
    found = values(totals_of(printed))
    assert (found["total_amount"], found["rounding"]) == ("41.50", "-0.02")


@pytest.mark.parametrize("label", ["TOTAL", "T0TAL", "lotal", "BRZK VLUM"])
def test_cash_less_change_finds_the_total_whatever_its_label(rows: Rows, label: str) -> None:
    printed = rows("TEH | 7.20", f"{label} | 7.20", "CASH | 50.00", "CHANGE | 42.80")
    assert values(totals_of(printed))["total_amount"] == "7.20"


def test_an_amount_of_the_same_print_as_the_total_keeps_its_own_label(rows: Rows) -> None:
    found = totals_of(rows("TEH | 7.20", "SUBTOTAL | 7.20", "TOTAL | 7.20", "CASH | 7.20"))
    assert [field and field.line for field in (found.subtotal, found.total_amount, found.cash)] == [3, 5, 7]


def test_the_largest_amount_is_not_the_total(rows: Rows) -> None:
    assert values(totals_of(rows("TOTAL | 9.60", "CASH | 100.00", "CHANGE | 90.40")))["total_amount"] == "9.60"


def test_the_tax_of_a_summary_table_is_read_where_no_other_is(rows: Rows) -> None:
    printed = rows(
        "PADLOCK | 9.90", "TOTAL INCL GST | 9.90", "CASH | 10.00", "CHANGE | 0.10", "GST SUMMARY", "S 6% | 9.34 | 0.56"
    )
    found = values(totals_of(printed))
    assert (found["tax_amount"], found["vatable_sales"]) == ("0.56", "9.34")


def test_what_arithmetic_found_is_less_sure(rows: Rows) -> None:
    totals = totals_of(rows("SOAP | 100.00", "RICE | 12.00", "TOTAL | 112.00", "BRZK | 120.00", "VLUM | 8.00"))
    assert totals.cash
    assert totals.change
    assert (totals.cash.value, totals.change.value) == (Decimal("120.00"), Decimal("8.00"))
    assert totals.cash.confidence < 0.9


def test_amounts_without_a_total_have_no_role(rows: Rows) -> None:
    assert totals_of(rows("about 3.50 of it", "or 7.25")) == Totals()


def test_a_tax_of_half_the_total_is_a_misread_label(rows: Rows) -> None:
    printed = rows("SOAP | 100.00", "RICE | 50.00", "Tax basis | 150.00", "Svc Chg | 15.00", "Total | 165.00")
    assert values(totals_of(printed)) == {"total_amount": "165.00", "subtotal": "150.00", "service_charge": "15.00"}


def test_cash_and_change_are_told_by_their_difference_whatever_they_are_called(rows: Rows) -> None:
    found = values(totals_of(rows("TEA | 45.00", "Total | 45.00", "Cash in | 50.00", "Cash back | 5.00")))
    assert (found["cash"], found["change"]) == ("50.00", "5.00")


def test_a_negative_sc_is_a_senior_citizens_discount(rows: Rows) -> None:
    printed = rows("SOAP | 100.00", "RICE | 50.00", "Subtotal | 150.00", "SC | -30.00", "Total | 120.00")
    assert values(totals_of(printed)) == {"total_amount": "120.00", "subtotal": "150.00", "discount": "30.00"}
