"""Search for phrases of the lexicon in text that lost its spaces or had letters misread.

Text and phrases are folded to one alphabet (folding.py); words of five letters and more may be wrong in one further letter.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, Generic, TypeVar

from ocr.receipt.lexicon.ordinary import ORDINARY
from ocr.receipt.text.caching import LINES_KEPT
from ocr.receipt.text.folding import WORD, fold, fold_word, upper
from ocr.receipt.text.vocabulary import REPAIRED_LENGTH, Vocabulary

K = TypeVar("K")

# A shorter phrase must be printed as it stands.
SURE_LENGTH = 3
# From this length on a phrase is recognised in the middle of letters that lost their spaces.
GLUED_LENGTH = 8
_POINT_IN_NUMBER = re.compile(r"\d[.,]\d\d(?!\d)")


@dataclass(frozen=True)
class Folded:
    """Folded text with the way back: for each of its characters the original one and its offset."""

    text: str
    plain: str
    offsets: tuple[int, ...]
    starts: frozenset[int]
    ends: frozenset[int]
    within_numbers: frozenset[int]
    # PERF: several fields look for the phrases of one table.
    found: "dict[PhraseMatcher[Any], tuple[PhraseMatch[Any], ...]]" = field(
        default_factory=dict, compare=False, repr=False
    )

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a folded span was made from."""
        last = self.offsets[end - 1]
        following = bisect_right(self.offsets, last)
        return self.offsets[start], (last + 1 if following >= end else self.offsets[following])


@lru_cache(LINES_KEPT)
def fold_text(text: str, vocabulary: Vocabulary) -> Folded:
    """Fold text, repairing words that are one letter away from the vocabulary."""
    parts: list[str] = []
    plain: list[str] = []
    offsets: list[int] = []
    starts: set[int] = set()
    ends: set[int] = set()
    within: set[int] = set()
    capitals = upper(text)
    for match in WORD.finditer(capitals):
        printed, word = match.group(), fold_word(match.group())
        repaired = word if len(word) < REPAIRED_LENGTH or word.isdigit() else vocabulary.repair(word) or word
        first = len(offsets)
        parts.append(repaired)
        starts.add(first)
        if len(printed) == len(repaired):
            plain.append(printed)
            offsets.extend(range(*match.span()))
        else:
            plain.append(repaired)
            offsets.extend(match.start() + min(i, len(printed) - 1) for i in range(len(repaired)))
        # Of VAT 0.00 no label is VAT 0.
        (within if _POINT_IN_NUMBER.match(capitals, match.end() - 1) else ends).add(len(offsets))
        if len(printed) == len(repaired) and not printed.isalpha():
            # A number may follow a label without a space: TOTAL31.00; no label ends within one.
            for i, (before, char) in enumerate(pairwise(printed), 1):
                if char.isdigit():
                    (within if before.isdigit() else ends).add(first + i)
    return Folded("".join(parts), "".join(plain), tuple(offsets), frozenset(starts), frozenset(ends), frozenset(within))


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[K]):
    """A phrase found in a text: its kind, its span in the original."""

    kind: K
    start: int
    end: int


class PhraseMatcher(Generic[K]):
    """A table of kinds and how each is printed. `%` in a phrase stands for a number or nothing.

    What is of no kind is passed over as a whole, so that no phrase is found in it.
    """

    def __init__(self, table: Mapping[K, Sequence[str]], of_no_kind: Iterable[str] = ORDINARY) -> None:
        self.table = table
        folded = {_folded_phrase(phrase): kind for kind, printed in table.items() for phrase in printed}
        self._kinds = {phrase: kind for phrase, kind in folded.items() if _ANY not in phrase}
        self._numbered = [
            (re.compile(phrase.replace(_ANY, _NUMBER)), kind) for phrase, kind in folded.items() if _ANY in phrase
        ]
        self._of_no_kind = {
            word: _plain_letters(phrase) for phrase in of_no_kind if (word := fold(phrase)) not in folded
        }
        self._pattern = re.compile(_prefix_tree(sorted({*folded, *self._of_no_kind})))
        plain = (_plain_letters(phrase) for printed in table.values() for phrase in printed)
        self._short = {phrase for phrase in plain if len(phrase) < SURE_LENGTH}

    def find(self, text: Folded) -> tuple[PhraseMatch[K], ...]:
        """Find phrases that begin and end with a word, or are long enough to be glued to their neighbours."""
        if self not in text.found:
            text.found[self] = tuple(self._find(text))
        return text.found[self]

    def _find(self, text: Folded) -> Iterator[PhraseMatch[K]]:
        position, previous_end = 0, -1
        while match := self._pattern.search(text.text, position):
            start, end = match.span()
            begins = start in text.starts or start == previous_end
            end = self._whole(text, start, end) if begins or end - start >= GLUED_LENGTH else 0
            if end and (begins or end - start >= GLUED_LENGTH) and self._exact(text, start, end):
                if text.text[start:end] not in self._of_no_kind:
                    yield PhraseMatch(self._kind(text.text[start:end]), *text.original(start, end))
                position = previous_end = end
            else:
                position = start + 1

    def _exact(self, text: Folded, start: int, end: int) -> bool:
        """Return whether a phrase is long enough to be sure of, or printed letter by letter: SI is not SL."""
        return end - start >= SURE_LENGTH or text.plain[start:end] in self._short

    def _whole(self, text: Folded, start: int, end: int) -> int:
        """Return the end of the longest phrase at `start` that ends with a word, 0 if there is none."""
        for stop in range(end, start + 1, -1):
            whole = (stop - start >= GLUED_LENGTH and stop not in text.within_numbers) or stop in text.ends
            if whole and self._pattern.fullmatch(text.text, start, stop) and not self._resembles(text, start, stop):
                return stop
        return 0

    def _resembles(self, text: Folded, start: int, end: int) -> bool:
        """Return whether it is an ordinary word in the folded alphabet only: DISC0.00 is no DISCO."""
        ordinary = self._of_no_kind.get(text.text[start:end])
        if ordinary is None:
            return False
        return text.plain[start:end] != ordinary or start not in text.starts or end not in text.ends

    def _kind(self, phrase: str) -> K:
        if phrase in self._kinds:
            return self._kinds[phrase]
        return next(kind for pattern, kind in self._numbered if pattern.fullmatch(phrase))


_ANY = "%"
_NUMBER = "[OISBZG0-9]{0,2}"


def _plain_letters(phrase: str) -> str:
    return re.sub(r"[^A-Z0-9#]", "", upper(phrase))


def _folded_phrase(phrase: str) -> str:
    return _ANY.join(fold(part) for part in phrase.split(_ANY))


def _prefix_tree(phrases: Sequence[str]) -> str:
    """Return a pattern that matches the longest of the phrases, without trying each of them at each place."""
    branches = []
    # The number comes last: it may be nothing, and what is tried first is taken.
    for first, group in groupby(sorted(phrases, key=lambda w: (w[:1] == _ANY, w)), key=lambda phrase: phrase[:1]):
        if first:
            branches.append((_NUMBER if first == _ANY else first) + _prefix_tree([w[1:] for w in group]))
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{pattern})?" if "" in phrases else pattern
