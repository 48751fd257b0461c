import pytest

from ocr.receipt.text.ocr_correction import Corrector, correct_address, correct_name


@pytest.mark.parametrize(
    ("printed", "right"),
    [("40300 Shah Alam, Setangor.", "40300 Shah Alam, Selangor."), ("43200 Cherag", "43200 Cheras"), ("Chéras", "Cheras"), ("475G0 SUBANG", "47500 SUBANG"),
     ("J1N BESAR", "JLN BESAR"), ("NO 31G", "NO 31G"), ("Parañaque", "Parañaque"), ("Loi 3, Jalan", "Lot 3, Jalan"), ("JALAN DEDAP 13", "JALAN DEDAP 13"), ("JALAN UTARA", "JALAN UTARA")],
)  # fmt: skip
def test_words_and_numbers_of_an_address_are_corrected(printed: str, right: str) -> None:
    assert correct_address(printed) == right


@pytest.mark.parametrize(
    ("printed", "right"), [("BAKERTES", "BAKERIES"), ("TRADlNG", "TRADING"), ("Hardwaxe", "Hardwaxe"), ("KL", "KL")]
)
def test_words_of_a_firm_are_corrected_only_where_letters_look_alike(printed: str, right: str) -> None:
    assert correct_name(printed) == right


def test_a_known_word_is_left_alone_though_another_is_near() -> None:
    assert Corrector(("sungai", "sungei")).correct("SUNGEI BESI") == "SUNGEI BESI"
