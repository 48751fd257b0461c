import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt import Locale, extract

Read = Callable[..., Facts]


def test_reads_every_fact_of_a_philippine_invoice(facts: Read, grocery: tuple[str, ...]) -> None:
    read = facts(*grocery)
    assert read.merchant
    assert read.merchant.value == "TINGKAD HYPERMART"
    assert read.address
    assert read.address.value == "Unit 2B, 426 Bonifacio St., Brgy. Poblacion Bacoor, Cavite 4102"
    assert read.date
    assert read.date.value == datetime.date(2026, 1, 29)
    assert read.time
    assert read.time.value == datetime.time(10, 7, 41)
    assert read.currency
    assert read.currency.value == "PHP"
    assert read.document_type
    assert read.document_type.value == "invoice"
    assert read.receipt_number
    assert read.receipt_number.value == "05661261"
    assert read.payment_method
    assert read.payment_method.value == "cash"
    totals = {
        name: getattr(read.totals, name) for name in ("total_amount", "vatable_sales", "tax_amount", "cash", "change")
    }
    assert {name: field.value for name, field in totals.items()} == {
        "total_amount": Decimal("775.00"), "vatable_sales": Decimal("691.96"), "tax_amount": Decimal("83.04"),
        "cash": Decimal("1000.00"), "change": Decimal("225.00"),
    }  # fmt: skip
    assert read.bir.tin
    assert read.bir.tin.value == "088-395-540"
    assert [(item.description, item.quantity, item.amount) for item in read.line_items] == [
        ("AA BATTERY 4S", Decimal(1), Decimal("118.00")),
        ("ORANGE JUICE 1L", Decimal(6), Decimal("657.00")),
    ]


def test_reads_every_fact_of_a_malaysian_invoice(facts: Read, hardware: tuple[str, ...]) -> None:
    read = facts(*hardware)
    assert read.merchant
    assert read.merchant.value == "KEDAI BESI MAJU SDN BHD"
    assert read.address
    assert read.address.value == "NO 290, JALAN AIR PANAS, SETAPAK, 53200, KUALA LUMPUR."
    assert read.date
    assert read.date.value == datetime.date(2017, 12, 4)
    assert read.currency
    assert (read.currency.value, read.currency.source) == ("MYR", "inferred")
    assert read.totals.total_amount
    assert read.totals.total_amount.value == Decimal("74.20")
    assert read.totals.tax_amount
    assert read.totals.tax_amount.value == Decimal("4.20")
    assert read.bir.tin is None
    assert [item.description for item in read.line_items] == ["PASIR HALUS (BAG)", "CEMENT (50KG)"]


def test_a_field_points_at_the_line_and_the_box_it_was_read_from(
    page: Callable[..., object], grocery: tuple[str, ...]
) -> None:
    sheet = page(*grocery)
    total = extract([sheet], Locale(today=datetime.date(2026, 11, 20))).totals.total_amount  # type: ignore[list-item]
    assert total
    assert total.line is not None
    line = sheet.lines[total.line]  # type: ignore[attr-defined]
    assert (line.text, line.box, total.source) == ("P775.00", total.box, "read")


def test_lines_of_a_second_page_are_counted_on(page: Callable[..., object], grocery: tuple[str, ...]) -> None:
    first, second = page(*grocery[:10]), page(*grocery[10:])
    read = extract([first, second], Locale(today=datetime.date(2026, 11, 20)))  # type: ignore[list-item]
    assert read.totals.total_amount
    assert read.totals.total_amount.line is not None
    lines = (*first.lines, *second.lines)  # type: ignore[attr-defined]
    assert lines[read.totals.total_amount.line].text == "P775.00"


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("",),
        ("meow",),
        ("It was the best of times, it was the worst of times,", "it was the age of wisdom, it was the age of foolishness,",
         "it was the epoch of belief, it was the epoch of incredulity."),
        ("Chapter 12", "In 1847 the total number of whales was", "about 3,000, as Captain Ahab said."),
        ("EXIT 14 | 120 km/h", "PARKING", "NO ENTRY"),
    ],
)  # fmt: skip
def test_what_is_no_receipt_gives_nulls(facts: Read, texts: tuple[str, ...]) -> None:
    read = facts(*texts)
    assert (read.merchant, read.address, read.date, read.totals.total_amount, read.line_items) == (
        None,
        None,
        None,
        None,
        (),
    )


def test_the_date_of_an_accreditation_is_no_date_of_the_sale(facts: Read) -> None:
    read = facts("SALINLAHI CARINDERIA", "NON-VAT REG TIN: 072-732-092-000", "EXTRA RICE | 19.95", "TOTAL DUE | 19.95",
                 "BIR Accred. No.: 0508288515612018024126", "Accred. Date: 02/13/2018", "Valid Until: 02/12/2023")  # fmt: skip
    assert read.date is None


def test_a_card_slip_has_no_receipt_number(facts: Read) -> None:
    read = facts("TANGLAW SAVINGS BANK", "LUNTIAN GALLERIA", "Brgy. San Roque, Cebu City", "MID: 0489811285 | TID: 06867086",
                 "Date: 11/26/2024 | 12:37:47", "BATCH: 448164 | TRACE: 253327", "REF NO: 986710723486 | APPR: 515458",
                 "SALES SLIP", "VISA ************6264", "AMOUNT | PHP 4,727.12", "** CUSTOMER COPY **")  # fmt: skip
    assert read.document_type
    assert read.document_type.value == "card_slip"
    assert read.receipt_number is None
    assert read.payment_method
    assert read.payment_method.value == "card"
    assert read.merchant
    assert read.merchant.value == "LUNTIAN GALLERIA"
    assert read.totals.total_amount
    assert read.totals.total_amount.value == Decimal("4727.12")
