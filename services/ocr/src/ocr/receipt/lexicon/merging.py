"""Merging of the tables of several languages and countries into one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")


def merged(kinds: Iterable[K], *tables: Mapping[K, Iterable[str]]) -> dict[K, tuple[str, ...]]:
    """Return the phrases of each kind, the kinds in their order; a phrase that is in two places is an error."""
    joined(*(phrases for table in tables for phrases in table.values()))
    return {kind: joined(*(table.get(kind, ()) for table in tables)) for kind in kinds}


def joined(*words: Iterable[str]) -> tuple[str, ...]:
    """Return the words of several lists as one; a word that is in two places is an error."""
    counts = Counter(word for each in words for word in each)
    if twice := sorted(word for word, count in counts.items() if count > 1):
        raise ValueError(f"in two places of the lexicon: {', '.join(twice)}")
    return tuple(counts)
