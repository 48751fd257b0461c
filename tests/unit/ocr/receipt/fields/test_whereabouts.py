import datetime
from collections.abc import Callable

import pytest

from bench.labelled import page_of
from ocr.receipt.extract import decide
from ocr.receipt.fields.country import Country
from ocr.receipt.fields.head import read_head
from ocr.receipt.fields.whereabouts import is_whereabouts
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.locale import Locale
from tests.support.heads import APART, LEARNT, Head
from tests.support.receipts import ABROAD, draw

pytestmark = pytest.mark.slow

Rows = Callable[..., tuple[Row, ...]]
LOCALE = Locale(today=datetime.date(2026, 12, 31))
# Of ten receipts abroad one prints no name: of each layout these are searched for the first that does not.
SEEDS = range(600, 700)


def tells(printed: tuple[Row, ...], country: Country | None) -> bool:
    first, *others = read_head(printed)
    return is_whereabouts(first, others[0] if others else None, country)


@pytest.mark.parametrize(
    ("country", "row", "below"),
    [
        ("NZ", "Shop 8, 307 Totara Road", "Nelson 7010"),
        ("NZ", "427 Lambton Quay", "Wellington 6074"),
        ("NZ", "Lower Hutt Store", "12 Rata Street"),
        ("NZ", "Store 041 Albany", "103 Manukau Road"),
        ("AU", "CarIton Store", "31 Lygon Street"),
        ("SG", "PUNGGOL", "Blk 153 Serangoon Road"),
        ("SG", "Outlet: Jurong East", "#02-48"),
        ("SG", "#02-48", "SINGAPORE 280811"),
        ("SG", "Blk 107 Tampines Central 5", "#B9-25, S(459501)"),
        ("GB", "High Street", "Tel 01632 960905"),
        ("GB", "Unit 5", "429 Station Road"),
        ("IN", "Indiranagar Branch", "Shop No.7, FC Road"),
        ("US", "ST# 06661", "2640 W. 6TH STREET"),
        ("JP", "Namba", "1-76-5 Namba, Chuo-ku"),
        ("JP", "Airport Shop", "3-3 Dogenzaka, Shibuya-ku"),
        ("JP", "8-6-9 Ginza, Chuo-ku", "Osaka 542-0047"),
        ("ID", "Cab. Sudirman", "Jl. Kemang Raya Kav. 306"),
        ("ID", "Jl. Diponegoro No.195, Denpasar, Bali", "NPWP 09.463.567.9-866.000"),
        ("VN", "CN Quan 1", "11 Tran Hung Dao, Quan 1"),
        ("VN", "DC: 317 Le Loi", "Hoan Kiem, Ha Noi"),
        ("DE", "Lindenstr. 245", "22751 Hamburg"),
        ("DE", "Am Markt 12", "22751 Hamburg"),
        ("DE", "Hauptstraße 375, 22750 Hamburg", "Tel.: 089-631192"),
        ("FR", "405 rue Cler", "33000 Bordeaux"),
        ("FR", "Magasin 214", "322, boulevard Voltaire"),
        (None, "Store 2210", "12 Mill Lane"),
    ],
)
def test_a_row_that_says_where_it_was_sold_is_told(rows: Rows, country: Country | None, row: str, below: str) -> None:
    assert tells(rows(row, below), country)


@pytest.mark.parametrize(
    ("country", "row", "below"),
    [
        ("MY", "99 SPEED MART", "LOT P.T. 2811, JALAN ANGSA"),
        ("SG", "7-ELEVEN", "12 Bedok Road"),
        ("SG", "4 FINGERS", "Blk 5 Orchard Road"),
        ("SG", "OSAKA", "12 Bedok Road"),
        ("AU", "The Store", "12 Lygon Street"),
        ("AU", "Wattle Lane", "12 Lygon Street"),
        ("US", "STARBUCKS Store #10208", "11302 Euclid Avenue"),
        ("US", "Blue Moon Diner", "112 W Main St"),
        ("US", "TRADER JOE'S", "2001 Greenville Ave"),
        ("NZ", "Tui Corner Store", "12 Rata Street"),
        ("GB", "BLOCK 16 BISTRO", "12 Mill Lane"),
        ("GB", "Unit 5 Walk In Barbers", "12 Mill Lane"),
        ("GB", "Leeds Briggate Books Ltd", "12 Mill Lane"),
        ("DE", "Gasthaus Zur Eule", "10115 Berlin"),
        (None, "PUNGGOL", "12 Mill Lane"),
    ],
)
def test_a_name_is_not_taken_for_a_place(rows: Rows, country: Country | None, row: str, below: str) -> None:
    assert not tells(rows(row, below), country)


@pytest.mark.parametrize("layout", ABROAD)
def test_no_name_is_made_up_where_none_is_printed(layout: str) -> None:
    receipt = next(drawn for seed in SEEDS if (drawn := draw(layout, seed, level="clean")).truth.merchant is None)

    size = {"width": receipt.image.width, "height": receipt.image.height}
    page = page_of(receipt.truth.as_dict() | size)

    assert decide(read_rows([page]), LOCALE).findings.get("merchant") is None


@pytest.mark.parametrize(
    "head", [head for head in (*LEARNT, *APART) if head.name], ids=lambda head: f"{head.country} {head.name}"
)
def test_the_name_of_a_head_of_the_world_is_no_place(head: Head) -> None:
    printed = read_head(read_rows([head.page]))
    name = next((row for row in printed if row.text.casefold() == (head.name or "").casefold()), None)

    assert name is None or not is_whereabouts(name, None, None)
