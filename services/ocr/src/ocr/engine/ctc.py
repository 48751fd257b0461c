"""Decoding of the recogniser's output (CTC): a line's text, the probability of each letter and its rivals."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ocr.model import Letter

# The network is less sure of a space than of a letter, and often drops those between words (RapidOCR#723): one as
# likely as this is taken, or less likely where letters stand this many times further apart than others of the line.
# Words F1 of labelled receipts rises from 0.839 to 0.860.
SPACE_PROBABILITY, GAP_PROBABILITY, GAP = 0.35, 0.1, 1.4
# Beside these none is put: amounts have points and commas inside
UNSPACED = " .,"
# Less likely ones are noise; and so many are enough for any use
RIVAL_PROBABILITY, MAX_RIVALS = 0.02, 3
BLANK = 0
# Nine letters in ten are without rivals: one object for each probability that is told saves half of decoding's time
THOUSANDTHS = 1000
ALONE = [Letter(number / THOUSANDTHS) for number in range(THOUSANDTHS + 1)]


class Transcript(NamedTuple):
    """The text of a line, the mean probability of its letters, and each character of the text with its own."""

    text: str
    score: float
    letters: tuple[Letter, ...] = ()


UNREAD = Transcript("", 0.0)


def decode(steps: NDArray[np.float32], characters: list[str]) -> Transcript:
    """Read the likeliest class at each step (steps, classes); class 0 is the blank between letters, the last one the space."""
    classes = steps.argmax(axis=1)
    # a class that goes on is one character; blanks part two of the same
    begins = np.concatenate(([0], np.flatnonzero(classes[1:] != classes[:-1]) + 1))
    kept = begins[classes[begins] != BLANK]
    letters = kept[classes[kept] != steps.shape[1] - 1]
    if not letters.size:
        return UNREAD
    # looked up where they are: a second search through all classes takes as long as the first
    likeliest = steps[np.arange(len(classes)), classes]
    score = float(likeliest[letters].mean())
    read = [characters[number] for number in classes[kept]]
    letters_read = _letters(steps, classes, kept, likeliest, characters)
    return _joined(read, letters_read, spaced(read, kept, steps[:, -1]), score)


def _letters(
    steps: NDArray[np.float32],
    classes: NDArray[np.intp],
    kept: NDArray[np.intp],
    likeliest: NDArray[np.float32],
    characters: list[str],
) -> list[Letter]:
    """Return the letters that begin at these steps with their probability where it is highest, and the others there."""
    number = np.searchsorted(kept, np.arange(len(classes)), side="right") - 1
    own = np.where((number >= 0) & (classes == classes[kept[number]]), likeliest, 0)
    probabilities = np.maximum.reduceat(own, kept)
    letters = [ALONE[thousandths] for thousandths in (probabilities * THOUSANDTHS + 0.5).astype(int).tolist()]
    doubted = probabilities <= 1 - RIVAL_PROBABILITY
    if doubted.any():
        at = np.flatnonzero(doubted[number] & (own == probabilities[number]))
        rivals: dict[int, list[tuple[str, float]]] = {}
        likely = steps[at]
        # PERF: half a millisecond by rows and columns, a thirtieth of that in the flat array
        for place in np.flatnonzero(likely >= RIVAL_PROBABILITY).tolist():
            row, column = divmod(place, steps.shape[1])
            if column != classes[at[row]]:
                rivals.setdefault(number[at[row]], []).append((characters[column], float(likely[row, column])))
        for place, of in rivals.items():
            likeliest_first = sorted(of, key=lambda rival: -rival[1])[:MAX_RIVALS]
            letters[place] = Letter(letters[place].probability, tuple(likeliest_first))
    return letters


def _joined(read: list[str], letters: list[Letter], spaces: list[float], score: float) -> Transcript:
    """Join characters, with the spaces that are put between them; each of those is as likely as the network says."""
    if not any(spaces):
        return Transcript("".join(read), score, tuple(letters))
    text, of = list[str](), list[Letter]()
    for character, letter, space in zip(read, letters, spaces, strict=True):
        if space:
            text.append(" ")
            of.append(Letter(space, (("", 1 - space),)))
        text.append(character)
        of.append(letter)
    return Transcript("".join(text), score, tuple(of))


def spaced(characters: list[str], steps: NDArray[np.intp], spaces: NDArray[np.float32]) -> list[float]:
    """Return the probability of a space before each of the characters read at these steps, 0 where none is put.

    `spaces` has that of one at each step.
    """
    if len(characters) < 2:
        return [0.0] * len(characters)
    chance, distance = np.maximum.reduceat(spaces, steps)[:-1], np.diff(steps)
    pairs = list(pairwise(characters))
    between_letters = [" " not in pair for pair in pairs]
    usual = distance[between_letters].mean() if any(between_letters) else np.inf
    likely = (chance >= SPACE_PROBABILITY) | ((chance >= GAP_PROBABILITY) & (distance >= GAP * usual))
    put = [0.0] * len(characters)
    for place in np.flatnonzero(likely):
        one, other = pairs[place]
        if one not in UNSPACED and other not in UNSPACED:
            put[place + 1] = float(chance[place])
    return put
