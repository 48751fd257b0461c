"""The letters of a text that was cut from spans."""

import math

import pytest

from ocr.model import Letter
from ocr.receipt.layout.letters import doubt, letters_of
from ocr.receipt.layout.span import TextSpan

BOX = ((0, 0), (9, 0), (9, 9), (0, 9))


def span(text: str, *probabilities: float) -> TextSpan:
    letters = tuple(map(Letter, probabilities))
    return TextSpan(0, text, 0, 9, 0, 9, 0.9, BOX, letters)


SPANS = (span("AB, C", 0.1, 0.2, 0.3, 0.4, 0.5), span("AD", 0.6, 0.7))


@pytest.mark.parametrize(
    ("text", "probabilities"),
    [
        ("AB, C AD", [0.1, 0.2, 0.3, 0.4, 0.5, 1.0, 0.6, 0.7]),
        ("C AD", [0.5, 1.0, 0.6, 0.7]),
        ("B C D", [0.2, 1.0, 0.5, 1.0, 0.7]),
        # What is printed nowhere is not doubted.
        ("AB XY", [0.1, 0.2, 1.0, 1.0, 1.0]),
    ],
)
def test_each_character_has_the_letter_it_was_read_as(text: str, probabilities: list[float]) -> None:
    found = [letter.probability for letter in letters_of(text, SPANS)]

    assert len(found) == len(text)
    places = [place for place, character in enumerate(text) if character != " "]
    assert [found[place] for place in places] == [probabilities[place] for place in places]


def test_nothing_is_known_where_the_engine_tells_of_no_letters() -> None:
    spans = (SPANS[0], span("AD"))

    assert letters_of("C AD", spans) == ()
    assert doubt("C AD", spans) == {}


def test_the_doubt_of_a_text_is_that_of_its_own_letters_and_digits() -> None:
    spans = (span("AB-9", 0.99, 0.98, 0.2, 0.97), span("X", 0.1))

    assert doubt("AB-9", spans) == {"doubt": pytest.approx(-math.log(0.99 * 0.98 * 0.97)), "doubted": 0.0}
    assert doubt("B X", spans)["doubted"] == 1.0
