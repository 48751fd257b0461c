import pytest

from ocr.model import Letter
from ocr.receipt.text.ocr_correction import Corrector, correct_address, correct_name


@pytest.mark.parametrize(
    ("printed", "right"),
    [("40300 Shah Alam, Setangor.", "40300 Shah Alam, Selangor."), ("43200 Cherag", "43200 Cheras"), ("Chéras", "Cheras"), ("475G0 SUBANG", "47500 SUBANG"),
     ("J1N BESAR", "JLN BESAR"), ("NO 31G", "NO 31G"), ("NO:LOT 3", "NO:LOT 3"), ("JA:AN SS4C/5", "JALAN SS4C/5"), ("SE_ANGOR", "SELANGOR"), ("JALAN PJU 1A/7A", "JALAN PJU 1A/7A"), ("Parañaque", "Parañaque"), ("Loi 3, Jalan", "Lot 3, Jalan"), ("JALAN DEDAP 13", "JALAN DEDAP 13"), ("JALAN UTARA", "JALAN UTARA")],
)  # fmt: skip
def test_words_and_numbers_of_an_address_are_corrected(printed: str, right: str) -> None:
    assert correct_address(printed) == right


@pytest.mark.parametrize(
    ("printed", "right"),
    [("Mont Kiera, 5O480 KL", "Mont Kiera, 50480 KL"), ("L0T 29O, Jalau Besar", "LOT 290, Jalau Besar")],
)
def test_numbers_alone_are_corrected_where_no_letter_is_in_doubt(printed: str, right: str) -> None:
    assert correct_address(printed, doubted=False) == right


@pytest.mark.parametrize(
    ("printed", "right"), [("BAKERTES", "BAKERIES"), ("TRADlNG", "TRADING"), ("Hardwaxe", "Hardwaxe"), ("KL", "KL")]
)
def test_words_of_a_firm_are_corrected_only_where_letters_look_alike(printed: str, right: str) -> None:
    assert correct_name(printed) == right


def test_a_known_word_is_left_alone_though_another_is_near() -> None:
    assert Corrector(("sungai", "sungei")).correct("SUNGEI BESI") == "SUNGEI BESI"


@pytest.mark.parametrize("letter", [(), (Letter(0.6),)])
def test_the_number_of_a_house_is_no_word(letter: tuple[Letter, ...]) -> None:
    printed = "JALAN MERANTI 1A"

    assert correct_address(printed, letter * len(printed)) == printed


@pytest.mark.parametrize(
    ("printed", "probability", "right"),
    [
        ("TANAN DESA", 0.95, "TAMAN DESA"), ("TANAN DESA", 0.999, "TANAN DESA"), ("29O JALAN", 0.64, "290 JALAN"), ("29O JALAN", 0.999, "29O JALAN"),
        ("LUI 1504", 0.94, "LOT 1504"), ("LUI 1504", 0.999, "LUI 1504"), ("Lui 3", 0.94, "Lot 3"), ("110 3", 0.94, "110 3"), ("NO 3", 0.94, "NO 3"),
        # These can be nothing else.
        ("Cff Jalan Euro", 0.999, "Off Jalan Euro"), ("QFF JLN BT 3", 0.999, "OFF JLN BT 3"), ("STAFF JALAN", 0.94, "STAFF JALAN"),
        ("Jalan Dlnar G", 0.999, "Jalan Dinar G"), ("Jln Clark, Blk 3", 0.94, "Jln Clark, Blk 3"),
        ("JalamPelabur 23", 0.7, "JalanPelabur 23"), ("JalamBesar 23", 0.999, "JalamBesar 23"), ("MidValley", 0.7, "MidValley"),
        ("ln Tmn Desa", 0.999, "Jln Tmn Desa"), ("LN TMN DESA", 0.999, "JLN TMN DESA"), ("Inn Tmn Desa", 0.999, "Inn Tmn Desa"),
        ("DESA, 52000 XL", 0.999, "DESA, 52000 KL"), ("52000 KI.", 0.999, "52000 KL."), ("81750 XL", 0.999, "81750 XL"), ("52000 XL MART", 0.999, "52000 XL MART"),
        ("4330O SERI", 0.999, "43300 SERI"), ("Chéras", 0.999, "Cheras"), ("1OT 1851", 0.999, "LOT 1851"),
    ],
)  # fmt: skip
def test_an_address_changes_where_the_reader_doubted(printed: str, probability: float, right: str) -> None:
    assert correct_address(printed, [Letter(probability)] * len(printed)) == right


@pytest.mark.parametrize(
    ("printed", "probability", "right"),
    [("BAKERTES", 0.95, "BAKERIES"), ("BAKERTES", 0.999, "BAKERTES"), ("CONFECTIUNERY", 0.999, "CONFECTIONERY")],
)
def test_a_name_changes_where_the_reader_doubted_or_no_other_word_is_near(
    printed: str, probability: float, right: str
) -> None:
    assert correct_name(printed, [Letter(probability)] * len(printed)) == right


def test_a_word_changes_only_where_all_that_changes_was_doubted() -> None:
    printed = "TANAN TANAN"
    letters = [Letter(0.9)] * 6 + [Letter(0.999)] * 5

    assert correct_address(printed, letters) == "TAMAN TANAN"
