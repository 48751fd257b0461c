import pytest

from ocr.receipt.fields.name_text import SURE_SCORE, clean, correct, correct_form


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
        ("EDEKA Handels GmbH & Co. KG", "EDEKA Handels GmbH & Co. KG"),
        ("INC COFFEE ROASTERS", "INC COFFEE ROASTERS"),
        # A shop's own number before or behind its name, a stamp, a former name.
        ("#000002 BAIFU (M) Sdn Bhd", "BAIFU (M) Sdn Bhd"),
        ("STARBUCKS Store #10208", "STARBUCKS"),
        ("Victoria Market #1019", "Victoria Market"),
        ("STUDIO 54", "STUDIO 54"),
        ("YONG CEN ENTERPRISE POSTED", "YONG CEN ENTERPRISE"),
        ("POSTED NOTES TRADING", "POSTED NOTES TRADING"),
        ("KEDAI SENI RETAIL SB(306295-X) FKA BISON STORES SB", "KEDAI SENI RETAIL SB"),
    ],
)
def test_numbers_branches_stamps_and_specks_are_no_part_of_a_name(printed: str, name: str) -> None:
    assert clean(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("GARDEN!A BAKERTES SDN BHD", "GARDENIA BAKERIES SDN BHD"), ("MAJU SON BHD", "MAJU SDN BHD"), ("R0YAL TRADlNG", "ROYAL TRADING"),
        ("MENTA[ INITIAL", "MENTAI INITIAL"), ("URBAN 1DEA", "URBAN IDEA"), ("1STOP BAKERY", "1STOP BAKERY"), ("7 ELEVEN", "7 ELEVEN"), ("1 UTAMA", "1 UTAMA"),
        ("MR. D.1.Y. (M) SDN BHD", "MR. D.I.Y. (M) SDN BHD"),
        ("ONE THREE SEAFOOD SDN DHD", "ONE THREE SEAFOOD SDN BHD"), ("SEVEN CARRY SBN 3HD", "SEVEN CARRY SDN BHD"),
        ("MR BAKER (PUCHONG ) SDN BHD", "MR BAKER (PUCHONG) SDN BHD"),
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


@pytest.mark.parametrize(
    ("read", "corrected"),
    [
        ("99 SPEED MART 5/B (519537-X)", "99 SPEED MART S/B (519537-X)"),
        ("99 SPEED MART 5/8 (519537-X)", "99 SPEED MART S/B (519537-X)"),
        ("99 SPEED MART S/D (519537-X)", "99 SPEED MART S/B (519537-X)"),
        ("STEEL BAR 3/8 (519537-X)", "STEEL BAR 3/8 (519537-X)"),
        ("STEEL BAR 5/8", "STEEL BAR 5/8"),
    ],
)
def test_a_misread_form_is_told_by_the_number_behind_it(read: str, corrected: str) -> None:
    assert correct_form(read) == corrected


@pytest.mark.parametrize(("score", "name"), [(0.98, "MAJU BAKERIES"), (SURE_SCORE, "MAJU BAKERTES")])
def test_a_word_is_repaired_only_where_the_reader_had_doubts(score: float, name: str) -> None:
    assert correct("MAJU BAKERTES", score) == name


def test_a_long_word_with_one_letter_wrong_is_no_other_word() -> None:
    assert correct("VERBENA CONFECTIUNERY", 1.0) == "VERBENA CONFECTIONERY"
