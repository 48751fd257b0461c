#!/usr/bin/env python3
"""Measure how often each rule's finding is right, which is the confidence of a field that it found.

    python -m bench.measure_rules --draw 10 > common.jsonl
    python -m bench.measure_rules --draw 10 --wordings held_out > held.jsonl
    python -m bench.measure_rules --lines common.jsonl held.jsonl [--seeds even] [--write]

Counts the findings of drawn receipts, one JSON object a line: file ("layout seed"), width, height, lines, and the truth
of every field by its path. The counts stand beside each probability. As many receipts have the wordings that the tables
were written from as have others: what a paper of the world has is not known.

- Drawn receipts are easier than the world: they are printed as the rules expect. No probability is above CAP, and a
  rule that its prior leaves to a person (below ACCEPT) is left to one, however often it was right.
- Few counts say little: each rule starts from PRIOR as if WEIGHT findings had been judged. A rule that no receipt
  exercised keeps its prior, and is marked.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from bench.drawn import receipts, same
from bench.labelled import LOCALE, ROOT, page_of, rows_of
from ocr.receipt.extract import decide
from ocr.receipt.fields.finding import CHOSEN
from ocr.receipt.layout.rows import read_rows
from ocr.receipt.scoring.thresholds import ACCEPT
from tests.support.receipts.phrasing import Group

MEASURED = ROOT / "services/ocr/src/ocr/receipt/scoring/measured.py"
# As many findings as a prior is worth: 20 drawn receipts outweigh an opinion, two don't.
WEIGHT = 10
# The total is right on 98 % of the labelled receipts, and on all drawn ones of common wordings (docs/accuracy.md).
CAP = 0.98
# The most that a rule may have whose prior leaves it to a person.
MAX_OF_UNSURE = ACCEPT - 0.01

# How often a person would say that each rule is right, before anything is counted.
PRIOR: dict[str, dict[str, float]] = {
    "time": {"printed": 0.97},
    "currency": {
        "own_sign": 0.98, "shared_sign_named": 0.85, "shared_sign_of_country": 0.95, "shared_sign_misread": 0.6, "dollar": 0.6,
        "yen_or_yuan": 0.8, "country": 0.95, "country_likely": 0.75, "country_unsure": 0.5, "country_against_sign": 0.85,
        "foreign_own_sign": 0.7, "foreign_shared_sign_named": 0.7, "foreign_shared_sign_of_country": 0.7,
        "foreign_dollar": 0.6, "foreign_yen_or_yuan": 0.7,
    },
    "document_type": {"title": 0.98, "mention": 0.93, "card_slip": 0.9},
    "receipt_number": {"labelled": 0.95, "labelled_otherwise": 0.6},
    "payment_method": {
        "tender": 0.97, "several_tenders": 0.7, "named": 0.85, "masked_card": 0.8, "alone": 0.75, "change": 0.8, "reference": 0.7,
    },
    "tin": {"labelled": 0.97},
    "branch_code": {"behind_tin": 0.97, "below_tin": 0.9},
    "vat_registered": {"labelled": 0.97},
    "atp": {"labelled": 0.97},
    "min": {"labelled": 0.97},
    "ptu": {"labelled": 0.97},
    "accreditation": {"labelled": 0.97},
    "subtotal": {"unproven": 0.93, "inferred": 0.8},
    "tax_amount": {"fits": 0.98, "unproven": 0.93, "inferred": 0.8, "summed": 0.7},
    "vatable_sales": {"labelled": 0.97, "unproven": 0.93, "inferred": 0.8},
    "vat_exempt_sales": {"labelled": 0.97, "unproven": 0.93, "inferred": 0.8},
    "zero_rated_sales": {"labelled": 0.97, "unproven": 0.93, "inferred": 0.8},
    "service_charge": {"labelled": 0.97, "unproven": 0.93, "inferred": 0.8},
    "discount": {"unproven": 0.93, "inferred": 0.8},
    "rounding": {"labelled": 0.97, "unproven": 0.93, "inferred": 0.8},
    "cash": {"fits": 0.98, "unproven": 0.93, "inferred": 0.8},
    "change": {"fits": 0.98, "unproven": 0.93, "inferred": 0.8},
}  # fmt: skip

Row = Mapping[str, Any]
# Of each field and rule: how many findings were right, and how many there were.
Counts = tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]


def count(rows: Iterable[Row]) -> Counts:
    """Return how many findings of each field's rules are right, and how many there are."""
    right: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        decisions = decide(read_rows((page_of(dict(row)),)), LOCALE)
        if not decisions.is_receipt:
            continue
        for path, true in row["truth"].items():
            field = path.rpartition(".")[2]
            finding = decisions.findings.get(field)
            if finding is not None and finding.rule != CHOSEN:
                found[field, finding.rule] += 1
                right[field, finding.rule] += true is not None and same(path, finding.value, true)
    return right, found


def probability(prior: float, right: int, found: int) -> float:
    """Return how likely a finding is right, the prior counting as WEIGHT findings."""
    highest = CAP if prior >= ACCEPT else MAX_OF_UNSURE
    return round(min((right + WEIGHT * prior) / (found + WEIGHT), highest), 3) if found else prior


def written(counts: Counts) -> str:
    """Return the source of the module with the measured share of right findings for each rule."""
    right, found = counts
    text = '"""Share of each rule\'s findings that are right, generated by bench/measure_rules.py: right/found, or a prior."""\n\n'
    text += "MEASURED: dict[str, dict[str, float]] = {\n"
    for field, rules in PRIOR.items():
        text += f'    "{field}": {{\n'
        for rule, prior in rules.items():
            of = (field, rule)
            note = f"{right[of]}/{found[of]}" if found[of] else "prior"
            text += f'        "{rule}": {probability(prior, right[of], found[of])},  # {note}\n'
        text += "    },\n"
    return text + "}\n"


def drawn(each: int, wordings: Group) -> Iterator[Row]:
    """Yield the lines and the truth of so many drawn receipts of each layout."""
    for receipt in receipts(each, wordings, "clean", 1000):
        page = receipt.page
        lines = [{"text": line.text, "box": line.box, "score": line.score} for line in page.lines]
        size = {"width": page.width, "height": page.height}
        yield {"file": receipt.name, **size, "lines": lines, "truth": receipt.truth}


def load(paths: Iterable[Path], seeds: str) -> Iterator[Row]:
    """Yield the receipts of files of lines, those of even or odd seeds, or all."""
    for path in paths:
        for row in rows_of(path):
            odd = int(row["file"].split()[-1]) % 2 == 1
            if seeds == "all" or odd == (seeds == "odd"):
                yield row


def main() -> None:
    """Measure and print the table, and perhaps write it; or draw what it is measured on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, nargs="+")
    parser.add_argument("--seeds", choices=("all", "even", "odd"), default="all", help="one half, to test on the other")
    parser.add_argument("--draw", type=int, metavar="N", help="instead, print lines of N receipts of each layout")
    parser.add_argument("--wordings", choices=get_args(Group), default="common", help="of those drawn")
    parser.add_argument("--write", action="store_true", help=f"write {MEASURED.relative_to(ROOT)}")
    args = parser.parse_args()
    if args.draw:
        for row in drawn(args.draw, args.wordings):
            print(json.dumps(row, default=str))
        return
    if not args.lines:
        parser.error("give --lines or --draw")
    table = written(count(load(args.lines, args.seeds)))
    print(table, end="")
    if args.write:
        MEASURED.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
