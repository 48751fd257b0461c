from collections.abc import Callable
from dataclasses import replace

import pytest

from ocr.model import Facts
from ocr.receipt.fields.address import address_candidates
from ocr.receipt.fields.head import read_head
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.gazetteer import POSTCODE
from ocr.receipt.scoring.address_weights import ADDRESS
from ocr.receipt.scoring.ranking import choose

Rows = Callable[..., tuple[Row, ...]]


def address(printed: tuple[Row, ...], name_row: int | None = 0) -> str | None:
    found = choose(address_candidates(read_head(printed), None if name_row is None else (name_row, name_row)), ADDRESS)
    return found.value.value if found else None


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


@pytest.mark.parametrize(
    ("row", "within"),
    [
        ("1237-TMN PUCHONG UTAMA", True),
        ("(TESCO PUTRA NILAI)", True),
        ("Mobile /Whatsapps : +6012-918 7937", False),
        ("myNEWScareline : 1800 88 1231", False),
        ("CARRY OUT NOW Pay By: CASH", False),
        ("Site: 2188", False),
    ],
)
def test_the_row_below_belongs_to_it_where_it_names_the_branch(rows: Rows, row: str, within: bool) -> None:
    printed = rows(
        "MART S/B (519537-X)",
        "LOT P.T. 2811, JALAN ANGSA,",
        "TAMAN BERKELEY",
        "41150 KLANG, SELANGOR",
        row,
        "GST ID: 1",
    )
    assert address(printed) == "LOT P.T. 2811, JALAN ANGSA, TAMAN BERKELEY 41150 KLANG, SELANGOR" + f" {row}" * within


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("HARDWARE SDN BHD", "LOT 26151 BANDAR SG LONG,", "11 1/4 MILES CHERAS", "43000 KAJANG, SELANGOR", "Site : 2188"),
         "LOT 26151 BANDAR SG LONG, 11 1/4 MILES CHERAS 43000 KAJANG, SELANGOR"),
        (("HOLDINGS SDN BHD", "249336-T", "NO.17, 18 & 41, JALAN BESAR,", "39100 BRINCHANG,", "CAMERON HIGHLANDS,", "PAHANG", "GST Reg.: 002120876032"),
         "NO.17, 18 & 41, JALAN BESAR, 39100 BRINCHANG, CAMERON HIGHLANDS, PAHANG"),
        (("MARKETING SDN BHD", "Lot F1-01, 6, Jalan 8/27A,", "53300 Kuala Lumpur,", "Wilayah Persekutuan Kuala", "Lumpur, Malaysia.", "INV No # : 1"),
         "Lot F1-01, 6, Jalan 8/27A, 53300 Kuala Lumpur, Wilayah Persekutuan Kuala Lumpur, Malaysia."),
        (("HANDEL SDN BHD", "(1074617K)", "IKEA Cheras", "No 2A Jalan Cochrane", "Taman Maluri", "55100 KUALA LUMPUR", "GST No.: 1"),
         "No 2A Jalan Cochrane Taman Maluri 55100 KUALA LUMPUR"),
        (("MPH BOOKSTORES SDN BHD", "GST No: 1", "MPH One Utama Plaza", "Lot S319, 2nd Floor,", "No 1, Lebuh Bandar Utama, 47800 P.Jaya", "Tel:03-77259003"),
         "Lot S319, 2nd Floor, No 1, Lebuh Bandar Utama, 47800 P.Jaya"),
        (("T PLUS F&B SDN. BHD.", "(1219716-T)", "PARADIGM MALL", "LOT NO.: 4F-27 & 4FK-38, 4TH FLOOR", "GST ID : 1"),
         "PARADIGM MALL LOT NO.: 4F-27 & 4FK-38, 4TH FLOOR"),
        (("MAJU TRADING", "ADDRESS: 5, JALAN PERMAS 10,", "81750 MASAI, JOHOR", "TEL: 07-386 7524"), "5, JALAN PERMAS 10, 81750 MASAI, JOHOR"),
        (("SUBANG KOPITIAM", "K3-113,JL IBRAHIM SULTAN", "80300 JOHOR BAHRU", "JOHOR", "H/P: 019-7521215"), "K3-113, JL IBRAHIM SULTAN 80300 JOHOR BAHRU JOHOR"),
    ],
    ids=("number of a lot", "comma behind the postcode's town", "state on two rows", "branch above", "shop above", "building above", "announced", "no name of a street"),
)  # fmt: skip
def test_all_rows_of_an_address_belong_to_it(rows: Rows, texts: tuple[str, ...], expected: str) -> None:
    assert address(rows(*texts)) == expected


@pytest.mark.parametrize(
    ("whole", "below"),
    [
        (("1420 Pine St", "Seattle, WA 98101"), "(206) 555-0142"),
        (("3121 SE Hawthorne Blvd", "Portland OR 97214-1234"), "503-555-0142"),
        (("12 High Street", "Reading", "RG1 2AB"), "Tel: 0118 496 0123"),
        (("Unit 4, Riverside Park", "Leeds LS1 4AP"), "VAT Reg No 123456789"),
        (("Blk 203 Bedok North St 1", "#01-467", "Singapore 460203"), "GST Reg No: M2-0012345-6"),
        (("313 Orchard Road #B3-01", "S(238895)"), "Tel: 6123 4567"),
        (("45 King St", "Newtown NSW 2042"), "Ph: (02) 9550 1234"),
        (("Jl. Kemang Raya No. 12", "Jakarta Selatan 12730"), "Telp: 021-7190123"),
        (("No 14, 5th Cross, Malleshwaram", "Bengaluru - 560003"), "GSTIN: 29ABCDE1234F1Z5"),
        (("88 Cuba Street", "Te Aro, Wellington 6011"), "GST 123-456-789"),
        (("Shop 4, Main Road Centre", "Sea Point, Cape Town 8005"), "Tel 021 434 1234"),
        (("200 Queen St W", "Toronto ON M5V 1Z4"), "416-555-0199"),
    ],
    ids=("US", "US ZIP+4", "UK", "UK on two rows", "SG", "SG in brackets", "AU", "ID", "IN", "NZ", "ZA", "CA"),
)
def test_addresses_of_other_countries_are_read_whole(rows: Rows, whole: tuple[str, ...], below: str) -> None:
    assert address(rows("BLUE FERN COFFEE", *whole, below, "Order #4412", "Latte | 4.50")) == " ".join(whole)


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


@pytest.mark.parametrize(
    "texts",
    [("SUNWAY PYRAMID MALL PARK", "TAX INVOICE"), ("CAFE", "Thanks for visiting Park Street, Level 2,", "TEH | 2.20")],
    ids=("a name", "a sentence"),
)
def test_words_of_an_address_in_a_name_or_a_sentence_are_none(
    facts: Callable[..., Facts], texts: tuple[str, ...]
) -> None:
    assert facts(*texts, "Date: 1/2/2018", "TOTAL | 2.20").address is None


def test_a_speck_behind_the_last_full_stop_is_no_part_of_it(rows: Rows) -> None:
    printed = rows("SHOP SDN BHD", "NO 43, TAMAN SEJATI,", "45600 BESTARI JAYA, SELANGOR.O", "TAX INVOICE")
    assert address(printed) == "NO 43, TAMAN SEJATI, 45600 BESTARI JAYA, SELANGOR."


@pytest.mark.parametrize(
    ("score", "expected"), [(0.9999, "1934-LAMAN RIMBUNAN, JALAN 1A"), (0.99, "1934-TAMAN RIMBUNAN, JALAN 1A")]
)
def test_a_word_is_repaired_only_where_the_reader_doubted_it(rows: Rows, score: float, expected: str) -> None:
    printed = rows("SHOP", "1934-LAMAN RIMBUNAN, JALAN 1A", "43200 CHERAS")
    read = tuple(replace(row, spans=tuple(replace(span, score=score) for span in row.spans)) for row in printed)

    assert address(read) == f"{expected} 43200 CHERAS"


@pytest.mark.parametrize(
    ("texts", "text", "value"),
    [
        (("No,35,Jalan Kebudayaan 8,", "Taman University,81300 Skudai"), "No,35,Jalan Kebudayaan 8, Taman University,81300 Skudai",
         "No,35, Jalan Kebudayaan 8, Taman University, 81300 Skudai"),
        (("NO 24, JALAN PUSAT 4,", "PUSAT BUNGA RAYA,"), "NO 24, JALAN PUSAT 4, PUSAT BUNGA RAYA,", "NO 24, JALAN PUSAT 4, PUSAT BUNGA RAYA"),
        (("NO 4, JALAN PERJIRANAN 10,", "TAMAN AIR BIRU.", "81700 PASIR GUDANG, JOHOR."), "NO 4, JALAN PERJIRANAN 10, TAMAN AIR BIRU, 81700 PASIR GUDANG, JOHOR.",
         "NO 4, JALAN PERJIRANAN 10, TAMAN AIR BIRU, 81700 PASIR GUDANG, JOHOR."),
        (("95 Quezon Blvd.", "Brgy. San Roque,", "Pasig City"), "95 Quezon Blvd. Brgy. San Roque, Pasig City", "95 Quezon Blvd. Brgy. San Roque, Pasig City"),
    ],
    ids=("blanks", "last comma", "comma read as a stop", "stop of a short form"),
)  # fmt: skip
def test_the_text_has_the_blanks_and_commas_of_the_print(
    rows: Rows, texts: tuple[str, ...], text: str, value: str
) -> None:
    head = read_head(rows("SHOP SDN BHD", *texts, "TEL: 03-78455120"))
    found = choose(address_candidates(head, (0, 0)), ADDRESS)

    assert found is not None
    assert (found.value.finding.text, found.value.finding.value) == (text, value)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (("PT Sinar Retail Jaya", "Cab. Sudirman"), ("Jl. Kemang Raya No.15", "Jakarta Selatan 12146")),
        (("Kedai Rindang",), ("Jl. Cempaka Kav. 318", "RT 03/RW 05 Kel. Menteng, Kec. Tebet")),
        (("Pho Hoa Sen",), ("73 Tran Hung Dao, P. Ben Nghe", "Q.3, TP. Ho Chi Minh")),
        (("Midori Mart",), ("9-2-5 Ginza, Chuo-ku", "Tokyo 104-0042")),
        (("Marktgut", "Always open for you"), ("Ulmenweg 334", "10195 Berlin")),
    ],
)
def test_an_address_has_the_words_of_its_country(rows: Rows, above: tuple[str, ...], expected: tuple[str, ...]) -> None:
    printed = rows(*above, *expected, "zephra.co.nz", "TEH | 2.20", "TOTAL | 2.20")

    assert address(printed) == " ".join(expected)


@pytest.mark.parametrize(
    "number",
    [
        "No. 0119", "No. Transaksi 073392", "ST# 06314", "1918 AUTH CODE 532738", "3236 APPROVED 192524", "Filiale 0412", "Cabang 0119", "Your neighbour since 1974", "EST. 1985",
        "2770 Autorisierung 318877", "TELUR AYAM | 22224 | MIE GORENG | Rp 8,000",
    ],
)  # fmt: skip
def test_the_number_of_a_document_is_no_address(rows: Rows, number: str) -> None:
    assert address(rows("ZEPHRA", number, "TEH | 2.20", "TOTAL | 2.20")) is None


@pytest.mark.parametrize(
    "expected",
    [("SHOP 123", "CANAL WALK", "CENTURY CITY 7441"), ("SHOP 225 SANDTON CITY", "RIVONIA ROAD", "SANDTON 2196")],
)
def test_a_shop_of_a_mall_is_part_of_its_address(rows: Rows, expected: tuple[str, ...]) -> None:
    assert address(
        rows("ZEPHRA (PTY) LTD", *expected, "VAT NO 4754547885", "TEA | R 2.20", "TOTAL | R 2.20")
    ) == " ".join(expected)


@pytest.mark.parametrize("row", ["GARE DE L'EST 75010 PARIS", "43200 CHERAS", "1226 MAKATI CITY"])
def test_a_postcode_may_stand_behind_any_word(row: str) -> None:
    assert POSTCODE.search(row) is not None


@pytest.mark.parametrize("row", ["SINCE 1974", "EST. 1985", "Seit 1899", "est 1974 HOME BAKERY"])
def test_a_year_is_no_postcode(row: str) -> None:
    assert POSTCODE.search(row) is None
