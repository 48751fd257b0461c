"""Decoding of steps of probabilities into a text with the doubt of each letter."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.engine.ctc import BLANK, MAX_RIVALS, UNREAD, decode, spaced
from ocr.model import Letter

CHARACTERS = ["", *"TOAL0I1X", " "]


def steps(*likely: dict[str, float]) -> NDArray[np.float32]:
    """Make the network's answer: at each step the likely characters."""
    made = np.zeros((len(likely), len(CHARACTERS)), np.float32)
    for step, chances in zip(made, likely, strict=True):
        for character, chance in chances.items():
            step[CHARACTERS.index(character)] = chance
    return made


SURE_T, BLANKS = {"T": 0.99}, {"": 0.99}


def probabilities(letters: tuple[Letter, ...]) -> list[float]:
    return [letter.probability for letter in letters]


def test_a_letter_has_its_rivals_likeliest_first_and_none_that_is_noise() -> None:
    read = decode(steps(SURE_T, BLANKS, {"O": 0.6, "": 0.05, "0": 0.3, "X": 0.019}), CHARACTERS)

    assert read.text == "TO"
    assert read.letters[0] == Letter(0.99)
    assert [character for character, _ in read.letters[1].rivals] == ["0", ""]
    assert [chance for _, chance in read.letters[1].rivals] == pytest.approx([0.3, 0.05])


def test_no_letter_has_more_rivals_than_are_of_use() -> None:
    read = decode(steps({"O": 0.3, "0": 0.2, "T": 0.15, "A": 0.14, "I": 0.1, "1": 0.05}), CHARACTERS)

    assert [character for character, _ in read.letters[0].rivals] == ["0", "T", "A"]
    assert len(read.letters[0].rivals) == MAX_RIVALS


def test_a_letter_that_goes_on_is_as_sure_as_where_it_is_surest() -> None:
    read = decode(
        steps({"O": 0.5, "0": 0.4}, {"O": 0.95, "0": 0.04}, {"O": 0.7, "0": 0.25}, BLANKS, SURE_T), CHARACTERS
    )

    assert read.text == "OT"
    assert probabilities(read.letters) == pytest.approx([0.95, 0.99])
    assert dict(read.letters[0].rivals) == pytest.approx({"0": 0.04})
    # the score stays the mean at the steps where letters begin
    assert read.score == pytest.approx((0.5 + 0.99) / 2)


def test_two_of_the_same_letter_are_two_where_a_blank_parts_them() -> None:
    read = decode(steps(SURE_T, BLANKS, {"T": 0.7, "I": 0.3}), CHARACTERS)

    assert read.text == "TT"
    assert probabilities(read.letters) == pytest.approx([0.99, 0.7])


def test_letters_keep_step_with_spaces_read_and_spaces_put() -> None:
    likely = [SURE_T, {"": 0.4, " ": 0.5}, {"O": 0.9, "0": 0.1}, {"": 0.55, " ": 0.4}, {"A": 0.8, "X": 0.15}, BLANKS]
    read = decode(steps(*likely), CHARACTERS)

    assert read.text == "T O A"
    assert probabilities(read.letters) == pytest.approx([0.99, 0.5, 0.9, 0.4, 0.8])
    assert [letter.rivals[0][0] for letter in read.letters[1:]] == ["", "0", "", "X"]


@pytest.mark.parametrize("likely", [BLANKS, {" ": 0.9}])
def test_a_line_without_letters_is_unread(likely: dict[str, float]) -> None:
    assert decode(steps(likely, likely), CHARACTERS) == UNREAD


@pytest.mark.parametrize("seed", range(20))
def test_every_character_of_any_line_has_its_letter(seed: int) -> None:
    drawn = np.random.default_rng(seed).dirichlet(np.full(len(CHARACTERS), 0.2), 60).astype(np.float32)
    drawn[::3, BLANK] += 1
    read = decode(drawn / drawn.sum(axis=1, keepdims=True), CHARACTERS)

    assert len(read.letters) == len(read.text)
    for character, letter in zip(read.text, read.letters, strict=True):
        assert 0 < letter.probability <= 1
        assert character not in dict(letter.rivals)


@pytest.mark.parametrize(
    ("read", "likely", "put"),
    [
        ("TOTALDUE", {5}, {5}),
        ("TOTAL DUE", {5, 6}, set()),
        ("1,234.50", {1, 2, 5, 6}, set()),
        ("PHP1,234.50", {3, 4}, {3}),
        ("A", set(), set()),
    ],
)
def test_parts_words_where_a_space_is_likely_but_no_amounts(read: str, likely: set[int], put: set[int]) -> None:
    # two steps a character, the second of which is where a space may be
    spaces = np.array([0.4 if step % 2 and (step + 1) // 2 in likely else 0.01 for step in range(2 * len(read))])

    found = spaced(list(read), np.arange(0, 2 * len(read), 2), spaces.astype(np.float32))

    assert {place for place, chance in enumerate(found) if chance} == put
    assert [chance for chance in found if chance] == pytest.approx([0.4] * len(put))


@pytest.mark.parametrize(("gap", "put"), [(2, []), (4, [3])])
def test_takes_an_unlikely_space_where_letters_stand_apart(gap: int, put: list[int]) -> None:
    steps = np.array([0, 2, 4, 4 + gap, 6 + gap, 8 + gap])
    spaces = np.full(9 + gap, 0.01, np.float32)
    spaces[5] = 0.2

    assert [place for place, chance in enumerate(spaced(list("GINKEE"), steps, spaces)) if chance] == put
