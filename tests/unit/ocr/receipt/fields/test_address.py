from collections.abc import Callable

import pytest

from ocr.receipt.fields.address import find_address
from ocr.receipt.fields.head import read_head
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def address(printed: tuple[Row, ...], name_row: int | None = 0) -> str | None:
    found = find_address(read_head(printed), name_row)
    return found.value if found else None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("SHOP", "002043319-W", "No.2, Jalan Temenggung 19/9,", "Seksyen 9, Bandar Mahkota Cheras,", "43200 Cheras, Selangor", "GST NO: 1"),
         "No.2, Jalan Temenggung 19/9, Seksyen 9, Bandar Mahkota Cheras, 43200 Cheras, Selangor"),
        (("SHOP", "JALAN TRAS BATU 1", "28700 BENTONG", "PAHANG DARUL MAKMUR.", "Tel : 09-2201388"), "JALAN TRAS BATU 1 28700 BENTONG PAHANG DARUL MAKMUR."),
        (("SHOP PERMAS", "SHOP PERMAS JAYA", "No.12, Jalan Permas 10,", "81750 Masai Johor", "Date: 1/2/2018"), "No.12, Jalan Permas 10, 81750 Masai Johor"),
        (("SHOP", "NO 43-45-47G,", "TAMAN SEJATI", "IJOK, 45600 BESTARI JAYA", "03-3279 1851"), "NO 43-45-47G, TAMAN SEJATI IJOK, 45600 BESTARI JAYA"),
        (("SHOP", "Unit 2B, 36 Kamagong St.,", "Brgy. Maligaya, Dumaguete City", "6200", "VAT REG TIN 1"), "Unit 2B, 36 Kamagong St., Brgy. Maligaya, Dumaguete City 6200"),
        (("SHOP", "HQ: 7, JLN SS21/34, 47400 PJ TEL: 03 77282288"), "HQ: 7, JLN SS21/34, 47400 PJ"),
    ],
)  # fmt: skip
def test_an_address_is_the_rows_between_the_name_and_the_numbers(
    rows: Rows, texts: tuple[str, ...], expected: str
) -> None:
    assert address(rows(*texts)) == expected


@pytest.mark.parametrize("branch", ["1237-TMN PUCHONG UTAMA", "AEON SHAH ALAM", "Mobile /Whatsapps : +6012-918 7937"])
def test_a_row_behind_postcode_and_state_that_is_no_place_is_no_part_of_it(rows: Rows, branch: str) -> None:
    printed = rows(
        "MART S/B (519537-X)",
        "LOT P.T. 2811, JALAN ANGSA,",
        "TAMAN BERKELEY",
        "41150 KLANG, SELANGOR",
        branch,
        "GST ID: 1",
    )
    assert address(printed) == "LOT P.T. 2811, JALAN ANGSA, TAMAN BERKELEY 41150 KLANG, SELANGOR"


def test_numbers_of_houses_are_no_prices(rows: Rows) -> None:
    printed = rows(
        "SHOP", "NO.53 55,57 & 59, JALAN SAGU 18,", "TAMAN DAYA,", "81100 JOHOR BAHRU,", "JOHOR.", "TAX INVOICE"
    )
    assert address(printed) == "NO.53 55,57 & 59, JALAN SAGU 18, TAMAN DAYA, 81100 JOHOR BAHRU, JOHOR."


def test_the_buyers_address_is_not_the_sellers(rows: Rows) -> None:
    printed = rows(
        "BAKERY SDN BHD",
        "Lot 3, Jalan Pelabur 23/1,",
        "40300 Shah Alam, Selangor.",
        "TAX INVOICE",
        "FRESH MARKET SDN BHD",
        "JALAN SS 15/4B,",
        "47500 SUBANG JAYA",
    )
    assert address(printed) == "Lot 3, Jalan Pelabur 23/1, 40300 Shah Alam, Selangor."


def test_misread_letters_of_an_address_are_corrected(rows: Rows) -> None:
    printed = rows("SHOP", "L0T 29O, J1N AIR PANAS,", "4600D PETALING JAYA, SETANGOR")
    assert address(printed) == "LOT 290, JLN AIR PANAS, 46000 PETALING JAYA, SELANGOR"


def test_a_head_without_an_address_gives_none(rows: Rows) -> None:
    assert address(rows("SHOP", "TAX INVOICE", "Date: 1/2/2018", "TEH | 2.20")) is None


def test_a_speck_behind_the_last_full_stop_is_no_part_of_it(rows: Rows) -> None:
    printed = rows("SHOP SDN BHD", "NO 43, TAMAN SEJATI,", "45600 BESTARI JAYA, SELANGOR.O", "TAX INVOICE")
    assert address(printed) == "NO 43, TAMAN SEJATI, 45600 BESTARI JAYA, SELANGOR."
