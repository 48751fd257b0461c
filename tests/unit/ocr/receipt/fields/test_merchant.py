import datetime
from collections.abc import Callable

import pytest

from ocr.receipt.extract import decide
from ocr.receipt.fields.head import read_head
from ocr.receipt.fields.merchant import name_candidates
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.locale import Locale
from tests.support.heads import APART, LEARNT, Head

Rows = Callable[..., tuple[Row, ...]]
ADDRESS = ("NO.2, JALAN TEMENGGUNG 19/9,", "43200 CHERAS, SELANGOR", "GST REG NO: 001335787520", "TAX INVOICE")

# Two words of a name in two sizes, the first of which could be all of it.
UNSOLVED = ("KOPI TIAM SIN YOON",)


def merchant(printed: tuple[Row, ...]) -> str | None:
    choice = decide(printed, Locale(today=datetime.date(2026, 12, 31))).merchant
    return choice.value.value if choice else None


def chosen(printed: tuple[Row, ...]) -> str | None:
    finding = decide(printed, Locale(today=datetime.date(2026, 12, 31))).findings.get("merchant")
    return finding.value if finding else None


def letters(name: str | None) -> str | None:
    return name and "".join(char for char in name.upper() if char.isalnum())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (("RESTORAN WAN SENG", "002043319-W"), "RESTORAN WAN SENG"),
        (("AEON BIG (M) BHD (126926-H)",), "AEON BIG (M) BHD"),
        (("PASARAYA BORONG BIJAK", "SDN BHD", "(124525-H)"), "PASARAYA BORONG BIJAK SDN BHD"),
        (("tan mei ling", "BUKU MAJU (TAMAN DAYA) SDN BHD", "(1029384-K)"), "BUKU MAJU (TAMAN DAYA) SDN BHD"),
        (("31801017", "KEDAI KOPI HO HUAT", "(81109-A)"), "KEDAI KOPI HO HUAT"),
        (("NYONYA COLORS @ 1 UTAMA", "LITTLE CRAVES SDN BHD (562007-D)"), "LITTLE CRAVES SDN BHD"),
        (
            ("LIAN HUAT PU TIAN VEGETARIAN", "RESTAURANT SDN BHD", "(1095514-X)"),
            "LIAN HUAT PU TIAN VEGETARIAN RESTAURANT SDN BHD",
        ),
        (("TAX INVOICE", "ROTI CANAI HOUSE", "GST REF NO : 001694261248"), "ROTI CANAI HOUSE"),
    ],
)
def test_chooses_the_malaysian_firm_among_the_first_rows(rows: Rows, head: tuple[str, ...], expected: str) -> None:
    assert merchant(rows(*head, *ADDRESS, "TEH | 2.20", "TOTAL | 2.20")) == expected


@pytest.mark.parametrize(
    "head",
    [
        ("KISLAP HYPERMART", "Operated by: Ligaya Food Group, Inc."),
        ("KISLAP HYPERMART", "OPERATED BY", "Ligaya Food Group, Inc."),
        ("KISLAP HYPERMART", "Ligaya Food Group, Inc."),
        ("BAYBAY RURAL BANK", "KISLAP HYPERMART"),
    ],
)
def test_a_philippine_shop_goes_by_its_name_not_its_owners(rows: Rows, head: tuple[str, ...]) -> None:
    printed = rows(
        *head, "426 Bonifacio St., Brgy. Poblacion", "Cebu City 6000", "VAT REG TIN: 088-395-540-00000", "TOTAL | 5.00"
    )
    assert merchant(printed) == "KISLAP HYPERMART"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            ("SYARIKAT PERNIAGAAN", "MAJU JAYA ELEKTRIK", "SDN BHD", "(452311-K)"),
            "SYARIKAT PERNIAGAAN MAJU JAYA ELEKTRIK SDN BHD",
        ),
        (("PERNIAGAAN HOCK LEE (BATU", "PAHAT) SDN BHD", "(231123-T)"), "PERNIAGAAN HOCK LEE (BATU PAHAT) SDN BHD"),
        (("PASAR RAYA MEGA MAJU", "(SEMENYIH) SDN BHD", "(767840-W)"), "PASAR RAYA MEGA MAJU (SEMENYIH) SDN BHD"),
        (("HOME MASTER HARDWARE &", "ELECTRICAL"), "HOME MASTER HARDWARE & ELECTRICAL"),
        (("TONYMOLY VIVA CITY", "(TONYMOLY SHOP (95874))"), "TONYMOLY VIVA CITY"),
        (("FACE TO FACE NOODLE HOUSE", "FTOF NOODLE HOUSE", "(002049088-U)"), "FTOF NOODLE HOUSE"),
        (("99 SPEED MART 5/8 (519537-X)",), "99 SPEED MART S/B"),
        (("TQ FOR SHOPPING WITH mySHOP.com", "OASIS VILLAGE", "MYSHOP RETAIL SB(306295-X)"), "MYSHOP RETAIL SB"),
    ],
)
def test_a_name_is_a_span_of_rows_chosen_whole(rows: Rows, head: tuple[str, ...], expected: str) -> None:
    assert merchant(rows(*head, *ADDRESS, "TEH | 2.20", "TOTAL | 2.20")) == expected


def test_a_receipt_that_names_its_shop_at_the_foot_alone_has_it_from_there(rows: Rows) -> None:
    printed = rows(*ADDRESS, "TEH | 2.20", "TOTAL | 2.20", "THANK YOU FOR SHOPPING AT KEDAI SENI")
    assert merchant(printed) == "KEDAI SENI"


@pytest.mark.parametrize(
    "thanks", ["THANK YOU FOR SHOPPING WITH US", "THANK YOU FOR SHOPPING AT OUR STORE", "DINE IN 2 PAX"]
)
def test_nobody_is_thanked_by_us(rows: Rows, thanks: str) -> None:
    printed = rows(*ADDRESS, "TEH | 2.20", "TOTAL | 2.20", thanks)
    assert not any("only_thanked" in name.evidence for name in name_candidates(read_head(printed), printed, "MY"))


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            head,
            id=f"{head.country} {head.name}",
            marks=[pytest.mark.xfail(reason="two sizes of print, the first a name by itself")]
            if head.name in UNSOLVED
            else [],
        )
        for head in LEARNT
    ],
)
def test_the_merchant_of_a_head_of_the_world_is_known(head: Head) -> None:
    assert letters(chosen(read_rows([head.page]))) == letters(head.name)


def test_most_merchants_of_heads_that_nothing_was_learnt_from_are_known() -> None:
    known = [letters(chosen(read_rows([head.page]))) == letters(head.name) for head in APART]
    assert sum(known) / len(known) >= 0.85


@pytest.mark.parametrize(
    "head", [head for head in (*LEARNT, *APART) if head.name is None], ids=lambda head: head.rows[0]
)
def test_no_name_is_made_of_an_address(head: Head) -> None:
    assert chosen(read_rows([head.page])) is None


@pytest.mark.parametrize(
    "rows_below",
    [
        ("VAT No: 701924753", "RECEIPT", "Invoice No. 027001", "Till 3", "Date: 04/02/2025", "House Lager | 4.20"),
        ("WA 0812 1626 6668", "NOTA", "21.12.24-21:50:39", "TEH KOTAK | 4.20"),
        (
            "DT: 028 3051 1831",
            "MST 0117886397",
            "#32-13.11.2023 10:39",
            "So: 024978",
            "Pho bo tai",
            "6 @ 59.000 | 354.000",
        ),
        (
            "Telefon 040 5026689",
            "USt-ID: DE942287170",
            "RECHNUNG",
            "Beleg-Nr. 092484",
            "13:20 23.08.2024",
            "Zahnpasta | 4,20",
        ),
        ("VAT NO. IE 5349782B", "House Lager 330 | 27.00"),
        (
            "Tel: (512) 555-0153",
            "GUEST CHECK",
            "Ticket: 053237",
            "Till 6",
            "DATE Mar 21, 2024",
            "CHEDDAR TASTY 500G | 4.20",
        ),
    ],
)
def test_goods_behind_the_rows_of_the_sale_are_no_name(rows: Rows, rows_below: tuple[str, ...]) -> None:
    assert chosen(rows(*rows_below, "TOTAL | 4.20")) is None


@pytest.mark.parametrize(
    "printed",
    [
        ("Telp. (021) 012 2299", "STRUK", "11:33:21 2025-05-23", "4117 | 10 061818", "2 | Soto Betawi | 72,000", "2 item", "Total | Rp 72,000"),
        ("SDT: 0984881221", "HOA DON THANH TOAN", "1 | Ca phe sua da | 29.000", "1 | Com tam suon | 63.000", "Thanh toan | 92.000 VND"),
        ("TICKET", "Plat du jour | 18,00 €", "A PAYER | 18,00 €"),
        ("RECEIPT", "2 | Onigiri Salmon | *", "3 | Egg Sandwich | *", "1 | Umbrella | ¥559", "TOTAL | ¥1,770"),
    ],
)  # fmt: skip
def test_goods_are_no_name_where_none_is_printed(rows: Rows, printed: tuple[str, ...]) -> None:
    assert chosen(rows(*printed)) is None


@pytest.mark.parametrize(
    "slogan", ["Fresh every day", "Good food, good mood", "the taste of home", "Always open for you", "Serving families since 1974"]
)  # fmt: skip
def test_what_a_shop_says_of_itself_is_no_name(rows: Rows, slogan: str) -> None:
    below = ("283 Church Street", "LEEDS LS1 6HT", "Tel: 020 7946 0648", "TEA | 2.20", "TOTAL | 2.20")
    assert chosen(rows(slogan, *below)) is None
    assert chosen(rows("ZEPHRA", slogan, *below)) == "ZEPHRA"


@pytest.mark.parametrize(
    "name", ["Café de la Paix", "Restaurant zur alten Post", "Salt and Pepper", "the body shop", "adidas", "Casa do pão de queijo"]
)  # fmt: skip
def test_a_name_may_be_in_small_letters(rows: Rows, name: str) -> None:
    below = (
        "283 Church Street",
        "LEEDS LS1 6HT",
        "TEA | 2.20",
        "TOTAL | 2.20",
        "www.thebodyshop.com",
        "www.casadopaodequeijo.com.br",
    )
    assert chosen(rows(name, *below)) == name


@pytest.mark.parametrize(
    "row", ["Co. Reg. No. 246399-P", "CO. REG. NO.: 946207-D", "(002043319-W)", "Blk 4 Lot 11 518 J.P. Laurel"]
)  # fmt: skip
def test_a_number_and_a_lot_are_no_names(rows: Rows, row: str) -> None:
    assert chosen(rows(row, *ADDRESS, "TEH | 2.20", "TOTAL | 2.20")) is None


@pytest.mark.parametrize("row", ["ABC SDN BHD (CO. NO. 123456-X)", "RESTORAN MAJU (CO. NO. 12345-X)"])
def test_a_name_may_stand_before_its_registration_number(rows: Rows, row: str) -> None:
    assert chosen(rows(row, *ADDRESS, "TEH | 2.20", "TOTAL | 2.20")) == row.partition(" (")[0]
