#!/usr/bin/env python3
"""Learn how sure each field is of its evidence, so that a confidence of 0.9 is right nine times in ten.

    python -m bench.train_calibration --lines lines.jsonl [--all] [--write]

Logistic regression by gradient descent, held near PRIOR, merchants counting by their root. Deterministic. Learns from
the half of the merchants that the benchmark calls tuned; --all from every receipt. The shares of AMBIGUITY are counted
on every receipt: a half has ten cases.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.labelled import LOCALE, ROOT, Labelled, load, scorer
from ocr.receipt.extract import decide
from ocr.receipt.layout.rows import read_rows
from ocr.receipt.scoring.ranking import score

CALIBRATION_WEIGHTS = ROOT / "services/ocr/src/ocr/receipt/scoring/calibration_weights.py"
STEPS, RATE, HOLD = 400, 0.3, 0.2
Weights = dict[str, float]
# How much it counts, its evidence, and whether it was right.
Outcome = tuple[float, dict[str, float], bool]

PRIOR: dict[str, Weights] = {
    "total_amount": {"bias": 1.9, "probability": 0.5, "proofs": 0.7, "misread": -8.0, "corrected": -1.5},
    "date": {"bias": 2.0, "probability": 0.5, "misread": -3.0, "order_unsure": -2.0, "short_year": -0.3},
    "merchant": {"bias": 0.7, "probability": 0.5, "misread": -5.0, "score": 0.5, "corrected": -0.5},
    "address": {"bias": 0.6, "points": 0.7, "misread": -8.0, "postcode": 0.7, "rows": 0.3, "corrected": -0.5},
}  # fmt: skip
# Where the paper has two amounts that people call by the field's name: before and after rounding.
AMBIGUOUS = {"total_amount": ("rounded",)}
# The labels' name of a field, where it is another.
LABELS = {"total_amount": "total"}


def outcomes(receipt: Labelled) -> Iterator[tuple[str, dict[str, float], str]]:
    """Yield each field with the evidence for its being right and the value that was read."""
    decisions = decide(read_rows(receipt.pages), LOCALE)
    for field, evidence in decisions.evidence.items():
        yield field, dict(evidence), str(decisions.findings[field].value)


def learn(of: Sequence[Outcome], prior: Weights) -> Weights:
    """Return the weights of a logistic regression on (share, evidence, right)."""
    weights = dict(prior)
    whole = sum(share for share, _, _ in of)
    for _ in range(STEPS):
        gradient = dict.fromkeys(weights, 0.0)
        for share, evidence, right in of:
            known = {name: value for name, value in (evidence | {"bias": 1.0}).items() if name in prior}
            miss = right - 1 / (1 + math.exp(-score(known, weights)))
            for name, value in known.items():
                gradient[name] += share * miss * value
        for name in prior:
            weights[name] += RATE * (gradient[name] / whole - HOLD * (weights[name] - prior[name]))
    return {name: round(value, 2) for name, value in weights.items()}


def main() -> None:
    """Learn, print and perhaps write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="learn from every receipt, not from the tuned half")
    parser.add_argument("--write", action="store_true", help=f"write {CALIBRATION_WEIGHTS.relative_to(ROOT)}")
    args = parser.parse_args()
    compare = scorer()
    receipts = list(load(args.lines))
    counts = Counter(receipt.merchant for receipt in receipts)
    seen: dict[str, list[Outcome]] = {field: [] for field in PRIOR}
    learnt_from: dict[str, list[Outcome]] = {field: [] for field in PRIOR}
    for receipt in receipts:
        for field, evidence, value in outcomes(receipt):
            label = LABELS.get(field, field)
            right = bool(compare.same_value(label, {"value": value}, receipt.labels[label]))
            outcome = (1 / math.sqrt(counts[receipt.merchant]), evidence, right)
            seen[field].append(outcome)
            if args.all or receipt.tuned:
                learnt_from[field].append(outcome)
    meant = {field: {name: share(seen[field], name) for name in names} for field, names in AMBIGUOUS.items()}
    clear = {
        field: [o for o in of if not any(map(o[1].get, AMBIGUOUS.get(field, ())))] for field, of in learnt_from.items()
    }
    learnt = {field: learn(clear[field], prior) for field, prior in PRIOR.items()}
    print(written(learnt, meant), end="")
    if args.write:
        CALIBRATION_WEIGHTS.write_text(written(learnt, meant), encoding="utf-8")


def share(of: Sequence[Outcome], name: str) -> float:
    """Return how often a field with this evidence is right."""
    cases = [right for _, evidence, right in of if evidence[name]]
    return round(sum(cases) / len(cases), 2)


def written(learnt: dict[str, Weights], meant: dict[str, Weights]) -> str:
    """Return the tables as the module the extractor imports."""
    return (
        '"""What speaks for a field\'s being right, generated by bench/train_calibration.py; `bias` is always there."""\n\n'
        f"CALIBRATION_WEIGHTS: dict[str, dict[str, float]] = {_table(learnt)}\n"
        "# How often the value is the one meant, where the paper has two that people call by the field's name.\n"
        f"AMBIGUITY: dict[str, dict[str, float]] = {_table(meant)}"
    )


def _table(tables: dict[str, Weights]) -> str:
    text = "{\n"
    for field, weights in tables.items():
        rows = "".join(f'        "{name}": {value},\n' for name, value in weights.items())
        text += f'    "{field}": {{\n{rows}    }},\n'
    return text + "}\n"


if __name__ == "__main__":
    main()
