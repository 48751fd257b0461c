"""Spelling of words whose letters the reader doubted: rivals of those letters are taken where they make a known word."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ocr.model import Letter
from ocr.receipt.text.folding import upper

# A letter that is read with a higher probability is left alone. Of the letters misread in the labelled names and
# addresses five in six are below, of all letters one in thirty.
SURE = 0.97
# Of a word with more doubted letters the least sure are respelt: keeps what is tried few.
MAX_DOUBTED = 4
# How many times less likely than what was read a rival may be, as a logarithm: where it makes a word that we look for;
# one of those, but short, or any other word; and less by this where it makes a letter less.
SOUGHT, KNOWN, FEWER = 4.0, 2.5, 1.5
# As much for words of four letters, and for a number with a letter in it: 475O0. One at its end may be a house's: 31G.
FEW = 1.5
SHORTEST, SHORT, SHORTEST_KNOWN = 3, 3, 4
# 1A, 12B: numbers of houses, and no words with a letter misread.
_HOUSE = re.compile(r"\d+[A-Z]{1,2}")
_NUMBER = re.compile(r"(?=(?:\D?\d){2})\d+\D{1,2}\d+|\d{2,}O{1,2}")
# A blank that is read with a lower probability is none, or a letter that has faded; C RM is still no CRM.
UNLIKELY_BLANK, SHORTEST_CLOSED = 0.5, 4
# Of a shorter word a letter that can't be seen may be any.
SHORTEST_FADED = 6
# Two parts of a word, as they may be: the second is looked at again, as the first of two.
_GAP = re.compile(r"(?<![^\W_])(?P<before>[^\W\d_]+) (?=(?P<behind>[^\W\d_]+)(?![^\W_]))")
_WORD = re.compile(r"[^\W_]+(?:[!|\[\]$][^\W_]+|[!|\[\]](?![^\W_]))*")

Spelling = tuple[str, tuple[Letter, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known words in capitals: those looked for, others that may settle a doubted letter, and those that are left alone."""

    sought: Collection[str]
    known: Collection[str] = frozenset()
    left_alone: Collection[str] = frozenset()

    def has(self, word: str) -> bool:
        """Return whether a word is known as it stands."""
        return word in self.sought or word in self.known or word in self.left_alone

    def only(self, before: str, behind: str) -> str | None:
        """Return the letter missing between two parts of a word, None unless known words agree on exactly one."""
        length = len(before) + 1 + len(behind)
        if length < SHORTEST_FADED:
            return None
        words = (word for words in (self.sought, self.known) for word in words if len(word) == length)
        fitting = {word[len(before)] for word in words if word.startswith(before) and word.endswith(behind)}
        return fitting.pop() if len(fitting) == 1 else None

    def gain(self, word: str, read: str) -> float:
        """Return the gain of a known word over the word as read, less for lost letters; minus infinity for an unknown one."""
        fewer = FEWER * (len(read) - len(word))
        if word in self.sought and len(word) >= SHORTEST:
            return (KNOWN if len(word) <= SHORT else SOUGHT) - fewer
        if word in self.known and len(word) >= SHORTEST_KNOWN:
            return (FEW if len(word) == SHORTEST_KNOWN else KNOWN) - fewer
        return -math.inf


def respelt(text: str, letters: Sequence[Letter], lexicon: Lexicon) -> Spelling:
    """Return a text and its letters with doubted letters replaced by their rivals where that makes a known word or a number.

    A word that is known as it was read stays, and so does any letter that was read surely.
    """
    # PERF: seven lines in ten have no doubted letter.
    if all(letter.probability >= SURE for letter in letters):
        return text, tuple(letters)
    text, letters = _closed(text, letters, lexicon)
    out, of, end = "", list[Letter](), 0
    for match in _WORD.finditer(text):
        start, stop = match.span()
        word, own = _best(match.group(), letters[start:stop], lexicon)
        out += text[end:start] + word
        of += [*letters[end:start], *own]
        end = stop
    return out + text[end:], (*of, *letters[end:])


def _closed(text: str, letters: Sequence[Letter], lexicon: Lexicon) -> Spelling:
    """Return a text and its letters without the blanks that are none: SHAH AL AM, and ST TIONERY, where a letter has faded."""
    at = 0
    while gap := _GAP.search(text, at):
        start, place, stop = gap.start("before"), gap.end("before"), gap.end("behind")
        at = place + 1
        if letters[place].probability >= UNLIKELY_BLANK or stop - start <= SHORTEST_CLOSED:
            continue
        before, behind = upper(gap["before"]), upper(gap["behind"])
        if lexicon.has(before) and lexicon.has(behind):
            continue
        word, of = _best(text[start:stop], letters[start:stop], lexicon)
        if " " in word and (faded := lexicon.only(before, behind)):
            word = word.replace(" ", _cased(faded, word, place - start))
            of = (*of[: place - start], Letter(letters[place].probability), *of[place - start + 1 :])
        if " " not in word:
            text, letters, at = text[:start] + word + text[stop:], (*letters[:start], *of, *letters[stop:]), start
    return text, tuple(letters)


def _best(word: str, letters: Sequence[Letter], lexicon: Lexicon) -> Spelling:
    as_read, read = (word, tuple(letters)), upper(word)
    doubted = [place for place, letter in enumerate(letters) if letter.probability < SURE and letter.rivals]
    if not doubted or word.isdigit() or lexicon.has(read):
        return as_read
    doubted = sorted(sorted(doubted, key=lambda place: letters[place].probability)[:MAX_DOUBTED])
    best, best_weight = as_read, 0.0
    for spelling, ratio in _spellings(as_read, doubted):
        weight = ratio + _gain(upper(spelling[0]), read, lexicon)
        if weight > best_weight:
            best, best_weight = spelling, weight
    return best


def _gain(word: str, read: str, lexicon: Lexicon) -> float:
    if word.isdigit():
        return FEW if len(word) == len(read) and _NUMBER.fullmatch(read) else -math.inf
    return -math.inf if _HOUSE.fullmatch(read) else lexicon.gain(word, read)


def _spellings(as_read: Spelling, doubted: Sequence[int]) -> Iterator[tuple[Spelling, float]]:
    """Yield each way to spell a word by rivals, and how likely it is against what was read, as the log of their ratio."""
    word, letters = as_read
    for chosen in product(*(_choices(word, letters[place], place) for place in doubted)):
        spelt, of = list(word), list(letters)
        ratio = 0.0
        for place, (character, letter, less_likely) in zip(doubted, chosen, strict=True):
            spelt[place], of[place] = character, letter
            ratio += less_likely
        if ratio:
            kept = [letter for character, letter in zip(spelt, of, strict=True) if character]
            yield ("".join(spelt), tuple(kept)), ratio


def _choices(word: str, read: Letter, place: int) -> list[tuple[str, Letter, float]]:
    """Return what a letter of a word may be, as it was read first, and the log of how likely each is against that."""
    choices = [(word[place], read, 0.0)]
    for character, probability in read.rivals:
        if character != word[place]:
            of = Letter(probability, ((word[place], read.probability),))
            ratio = math.log(max(probability, 1e-6) / read.probability)
            choices.append((_cased(character, word, place), of, ratio))
    return choices


def _cased(character: str, word: str, place: int) -> str:
    """Return a letter as large as most of its word: a rival of 0 may be o in a word of capitals."""
    letters = [char for char in word if char.isalpha()]
    if sum(char.isupper() for char in letters) * 2 > len(letters):
        return character.upper()
    return character.lower() if place else character
