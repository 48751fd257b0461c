"""Every word of the lexicon: misread words are corrected to them before phrases are looked for."""

from collections.abc import Iterable, Iterator
from itertools import chain

from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.lexicon.bir import NUMBERS, PARTIES
from ocr.receipt.lexicon.common import COMMON
from ocr.receipt.lexicon.companies import TRADES
from ocr.receipt.lexicon.countries import COUNTRY_MARKS
from ocr.receipt.lexicon.dates import DATES
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.lexicon.gazetteer import NEIGHBOURS, PLACES, STREETS
from ocr.receipt.lexicon.head import HEADER
from ocr.receipt.lexicon.ordinary import ORDINARY
from ocr.receipt.text.folding import alike, fold, upper
from ocr.receipt.text.spelling import Lexicon

# Shorter words have too many neighbours to be repaired: CASH, GASH, DASH.
REPAIRED_LENGTH = 5
GAP_REPAIRED_LENGTH = 7
_TABLES = (AMOUNTS, COUNTRY_MARKS, DATES, DOCUMENTS, DOCUMENT_NUMBERS, HEADER, NUMBERS, PARTIES)


class Vocabulary:
    """Words that a misread word is repaired to, found by the letters that remain when one is left out."""

    def __init__(self, words: Iterable[str], left_alone: Iterable[str] = ()) -> None:
        self._left_alone = frozenset(map(fold, left_alone))
        self._words = {folded: word for word in words if len(folded := fold(word)) >= REPAIRED_LENGTH}
        self._neighbours: dict[str, tuple[str, ...]] = {}
        for folded in sorted(self._words):
            for rest in set(_shortened(folded)):
                self._neighbours[rest] = (*self._neighbours.get(rest, ()), folded)

    def __contains__(self, folded: str) -> bool:
        return folded in self._words

    def repair(self, folded: str) -> str | None:
        """Return the folded word of the vocabulary that is at most one letter away."""
        if folded in self._words or folded in self._left_alone:
            return folded
        if not REPAIRED_LENGTH <= len(folded) <= 24:
            return None
        # A letter too many or too few makes another word of a short one: WATER, WAITER.
        long = len(folded) >= GAP_REPAIRED_LENGTH
        if long and folded in self._neighbours:
            return self._neighbours[folded][0]
        for rest in _shortened(folded):
            if long and rest in self._words:
                return rest
            for near in self._neighbours.get(rest, ()):
                if len(near) == len(folded) and _one_letter_apart(near, folded):
                    return near
        return None


def _shortened(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_letter_apart(one: str, other: str) -> bool:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and alike(*pairs[0])


def _words(phrases: Iterable[str]) -> Iterator[str]:
    return chain.from_iterable(phrase.split() for phrase in phrases)


VOCABULARY = Vocabulary(
    sorted(
        {word for table in _TABLES for printed in table.values() for word in _words(printed)}
        | set(_words((*STREETS, *PLACES, *TRADES)))
    ),
    left_alone=_words(ORDINARY),
)


def _capitals(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(upper(word.strip(".,:()%")) for word in _words(phrases))


# By which doubted letters are spelt. The ordinary words are there that none of them becomes another.
LEXICON = Lexicon(
    sought=_capitals(
        (
            *(printed for table in _TABLES for phrases in table.values() for printed in phrases),
            *STREETS,
            *PLACES,
            *TRADES,
        )
    ),
    known=_capitals((*NEIGHBOURS, *COMMON)),
    left_alone=_capitals(ORDINARY),
)
