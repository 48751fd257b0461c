#!/usr/bin/env python3
"""Measure the total's confidence on drawn receipts that print it wrongly: split, glued, cut, misread.

    python -m bench.misprinted [--count 10000] [--seed 1000]

Prints, for each way of misprinting, how often the total is right, wrong or missing, and sure (0.9) or not; last the
number that are wrong and sure although cash less change, or the goods, prove the true total. Exit status 1 if there
are any. Run from the repository with services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bench.drawn import receipts
from bench.labelled import LOCALE
from ocr.receipt import extract
from ocr.receipt.scoring.thresholds import ACCEPT
from tests.support.receipts import LAYOUTS
from tests.support.receipts.misprint import misprints

# Misprints of each drawn receipt.
EACH = 20


def outcomes(count: int, seed: int) -> Counter[tuple[str, str, bool, bool]]:
    """Count the outcomes by way, verdict, whether it is sure, and whether a proof on the paper contradicts it."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    found: Counter[tuple[str, str, bool, bool]] = Counter()
    drawn = receipts(-(-count // (EACH * len(LAYOUTS))), "common", "clean", seed)
    for receipt in drawn:
        true = receipt.truth["totals.total_amount"]
        if true is None:
            continue
        total = money(true)
        proof = proven(total, receipt.truth["totals.cash"], receipt.truth["totals.change"], receipt.items)
        for misprint in misprints(receipt.page, total, rng, EACH):
            field = extract([misprint.page], LOCALE).totals.total_amount
            verdict = "missing" if field is None else "right" if field.value == total else "wrong"
            sure = field is not None and field.confidence >= ACCEPT
            found[misprint.how, verdict, sure, proof and verdict == "wrong"] += 1
    return found


def proven(total: Decimal, cash: object, change: object, items: Sequence[Mapping[str, object]]) -> bool:
    """Return whether cash less change, or the goods, come to the total."""
    paid = cash is not None and change is not None and money(cash) - money(change) == total
    return paid or sum((money(item["amount"]) for item in items), Decimal(0)) == total


def money(value: object) -> Decimal:
    """Return an amount of a drawn receipt's truth."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def main() -> int:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1000, help="of the first drawn receipt of a layout")
    args = parser.parse_args()
    found = outcomes(args.count, args.seed)
    print(f"{'total':22}{'verdict':10}{'sure':>6}{'not':>6}")
    for how, verdict in sorted({(how, verdict) for how, verdict, _, _ in found}):
        sure, unsure = (sum(n for key, n in found.items() if key[:3] == (how, verdict, s)) for s in (True, False))
        print(f"{how:22}{verdict:10}{sure:6}{unsure:6}")
    wrong = sum(n for (_, _, sure, proof), n in found.items() if sure and proof)
    print(f"{sum(found.values())} receipts; wrong and sure against a proof on the paper: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
