#!/usr/bin/env python3
"""Measure the accuracy of the facts on receipts of merchants that nothing was learnt from, with its uncertainty.

    python -m bench.accuracy [--save lines.jsonl]                  all labelled sets, their pictures read here
    python -m bench.accuracy --lines dev.jsonl dev2.jsonl          the same, from lines read once
    python -m bench.accuracy --drawn 4 [--wordings held_out] [--level phone]    drawn receipts, with the weights as shipped

Five folds by merchant: everything that is learnt, rankings and calibration, is learnt on the other four, and the
receipts of the fold decided with it. Their letters are the exception where the pictures are read here: the recogniser
was trained on them. Lines by one that was not are read with bench.read_lines --network. Prints for all sets together
and for each: F1 by value and as printed, the same with every merchant counted once, the share of characters that are
wrong, expected calibration error, and how many values are accepted at the threshold and right; then what other
thresholds would accept. Run from the repository with services/ocr, services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import json
import os
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import get_args

from rapidfuzz.distance import Levenshtein

from bench.drawn import receipts as draw_receipts
from bench.drawn import same
from bench.fields import Outcome, calibration_error, figures, plain
from bench.labelled import FIELDS, LOCALE, Labelled, folds, labels, load, picture, set_of, sets
from bench.learning import Example, deciding_with, examples
from bench.read_lines import row_of
from bench.readers import service
from bench.score import same_string, same_value
from bench.train_calibration import learn_all
from ocr.receipt import extract
from ocr.receipt.extract import understand
from ocr.receipt.scoring.thresholds import ACCEPT
from tests.support.receipts import ABROAD, LAYOUTS
from tests.support.receipts.photo import LevelName
from tests.support.receipts.phrasing import Group

# Names whose letters are counted; of a date or an amount one wrong letter is as bad as all.
SPELT = ("merchant", "address")
THRESHOLDS = (0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98)


@dataclass(frozen=True)
class Judged(Outcome):
    """The outcome of a labelled field, with what its print says: whether all of it is right, and how many characters."""

    as_printed: bool = False
    errors: int = 0
    characters: int = 0
    file: str = ""
    read: str = ""
    label: str = ""


def judge(example: Example) -> Iterator[Judged]:
    """Yield the outcome of the four labelled fields, decided with the tables that are in place."""
    found = plain(understand(example.rows, LOCALE))
    for name in FIELDS:
        field, printed = found["totals.total_amount" if name == "total" else name], example.receipt.labels[name]
        read = " ".join(str(field["text"] or field["value"]).upper().split()) if field else ""
        label = " ".join(printed.upper().split())
        yield Judged(
            name,
            set_of(example.receipt.file),
            example.receipt.merchant,
            found=field is not None,
            printed=bool(printed),
            right=bool(field and printed and same_value(name, field, printed)),
            confidence=field["confidence"] if field else 0.0,
            as_printed=bool(field and printed and same_string(name, field, printed)),
            errors=Levenshtein.distance(read, label) if name in SPELT else 0,
            characters=len(label) if name in SPELT else 0,
            file=example.receipt.file,
            read=str(field["value"]) if field else "",
            label=printed,
        )


def crossed(of: Sequence[Example]) -> list[Judged]:
    """Return the outcomes of every receipt by cross-validation: decided with weights learnt from the other folds."""
    dealt = folds([each.receipt for each in of])
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        parts = [
            pool.submit(
                held_out,
                [each for each in of if dealt[each.receipt.file] != fold],
                [each for each in of if dealt[each.receipt.file] == fold],
            )
            for fold in sorted(set(dealt.values()))
        ]
        return list(chain.from_iterable(part.result() for part in parts))


def held_out(others: Sequence[Example], of: Sequence[Example]) -> list[Judged]:
    """Return the outcomes of these receipts, decided with weights learnt from the others alone."""
    with deciding_with(learn_all(others)):
        return [outcome for each in of for outcome in judge(each)]


def by_merchant(outcomes: Iterable[Judged], right: Callable[[Judged], bool]) -> float:
    """Return the share of right ones where every merchant counts once."""
    merchants: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.printed:
            merchants[outcome.merchant].append(right(outcome))
    return statistics.fmean(statistics.fmean(of) for of in merchants.values())


def accepted(outcomes: Sequence[Outcome], threshold: float) -> tuple[float, float]:
    """Return the share of values that are as sure as the threshold, and the share of these that is right."""
    sure = [outcome.right for outcome in outcomes if outcome.found and outcome.confidence >= threshold]
    return len(sure) / max(len(outcomes), 1), statistics.fmean(sure) if sure else 1.0


def table(title: str, outcomes: Sequence[Judged]) -> None:
    """Print the figures of each field and of all."""
    print(f"\n{title}: {len(outcomes) // len(FIELDS)} receipts of {len({o.merchant for o in outcomes})} merchants")
    columns = ("F1", "by merchant", "as printed", "by merchant", "characters", "ECE", "accepted", "right")
    print("| field | " + " | ".join(columns) + " |\n|---" + "|---" * len(columns) + "|")
    for name in (*FIELDS, "all four"):
        of = [o for o in outcomes if name in (o.name, "all four")]
        strict = 2 * sum(o.as_printed for o in of) / sum(o.found + o.printed for o in of)
        characters = sum(o.characters for o in of)
        found = [o for o in of if o.found]
        figure = (
            figures(of)[2],
            by_merchant(of, lambda outcome: outcome.right),
            strict,
            by_merchant(of, lambda outcome: outcome.as_printed),
            sum(o.errors for o in of) / characters if characters else None,
            calibration_error(found),
            *accepted(of, ACCEPT),
        )
        print(f"| {name} | " + " | ".join("" if each is None else f"{each:.3f}" for each in figure) + " |")


def thresholds(outcomes: Sequence[Outcome]) -> None:
    """Print what each threshold accepts of each field, and how much of it is right."""
    print(f"\nAccepted and right from each confidence on; the service says {ACCEPT}")
    print("| from | " + " | ".join(f"{name}, right" for name in FIELDS) + " |\n|---" + "|---" * len(FIELDS) + "|")
    for threshold in THRESHOLDS:
        pairs = (accepted([o for o in outcomes if o.name == name], threshold) for name in FIELDS)
        print(f"| {threshold} | " + " | ".join(f"{share:.3f}, {right:.3f}" for share, right in pairs) + " |")


def misses(outcomes: Sequence[Judged], fields: Sequence[str]) -> None:
    """Print the wrong values of these fields, those of a merchant together."""
    print()
    for o in sorted(outcomes, key=lambda outcome: (outcome.name, outcome.merchant, outcome.file)):
        if o.name in fields and o.printed and not o.right:
            print(f"{o.file} {o.name} at {o.confidence:.2f}: {o.read!r}, printed {o.label!r}")


def read(save: Path | None) -> Iterator[Labelled]:
    """Read every labelled picture as the service does; `save` takes the lines, for --lines."""
    pages_of = service("onnxruntime")
    dump = save.open("w", encoding="utf-8") if save else None
    for file, printed in labels().items():
        receipt = pages_of(str(picture(file)))
        if dump:
            print(json.dumps(row_of(file, receipt)), file=dump, flush=True)
        yield Labelled(file, tuple(receipt.pages[:1]), printed)


def drawn(each: int, wordings: Group, level: LevelName, seed: int) -> Iterator[Outcome]:
    """Yield the outcome of every field of drawn receipts; of a clean print, lines are taken as they were drawn."""
    pages_of = None if level == "clean" else service("onnxruntime")
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        for receipt in draw_receipts(each, wordings, level, seed, {**LAYOUTS, **ABROAD}):
            pages = (receipt.page,)
            if pages_of:
                Path(file.name).write_bytes(receipt.jpeg)
                pages = pages_of(file.name).pages
            found = plain(extract(pages, LOCALE))
            for name, true in receipt.truth.items():
                field, printed = found.get(name), true is not None
                right = field is not None and printed and same(name, field["value"], true)
                country = receipt.truth["currency"]
                yield Outcome(
                    name, country, "", field is not None, printed, right, field["confidence"] if field else 0.0
                )


def drawn_table(outcomes: Sequence[Outcome]) -> None:
    """Print the F1 of each field by currency, and how sure the service was of it."""
    groups = sorted({o.group for o in outcomes})
    print(
        "| field | F1 | "
        + " | ".join(groups)
        + " | ECE | accepted | right |\n|---|---|---|---|---"
        + "|---" * len(groups)
        + "|"
    )
    for name in dict.fromkeys(o.name for o in outcomes):
        of = [o for o in outcomes if o.name == name]
        f1 = [figures(of)[2], *(figures(o for o in of if o.group == group)[2] for group in groups)]
        sure = (calibration_error([o for o in of if o.found]), *accepted(of, ACCEPT))
        print(f"| {name} | " + " | ".join(f"{each:.3f}" for each in (*f1, *sure)) + " |")


def main() -> None:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, nargs="+", help="of the labelled receipts, one JSON object a receipt")
    parser.add_argument("--save", type=Path, help="write the lines that were read, for --lines")
    parser.add_argument("--misses", nargs="*", choices=FIELDS, help="print the wrong values of these, or of all fields")
    parser.add_argument("--drawn", type=int, metavar="N", help="instead, N receipts drawn of each layout")
    parser.add_argument("--wordings", choices=get_args(Group), default="common")
    parser.add_argument("--level", choices=get_args(LevelName), default="clean")
    parser.add_argument("--seed", type=int, default=1000, help="of the first drawn receipt of a layout")
    args = parser.parse_args()
    if args.drawn:
        drawn_table(list(drawn(args.drawn, args.wordings, args.level, args.seed)))
        return
    receipts = list(chain.from_iterable(map(load, args.lines)) if args.lines else read(args.save))
    outcomes = crossed(examples(receipts))
    table("All sets", outcomes)
    for name in sets():
        if of := [outcome for outcome in outcomes if outcome.group == name]:
            table(name, of)
    thresholds(outcomes)
    if args.misses is not None:
        misses(outcomes, args.misses or FIELDS)


if __name__ == "__main__":
    main()
