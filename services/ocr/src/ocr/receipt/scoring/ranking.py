"""A decision between candidates: evidence times weight, summed; the softmax over the sums is the probability of each."""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

Evidence = Mapping[str, float]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """Something a field could be, with the evidence for and against it."""

    what: T
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The best candidate, the probability of it against the others, its score."""

    what: T
    probability: float
    score: float


def score(evidence: Evidence, weights: Weights) -> float:
    """Return the weighted sum of the evidence."""
    return sum(value * weights.get(name, 0.0) for name, value in evidence.items())


def choose(
    candidates: Sequence[Candidate[T]], weights: Weights, same: Callable[[T], Hashable] = id
) -> Choice[T] | None:
    """Return the candidate with the highest score, the first of equals; its probability is that of all that are the same."""
    if not candidates:
        return None
    scores = [score(candidate.evidence, weights) for candidate in candidates]
    best = max(scores)
    what = candidates[scores.index(best)].what
    shares = [math.exp(max(each - best, -50.0)) for each in scores]
    agreeing = sum(share for share, each in zip(shares, candidates, strict=True) if same(each.what) == same(what))
    return Choice(what, agreeing / sum(shares), best)
