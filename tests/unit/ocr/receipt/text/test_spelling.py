"""Doubted letters are spelt by their rivals, those read surely stay."""

import pytest

from ocr.model import Letter
from ocr.receipt.text.spelling import Lexicon, respelt

LEXICON = Lexicon(
    sought=frozenset({"TAMAN", "SELANGOR", "TAX", "JLN", "LA", "MART", "ALAM", "STATIONERY"}),
    known=frozenset({"IDEA", "SEAFOOD", "GOLD", "SULTAN", "MASTER", "MISTER"}),
    left_alone=frozenset({"TENDERS"}),
)
SURE = Letter(0.999)


def read(text: str, **doubted: tuple[float, str, float]) -> tuple[str, tuple[Letter, ...]]:
    """Return a text with its letters; `at3=(0.6, "n", 0.3)` is a doubted one, its rival and that one's probability."""
    letters = [SURE] * len(text)
    for place, (probability, rival, other) in doubted.items():
        letters[int(place.removeprefix("at"))] = Letter(probability, ((rival, other),))
    return text, tuple(letters)


@pytest.mark.parametrize(
    ("line", "spelt"),
    [
        (read("TAMAR SRI", at4=(0.87, "N", 0.13)), "TAMAN SRI"),
        (read("Tamar Sri", at4=(0.87, "N", 0.13)), "Taman Sri"),
        (read("1DEA SDN", at0=(0.7, "I", 0.29)), "IDEA SDN"),
        (read("J1n 3", at1=(0.83, "l", 0.1)), "Jln 3"),
        (read("NO 29O, JLN", at5=(0.64, "0", 0.35)), "NO 290, JLN"),
        (read("475O0 SUBANG", at3=(0.7, "0", 0.29)), "47500 SUBANG"),
        # One letter too many.
        (read("SELLANGOR", at2=(0.5, "", 0.45)), "SELANGOR"),
        # A blank that is none, and one where a letter has faded.
        (read("SHAH AI AM", at6=(0.9, "L", 0.1), at7=(0.14, "", 0.86)), "SHAH ALAM"),
        (read("SEL AN GOR", at3=(0.3, "", 0.6), at6=(0.3, "", 0.6)), "SEL AN GOR"),
        (read("JLN SUL AN AZLAN", at7=(0.37, "", 0.63)), "JLN SULTAN AZLAN"),
        (read("St tionery", at2=(0.26, "", 0.74)), "Stationery"),
        (read("TAMAR, SEAFOCD", at4=(0.8, "N", 0.1), at12=(0.8, "O", 0.15)), "TAMAN, SEAFOOD"),
    ],
)
def test_a_doubted_letter_becomes_the_rival_that_makes_a_word(line: tuple[str, tuple[Letter, ...]], spelt: str) -> None:
    text, letters = respelt(*line, LEXICON)

    assert text == spelt
    assert len(letters) == len(text)


@pytest.mark.parametrize(
    "line",
    [
        # Read surely, though a word is near; or with a rival that is too unlikely.
        read("TAMAR SRI"),
        read("TAMAR SRI", at4=(0.98, "N", 0.02)),
        read("GOLE", at3=(0.9, "D", 0.05)),
        # Known as it is.
        read("GOLD", at3=(0.5, "E", 0.4)),
        read("TENDERS", at6=(0.5, "", 0.45)),
        # A blank that was read surely, between words, or where the letter may be another.
        read("SUL AN"),
        read("GOLD TAX", at4=(0.3, "", 0.7)),
        read("T AX", at1=(0.3, "", 0.7)),
        read("M STER", at1=(0.3, "", 0.7)),
        read("I EA", at1=(0.3, "", 0.7)),
        # No word either way.
        read("KIERA", at2=(0.6, "A", 0.3)),
        # Numbers of houses, units and documents.
        read("MERANTI 1A", at8=(0.6, "L", 0.39)),
        read("NO 31G", at5=(0.6, "6", 0.39)),
        read("T0269", at0=(0.6, "7", 0.39)),
        read("W/O", at2=(0.6, "0", 0.39)),
        read("1851", at1=(0.5, "3", 0.49)),
    ],
)
def test_what_may_be_right_stays(line: tuple[str, tuple[Letter, ...]]) -> None:
    assert respelt(*line, LEXICON) == line


def test_a_letter_put_right_keeps_the_doubt_of_it() -> None:
    _, letters = respelt(*read("TAMAR", at4=(0.87, "N", 0.13)), LEXICON)

    assert letters == (*[SURE] * 4, Letter(0.13, (("R", 0.87),)))


def test_a_word_of_doubts_only_does_not_take_long() -> None:
    doubted = Letter(0.3, (("A", 0.2), ("B", 0.2), ("C", 0.2)))

    assert respelt("X" * 400, [doubted] * 400, LEXICON)[0] == "X" * 400
