"""Decision between candidates: evidence times weight, summed; the softmax over the sums is the probability of each."""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from ocr.receipt.fields.finding import Candidate, Choice, Evidence

T = TypeVar("T")

Weights = Mapping[str, float]


def score(evidence: Evidence, weights: Weights) -> float:
    """Return the weighted sum of the evidence."""
    return sum(value * weights.get(name, 0.0) for name, value in evidence.items())


def choose(
    candidates: Sequence[Candidate[T]], weights: Weights, same: Callable[[T], Hashable] = id
) -> Choice[T] | None:
    """Choose the candidate with the highest score, the first of equal ones; None without candidates.

    Its probability is the sum over the candidates whose value is the `same`.
    """
    if not candidates:
        return None
    scores = [score(candidate.evidence, weights) for candidate in candidates]
    best = max(scores)
    chosen = candidates[scores.index(best)]
    shares = [math.exp(max(each - best, -50.0)) for each in scores]
    agreeing = sum(
        share for share, each in zip(shares, candidates, strict=True) if same(each.value) == same(chosen.value)
    )
    return Choice(chosen, best, agreeing / sum(shares), candidates)


def probabilities(candidates: Sequence[Candidate[T]], weights: Weights) -> dict[T, float]:
    """Return the probability of each candidate's value, the likeliest first: the softmax over the scores."""
    scores = {candidate.value: score(candidate.evidence, weights) for candidate in candidates}
    best = max(scores.values(), default=0.0)
    shares = {value: math.exp(max(each - best, -50.0)) for value, each in scores.items()}
    whole = sum(shares.values())
    return {value: shares[value] / whole for value in sorted(shares, key=lambda value: -shares[value])}
