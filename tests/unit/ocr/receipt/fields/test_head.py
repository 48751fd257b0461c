from collections.abc import Callable

import pytest

from ocr.receipt.fields.head import HeadRow, read_head
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def head(rows: Rows, text: str) -> HeadRow:
    return read_head(rows(text))[0]


def test_the_head_ends_where_the_goods_begin(rows: Rows) -> None:
    assert [
        this.text for this in read_head(rows("SHOP", "Date: 1/2/2018", "Qty | Description | Amount", "TEH | 2.20"))
    ] == ["SHOP", "Date: 1/2/2018"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("LOT 3, JALAN ANGSA | POSTED", "LOT 3, JALAN ANGSA"),
        ("POSTED", "POSTED"),
        ("BILLS PAID", "BILLS PAID"),
    ],
)
def test_a_stamp_beside_the_print_is_none_of_it(rows: Rows, text: str, printed: str) -> None:
    assert head(rows, text).text == printed


@pytest.mark.parametrize(
    "text", ["Tel:07-3507405 Fax:07-3558160", "TEL\uff1a03-87238214", "www.kings.com.my", "03-3279 1851,"]
)
def test_telephones_and_sites_are_contacts(rows: Rows, text: str) -> None:
    assert head(rows, text).is_contact


@pytest.mark.parametrize(
    "text", ["(1152264-K)", "CO. REG. NO.: 946207-D", "BR No.: 0195932-X", "(No.193573-M)", "989625-A"]
)
def test_registration_numbers_are_seen(rows: Rows, text: str) -> None:
    assert head(rows, text).is_registration


@pytest.mark.parametrize(
    "text",
    [
        "NO 290, JALAN AIR PANAS,",
        "43200 CHERAS, SELANGOR",
        "TAMANSEA,47400",
        "Brgy. San Roque, Cebu City 6000",
        "KUALA LUMPUR",
    ],
)
def test_rows_of_an_address_are_seen(rows: Rows, text: str) -> None:
    assert head(rows, text).address > 0


@pytest.mark.parametrize(
    "text", ["KEDAI KOPI HO HUAT SDN BHD", "TAX INVOICE", "Cashier: USER", "GST ID: 000750673920", "14/03/2018 5:57PM"]
)
def test_other_rows_are_no_address(rows: Rows, text: str) -> None:
    assert head(rows, text).address <= 0


def test_a_title_far_to_the_right_is_no_part_of_the_name(rows: Rows) -> None:
    assert head(rows, "Payapa Home Essentials | INVOICE").text == "Payapa Home Essentials"
