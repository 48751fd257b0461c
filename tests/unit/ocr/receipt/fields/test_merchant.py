from collections.abc import Callable

import pytest

from ocr.receipt.fields.country import country_of
from ocr.receipt.fields.head import read_head
from ocr.receipt.fields.merchant import clean, correct, name_candidates
from ocr.receipt.layout.rows import Row
from ocr.receipt.scoring.ranking import choose
from ocr.receipt.scoring.ranking_weights import MERCHANT

Rows = Callable[..., tuple[Row, ...]]
ADDRESS = ("NO.2, JALAN TEMENGGUNG 19/9,", "43200 CHERAS, SELANGOR", "GST REG NO: 001335787520", "TAX INVOICE")


def merchant(printed: tuple[Row, ...]) -> str | None:
    choice = choose(name_candidates(read_head(printed), printed, country_of(printed)), MERCHANT)
    return choice.value.value if choice else None


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
    ("printed", "name"),
    [
        ("Anzel Ads (M) Sdn bhd (759785-H)", "Anzel Ads (M) Sdn bhd"),
        ("Dimiliki: banh mi cafe sdn bhd 1110644-W", "banh mi cafe sdn bhd"),
        ("SKCA HARDWARE SON. BHD.LL", "SKCA HARDWARE SON. BHD"),
        ("EIGHT OUNCE COFFEE CO. THE GARDENS MALL", "EIGHT OUNCE COFFEE CO."),
        ("KOPI MAJU CO. SUNWAY PLAZA PETALING JAYA", "KOPI MAJU CO."),
        ("KOPI MAJU SDN BHD THE CURVE", "KOPI MAJU SDN BHD"),
        ("MAJU FOODS CORP. SM NORTH", "MAJU FOODS CORP."),
        ("KOPI MAJU SDN BHD @ 1 UTAMA", "KOPI MAJU SDN BHD"),
        ("MAJU TRADING CENTRE", "MAJU TRADING CENTRE"),
        ("MAJU TRADING THE BAKERS", "MAJU TRADING THE BAKERS"),
        ("LIMITED EDITION SHOES", "LIMITED EDITION SHOES"),
        ("INC COFFEE ROASTERS", "INC COFFEE ROASTERS"),
    ],
)
def test_registration_numbers_branches_and_specks_are_no_part_of_a_name(printed: str, name: str) -> None:
    assert clean(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("GARDEN!A BAKERTES SDN BHD", "GARDENIA BAKERIES SDN BHD"), ("MAJU SON BHD", "MAJU SDN BHD"), ("R0YAL TRADlNG", "ROYAL TRADING"),
        ("MENTA[ INITIAL", "MENTAI INITIAL"), ("URBAN 1DEA", "URBAN IDEA"), ("1STOP BAKERY", "1STOP BAKERY"), ("7 ELEVEN", "7 ELEVEN"), ("1 UTAMA", "1 UTAMA"),
    ],
)  # fmt: skip
def test_misread_letters_of_a_name_are_corrected(printed: str, name: str) -> None:
    assert correct(printed) == name


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("BAKERIES (KLISDN BHD", "BAKERIES (KL) SDN BHD"), ("TEO HENG (M SDN BHD", "TEO HENG (M) SDN BHD"),
        ("TEO HENG (MJ SDN BHD", "TEO HENG (M) SDN BHD"), ("AEON CO. (M) BHD", "AEON CO. (M) BHD"),
    ],
)  # fmt: skip
def test_a_bracket_before_the_legal_form_is_put_back(read: str, printed: str) -> None:
    assert correct(read) == printed
