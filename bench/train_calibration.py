#!/usr/bin/env python3
"""Train the calibration of each field, so that a confidence of 0.9 is right nine times in ten.

    python -m bench.train_calibration --lines dev.jsonl dev2.jsonl [--write]

Logistic regression by gradient descent, held near PRIOR, merchants counting by their root; no field is surer than the
surer half of its values is right. Deterministic. Each receipt was decided with rankings learnt of other merchants
(folds), as the receipts of the world will be: of those that it was learnt from a ranking is too sure. How right
confidences are over folds tells bench.accuracy, which learns by the same functions.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from bench.labelled import LOCALE, ROOT, folds, load
from bench.learning import Example, Tables, deciding_with, examples, learn_rankings
from bench.score import same_value
from ocr.receipt.extract import decide
from ocr.receipt.scoring.ranking import score

CALIBRATION_WEIGHTS = ROOT / "services/ocr/src/ocr/receipt/scoring/calibration_weights.py"
STEPS, RATE, HOLD = 400, 0.3, 0.1
Weights = dict[str, float]
# How much it counts, its evidence, and whether it was right.
Outcome = tuple[float, Mapping[str, float], bool]

# What a person would give; evidence that isn't named begins at nothing.
PRIOR: dict[str, Weights] = {
    "total_amount": {"bias": 1.9, "probability": 0.5, "proofs": 0.7, "misread": -8.0, "corrected": -1.8, "contested": -1.5, "no_coin": -1.0},
    "date": {"bias": 2.0, "probability": 0.5, "misread": -3.0, "short_year": -0.3},
    "merchant": {
        "bias": 0.7, "probability": 0.5, "misread": -5.0, "score": 0.5, "corrected": -0.5, "doubt": -1.0, "doubted": -0.5
    },
    "address": {"bias": 1.0, "probability": 0.5, "doubt": -1.2, "corrected": -0.5},
}  # fmt: skip
# How often a person would mean the one that is read, where the paper has two amounts that people call by the field's name:
# before and after rounding, and before and after a coupon, which one books as money and the other as a lower price. So has
# 03/04 without a country two days: most of the world writes the day first.
AMBIGUOUS = {"total_amount": {"rounded": 0.95, "coupon": 0.85}, "date": {"order_unsure": 0.85}}
# As many receipts as that is worth: of coupons the labelled sets have four, of one chain, and of open orders none.
MEANT_WEIGHT = 10
# The labels' name of a field, where it is another.
LABELS = {"total_amount": "total"}


def learn_all(of: Sequence[Example]) -> Tables:
    """Return every table that is learnt, the rankings' and the calibration's, from these receipts alone."""
    seen = outcomes(of)
    meant = {
        field: {name: share(seen[field], name, prior) for name, prior in names.items()}
        for field, names in AMBIGUOUS.items()
    }
    clear = {field: [o for o in its if not any(map(o[1].get, AMBIGUOUS.get(field, ())))] for field, its in seen.items()}
    learnt = {field: learn(clear[field], prior) for field, prior in PRIOR.items()}
    highest = {field: surest(clear[field], weights) for field, weights in learnt.items()}
    return {**learn_rankings(of), "CALIBRATION_WEIGHTS": learnt, "HIGHEST": highest, "AMBIGUITY": meant}


def outcomes(of: Sequence[Example]) -> dict[str, list[Outcome]]:
    """Return the outcomes of each field, every receipt decided with what is learnt from other merchants."""
    dealt = folds([each.receipt for each in of])
    counts = Counter(each.receipt.merchant for each in of)
    found: dict[str, list[Outcome]] = {field: [] for field in PRIOR}
    for fold in sorted(set(dealt.values())):
        with deciding_with(learn_rankings([each for each in of if dealt[each.receipt.file] != fold])):
            for each in of:
                if dealt[each.receipt.file] == fold:
                    for field, evidence, right in judged(each):
                        found[field].append((1 / math.sqrt(counts[each.receipt.merchant]), evidence, right))
    return found


def judged(example: Example) -> Iterator[tuple[str, Mapping[str, float], bool]]:
    """Yield each field with the evidence for its being right, and whether it is."""
    decisions = decide(example.rows, LOCALE)
    for field, evidence in decisions.evidence.items():
        label = LABELS.get(field, field)
        read = {"value": str(decisions.findings[field].value)}
        yield field, evidence, same_value(label, read, example.receipt.labels[label])


def learn(of: Sequence[Outcome], prior: Weights) -> Weights:
    """Return the weights of a logistic regression on (share, evidence, right)."""
    ambiguous = {name for these in AMBIGUOUS.values() for name in these}
    seen = {name for _, evidence, _ in of for name in evidence}
    names = [*prior, *sorted(seen - ambiguous - set(prior))]
    table = np.array([[{**evidence, "bias": 1.0}.get(name, 0.0) for name in names] for _, evidence, _ in of])
    shares, right = np.array([share for share, _, _ in of]), np.array([float(right) for _, _, right in of])
    near = np.array([prior.get(name, 0.0) for name in names])
    weights = near.copy()
    for _ in range(STEPS):
        miss = right - 1 / (1 + np.exp(-table @ weights))
        weights += RATE * ((shares * miss) @ table / shares.sum() - HOLD * (weights - near))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def sure(evidence: Mapping[str, float], weights: Weights) -> float:
    """Return the probability that a value with this evidence is right."""
    return 1 / (1 + math.exp(-weights["bias"] - score(evidence, weights)))


def surest(of: Sequence[Outcome], weights: Weights) -> float:
    """Return the share of right values among the surer half, counted as if one more were wrong."""
    half = sorted(of, key=lambda outcome: -sure(outcome[1], weights))[: (len(of) + 1) // 2]
    return round(sum(right for _, _, right in half) / (len(half) + 1), 3)


def share(of: Sequence[Outcome], name: str, prior: float) -> float:
    """Return how often a field with this evidence is right, the prior counting as MEANT_WEIGHT receipts."""
    cases = [right for _, evidence, right in of if evidence.get(name)]
    return round((sum(cases) + MEANT_WEIGHT * prior) / (len(cases) + MEANT_WEIGHT), 2)


def written(tables: Tables) -> str:
    """Return the tables as the module the extractor imports."""
    highest = "".join(f'    "{field}": {share},\n' for field, share in tables["HIGHEST"].items())
    return (
        '"""Weights of the evidence that a field is right, generated by bench/train_calibration.py; `bias` is always there."""\n\n'
        f"CALIBRATION_WEIGHTS: dict[str, dict[str, float]] = {_table(tables['CALIBRATION_WEIGHTS'])}\n"
        "# How often the surer half of the values is right: no evidence makes one surer.\n"
        f"HIGHEST: dict[str, float] = {{\n{highest}}}\n\n"
        "# How often the value is the one meant, where the paper has two that people call by the field's name.\n"
        f"AMBIGUITY: dict[str, dict[str, float]] = {_table(tables['AMBIGUITY'])}"
    )


def _table(tables: Mapping[str, Weights]) -> str:
    text = "{\n"
    for field, weights in tables.items():
        rows = "".join(f'        "{name}": {value},\n' for name, value in weights.items())
        text += f'    "{field}": {{\n{rows}    }},\n'
    return text + "}\n"


def main() -> None:
    """Learn, print and perhaps write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, nargs="+", required=True)
    parser.add_argument("--write", action="store_true", help=f"write {CALIBRATION_WEIGHTS.relative_to(ROOT)}")
    args = parser.parse_args()
    learnt = learn_all(examples([receipt for path in args.lines for receipt in load(path)]))
    text = written(learnt)
    print(text, end="")
    if args.write:
        CALIBRATION_WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
