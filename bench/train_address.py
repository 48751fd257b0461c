#!/usr/bin/env python3
"""Train the weights by which the address is chosen among the spans of rows.

    python -m bench.train_address --lines lines-dev.jsonl lines-dev2.jsonl [--write]

Conditional logit by gradient descent towards the right span, held near the weights that a person would give (PRIOR), chains
of merchants counting by their root. Where letters are misread in every span, the one nearest to the label is the right one:
rows are learnt from receipts whose letters are wrong, too. Deterministic. First prints how often the address is right with
weights learnt from other merchants only (five folds of bench/labelled.py), and how often its rows are; writes what is learnt
from all receipts.
"""

import argparse
import difflib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.labelled import CHAIN_LETTERS, FOLDS, LOCALE, ROOT, Labelled, folds, load
from bench.score import same_string, same_value
from ocr.receipt.extract import decide
from ocr.receipt.fields.address import Address
from ocr.receipt.fields.finding import Candidate
from ocr.receipt.layout.rows import read_rows
from ocr.receipt.scoring.ranking import choose

Weights = dict[str, float]
Vector = NDArray[np.float64]

# What a person would give; evidence that isn't named begins at nothing.
PRIOR: Weights = {
    "points": 0.8, "opens": 1.0, "announced": 1.0, "name": -1.0, "above_name": -1.0, "legal_form": -1.0, "trades": -0.3,
    "operated": -1.0, "labelled": -1.0, "doubtful": -0.3, "branch_above": -1.0, "building_above": 0.5, "begins_in_bracket": -0.3,
    "ends_in_comma": -0.3, "first": -0.3, "under_name": 0.3, "under_other": 0.3, "under_comma": -1.0, "under_sale": -1.0, "under_postcode": -0.5,
    "over_tax": 0.3, "over_contact": 0.3, "over_registration": 0.3, "over_document": 0.3, "over_sale": 0.3,
    "over_points": -0.5, "over_place": -0.5, "over_postcode": -0.5, "over_numbered": -0.5, "over_last_row": -0.5,
}  # fmt: skip
WEIGHTS = ROOT / "services/ocr/src/ocr/receipt/scoring/address_weights.py"
STEPS, RATE = 300, 0.05
# How strongly the weights are held near PRIOR: right over folds 0.889, as with 0.003; with 0.03 0.884, with 0.1 0.878.
HOLD = 0.01
# A span less like the label than this is another address.
NEAREST = 0.85


@dataclass(frozen=True)
class Example:
    """The spans of a receipt, which of them are to be chosen, which say what the label says, and which as it is printed."""

    file: str
    chain: str
    candidates: Sequence[Candidate[Address]]
    wanted: tuple[bool, ...]
    right: tuple[bool, ...]
    printed: tuple[bool, ...]


class Outcome(NamedTuple):
    """Outcome for an address: right by value, as printed, and in its rows, letters aside."""

    right: bool
    printed: bool
    rows: bool


def examples(receipts: Iterable[Labelled]) -> list[Example]:
    """Return the spans of each receipt that has an address."""
    found = []
    for receipt in receipts:
        label = receipt.labels["address"]
        choice = decide(read_rows(receipt.pages), LOCALE).address
        candidates = choice.candidates if choice else ()
        right = tuple(same_value("address", {"value": c.value.value}, label) for c in candidates)
        wanted = right if any(right) else _nearest([c.value.value for c in candidates], label)
        printed = tuple(same_string("address", {"value": c.value.printed}, label) for c in candidates)
        found.append(Example(receipt.file, receipt.merchant[:CHAIN_LETTERS], candidates, wanted, right, printed))
    return found


def _nearest(values: Sequence[str], label: str) -> tuple[bool, ...]:
    """Return which values are most like the label, none if all are unlike it."""
    likeness = [difflib.SequenceMatcher(None, value.upper(), label.upper(), autojunk=False).ratio() for value in values]
    best = max([*likeness, NEAREST])
    return tuple(each == best for each in likeness)


def learn(of: Sequence[Example], hold: float = HOLD) -> Weights:
    """Return the weights under which the wanted spans are likeliest."""
    usable = [example for example in of if any(example.wanted)]
    names = sorted({name for example in usable for each in example.candidates for name in each.evidence} | set(PRIOR))
    tables = [
        np.array([[each.evidence.get(name, 0.0) for name in names] for each in example.candidates])
        for example in usable
    ]
    counts = Counter(example.chain for example in usable)
    shares = np.array([1 / math.sqrt(counts[example.chain]) for example in usable])
    shares /= shares.sum()
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    weights, slope, power = prior.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        gradient = hold * (weights - prior)
        for share, table, example in zip(shares, tables, usable, strict=True):
            every = _softmax(table @ weights)
            good = every * np.array(example.wanted)
            gradient += share * ((every - good / good.sum()) @ table)
        # Adam: evidence that is rarely there is learnt as fast as what always is.
        slope, power = 0.9 * slope + 0.1 * gradient, 0.99 * power + 0.01 * gradient**2
        weights -= RATE * slope / (1 - 0.9**step) / (np.sqrt(power / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if round(weight, 2)}


def _softmax(scores: Vector) -> Vector:
    shares: Vector = np.exp(scores - scores.max())
    shares /= shares.sum()
    return shares


def chosen(example: Example, weights: Weights) -> int | None:
    """Return which of the spans is chosen."""
    choice = choose(example.candidates, weights)
    return None if choice is None else next(n for n, c in enumerate(example.candidates) if c is choice.candidate)


def crossed(of: Sequence[Example], fold: dict[str, int], hold: float) -> dict[str, Outcome]:
    """Return the outcome of each receipt's address, chosen with weights learnt from other merchants."""
    outcome = {}
    for number in range(FOLDS):
        weights = learn([example for example in of if fold[example.file] != number], hold)
        for example in (each for each in of if fold[each.file] == number):
            n = chosen(example, weights)
            tables = (example.right, example.printed, example.wanted)
            outcome[example.file] = Outcome(*(n is not None and table[n] for table in tables))
    return outcome


def written(weights: Weights) -> str:
    """Return the weights as the module the extractor imports."""
    rows = "".join(f'    "{name}": {value},\n' for name, value in sorted(weights.items()))
    return (
        '"""Weights of the evidence for an address, generated by bench/train_address.py. Positive speaks for a span."""\n\n'
        f"ADDRESS: dict[str, float] = {{\n{rows}}}\n"
    )


def main() -> None:
    """Learn, print how good the weights are on merchants held apart, and perhaps write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--hold", type=float, default=HOLD, help="how strongly the weights are held near the first ones"
    )
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.relative_to(ROOT)}")
    args = parser.parse_args()
    sets = {path.stem: list(load(path)) for path in args.lines}
    receipts = [receipt for of in sets.values() for receipt in of]
    of, fold = examples(receipts), folds(receipts)
    print(f"# {len(of)} receipts, {sum(any(example.right) for example in of)} with the right address among the spans")
    outcome = crossed(of, fold, args.hold)
    for name, each in {**sets, "both": receipts}.items():
        shares = np.mean([outcome[receipt.file] for receipt in each], axis=0)
        print(
            f"# {name} by other merchants' weights: address {shares[0]:.4f}, as printed {shares[1]:.4f}, rows {shares[2]:.4f}"
        )
    by_chain: dict[str, list[Outcome]] = defaultdict(list)
    for example in of:
        by_chain[example.chain].append(outcome[example.file])
    shares = np.mean([np.mean(each, axis=0) for each in by_chain.values()], axis=0)
    print(f"# every chain once: address {shares[0]:.4f}, as printed {shares[1]:.4f}, rows {shares[2]:.4f}")
    weights = learn(of, args.hold)
    print(written(weights), end="")
    if args.write:
        WEIGHTS.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
