"""Words printed in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ocr.receipt.lexicon.kinds import AmountKind, DateKind, HeadKind, NumberLabel, TitleKind

# Not any sequence: a word without its comma would be a sequence of letters.
Phrases = tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """The phrases of one language, by table and kind; months by their number."""

    amounts: Mapping[AmountKind, Phrases] = field(default_factory=dict)
    dates: Mapping[DateKind, Phrases] = field(default_factory=dict)
    documents: Mapping[TitleKind, Phrases] = field(default_factory=dict)
    document_numbers: Mapping[NumberLabel, Phrases] = field(default_factory=dict)
    head: Mapping[HeadKind, Phrases] = field(default_factory=dict)
    months: Mapping[int, Phrases] = field(default_factory=dict)
