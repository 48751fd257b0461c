#!/usr/bin/env python3
"""Score how receipts that share a page are separated: each receipt alone is the truth for itself on the page.

    python -m bench.several [--lines lines.jsonl ...] [--drawn 25] [--pages 50]

Pages are laid at random of the lines of drawn receipts, and of labelled ones that were read once. Run from the
repository with services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.drawn import receipts
from bench.labelled import LOCALE, page_of, rows_of
from ocr.model import Facts, Page, Purchase
from ocr.receipt import extract, read_receipts
from ocr.receipt.scoring.thresholds import ACCEPT
from tests.support.sheets import Arrangement, Sheet, scattered

LAYINGS: tuple[tuple[Arrangement, int], ...] = (
    ("beside", 2), ("below", 2), ("beside", 3), ("below", 3), ("beside", 4), ("below", 4), ("grid", 3), ("grid", 4),
)  # fmt: skip


def alone(pages: Sequence[Page]) -> None:
    """Print how many receipts that have their page to themselves are taken apart or changed, and what it costs."""
    wrong, seconds, more = 0, [], []
    for page in pages:
        started = time.process_time()
        facts = extract([page], LOCALE)
        between = time.process_time()
        read = read_receipts([page], LOCALE)
        seconds.append(between - started)
        more.append(time.process_time() - between - seconds[-1])
        wrong += [each.facts for each in read] != [facts]
    p50, added = (statistics.median(times) * 1000 for times in (seconds, more))
    print(f"alone: {len(pages)}, parted or changed {wrong}; facts p50 {p50:.1f} ms, parting p50 {added:.1f} ms more")


def together(pages: Sequence[Page], count: int, rng: random.Random) -> None:
    """Print how well receipts that share a page are separated, by their arrangement."""
    print(
        f"{'laid':12}{'pages':>6}{'all totals':>12}{'every line':>12}{'said unsure':>13}{'wrong, sure':>13}{'p50 ms':>8}"
    )
    for arrangement, each in LAYINGS:
        counts: Counter[str] = Counter()
        seconds = []
        for _ in range(count):
            chosen = rng.sample(pages, each)
            sheet = scattered(chosen, arrangement, rng)
            started = time.process_time()
            read = read_receipts([sheet.page], LOCALE)
            seconds.append(time.process_time() - started)
            counts.update(outcome(read, sheet, [extract([page], LOCALE) for page in chosen]))
        p50 = statistics.median(seconds) * 1000
        print(
            f"{arrangement:8}{each:4}{count:6}{counts['totals']:12}{counts['lines']:12}{counts['unsure']:13}{counts['wrong']:13}{p50:8.0f}"
        )


def outcome(read: Sequence[Purchase], sheet: Sheet, truth: Sequence[Facts]) -> list[str]:
    """Return whether all totals are right, every line is its receipt's own, and what is not right is unsure."""
    found = sorted(str(each.facts.totals.total_amount and each.facts.totals.total_amount.value) for each in read)
    right = found == sorted(str(facts.totals.total_amount and facts.totals.total_amount.value) for facts in truth)
    sure = any((total := each.facts.totals.total_amount) and total.confidence >= ACCEPT for each in read)
    outcomes = ["totals"] if right else ["wrong"] if sure else []
    outcomes += ["lines"] if {frozenset(each.lines) for each in read} == set(sheet.own) else []
    return outcomes + (["unsure"] if any(each.mixed for each in read) else [])


def main() -> None:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, nargs="*", default=[], help="as bench.fields --save writes them")
    parser.add_argument("--drawn", type=int, default=25, help="so many of each layout")
    parser.add_argument("--pages", type=int, default=50, help="so many of each laying")
    args = parser.parse_args()
    labelled = [page_of(row) for path in args.lines for row in rows_of(path)]
    drawn = [receipt.page for receipt in receipts(args.drawn, "common", "clean", 5000)] if args.drawn else []
    for name, pages in (("labelled", labelled), ("drawn", drawn)):
        if pages:
            print(f"\n{name}")
            alone(pages)
            together(pages, args.pages, random.Random(name))  # noqa: S311 - a bench, no secret


if __name__ == "__main__":
    main()
