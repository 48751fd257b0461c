from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.fields.subtotal import find_subtotal
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def subtotal(printed: tuple[Row, ...], *known: str) -> str | None:
    amounts = read_amounts(printed)
    total = [amount for amount in amounts if amount.kind in ("total", "final")][-1]
    labelled = {amount.kind: amount for amount in amounts if amount.kind in known}
    found = find_subtotal(amounts, total, labelled)
    return f"{found['subtotal'].label} {found['subtotal'].value}" if "subtotal" in found else None


@pytest.mark.parametrize(
    "printed",
    [
        ("SOAP | 100.00", "RICE | 50.00", "BRZK | 150.00", "TOTAL | 150.00", "CASH | 200.00", "CHANGE | 50.00"),
        ("SOAP | 100.00", "2 @ 50.00", "RICE | 50.00", "BRZK | 150.00", "DISCOUNT | -10.00", "TOTAL | 140.00"),
        ("SOAP | 100.00", "LESS 10% | -10.00", "RICE | 50.00", "BRZK | 150.00", "DISC | -10.00", "TOTAL | 140.00"),
        ("SOAP | 100.00", "RICE | 50.00", "BRZK | 150.00", "VLUM | 15.00", "TOTAL | 165.00"),
        ("BRZK | 112.00", "Less: VAT | 12.00", "Net of VAT | 100.00", "Add: VAT | 12.00", "TOTAL | 112.00"),
    ],
)
def test_finds_what_leads_from_the_goods_to_the_total(rows: Rows, printed: tuple[str, ...]) -> None:
    found = subtotal(rows(*printed))
    assert found is not None
    assert found.startswith("BRZK")


def test_a_total_that_charges_still_change_is_a_subtotal(rows: Rows) -> None:
    printed = rows("SOAP | 100.00", "RICE | 50.00", "CHECK AMOUNT | 150.00", "SVC CHG | 15.00", "TOTAL | 165.00")
    assert subtotal(printed) == "CHECK AMOUNT 150.00"


def test_what_makes_a_total_with_the_tax_below_it_is_the_subtotal(rows: Rows) -> None:
    printed = rows("TEA | 106.00", "BRZK | 100.00", "GST 6% | 6.00", "TOTAL INCL GST | 106.00", "TOTAL | 106.00")
    assert subtotal(printed, "tax") == "BRZK 100.00"


@pytest.mark.parametrize(
    "printed",
    [
        ("COFFEE | 50.00", "TEA | 50.00", "TOTAL | 100.00"),
        ("COFFEE | 50.00", "TOTAL | 50.00", "VISA | 50.00"),
        ("COFFEE | 50.00", "TOTAL | 50.00", "VATable Sales | 44.64", "VAT | 5.36", "TOTAL | 50.00"),
    ],
)
def test_neither_goods_nor_a_repeated_total_are_a_subtotal(rows: Rows, printed: tuple[str, ...]) -> None:
    assert subtotal(rows(*printed)) is None


def test_a_form_prints_the_sale_beside_its_tax_classes(facts: Callable[..., Facts]) -> None:
    found = facts(
        "SHOP CORP", "INVOICE", "NAILS | 112.00", "VATable Sales | 100.00 | Brazok Vlum | 112.00",
        "VAT-Exempt Sales | 0.00 | Less: VAT | 12.00", "Zero-Rated Sales | 0.00 | Net of VAT | 100.00",
        "VAT Amount | 12.00 | Add: VAT | 12.00", "TOTAL AMOUNT DUE | 112.00",
    ).totals  # fmt: skip
    assert found.subtotal is not None
    assert (found.subtotal.text, found.subtotal.value) == ("112.00", Decimal(112))
