"""Results of a field's module: candidates to choose from, the choice among them, or a finding by a rule."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ocr.model import Source
from ocr.receipt.layout.span import TextSpan

T = TypeVar("T")

Evidence = Mapping[str, float]

# The rule of a finding whose confidence comes from the evidence it was chosen by.
CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """Something a field could be, with the evidence for and against it."""

    value: T
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The candidate with the highest score, its probability against the others, and all that it was chosen from."""

    candidate: Candidate[T]
    score: float
    probability: float
    candidates: Sequence[Candidate[T]]

    @property
    def value(self) -> T:
        return self.candidate.value

    @property
    def evidence(self) -> Evidence:
        return self.candidate.evidence


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """The value of a field, the print it is from, and the rule that found it; without `spans` it was not read itself."""

    value: T
    text: str
    spans: Sequence[TextSpan]
    rule: str
    source: Source = "read"

    @property
    def line(self) -> int | None:
        """The index of the line that it was read from."""
        return self.spans[0].index if self.spans else None


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, bounded to what a few hundred receipts can tell."""
    probability = min(max(probability, 0.05), 0.998)
    return math.log(probability / (1 - probability))
