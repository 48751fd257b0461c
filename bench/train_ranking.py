#!/usr/bin/env python3
"""Train the weights of the evidence by which merchant, date and total are chosen.

    python -m bench.train_ranking --lines dev.jsonl dev2.jsonl [--tables MERCHANT] [--write]

Conditional logit by gradient descent towards the right candidate, held near the weights that a person would
give (PRIOR): a few hundred receipts correct an opinion, they don't replace one. Deterministic. First prints, for each
field, how often the choice is right with the prior, and with weights learnt from other merchants only (five folds).

A merchant's name is learnt from heads of the world too (tests/support/heads.py): of 361 labelled receipts all are
Malaysian. No name at all is a candidate without evidence, which scores 0, and right where no row is the name.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from bench.drawn import letters
from bench.labelled import LOCALE, ROOT, Labelled, folds, load
from bench.score import same_value
from ocr.model import Page
from ocr.receipt.extract import decide
from ocr.receipt.fields.finding import Candidate, Choice
from ocr.receipt.layout.rows import read_rows
from ocr.receipt.scoring import ranking_weights
from ocr.receipt.scoring.ranking import choose
from tests.support.heads import LEARNT, Head

Weights = dict[str, float]
# A receipt: its merchant, and for each candidate the evidence and whether it is right.
Example = tuple[str, list[tuple[dict[str, float], bool]]]

PRIOR: dict[str, Weights] = {
    "TOTAL": {
        "final": 3.0, "inclusive": 2.5, "total": 2.5, "gross": 0.5, "subtotal": 0.3, "tax": -2.0, "tender": 0.5,
        "not_a_total": -2.0, "quantity": -0.5, "label_above": 1.0, "only_repeated": -0.5, "only_summary": -1.5,
        "cash_minus_change": 2.5, "tendered": 0.7, "sum_of_parts": 1.0, "sum_of_items": 0.7, "sum_of_classes": 1.0, "holds_tax": 0.7,
        "difference_below": 1.5, "after_rounding": 1.5, "after_withholding": 2.5, "before_rounding": -1.0, "largest": 0.3, "largest_labelled": 1.0, "last_labelled": 0.7,
        "times": 0.4, "lower_half": 0.5, "tall": 0.5, "no_cents": -1.0, "zero": -3.2, "negative": -2.0,
    },
    "DATE": {
        "labelled": 2.0, "label_above": 1.0, "other_label": -2.5, "other_and_sale": -1.7, "other_above": -1.0,
        "with_time": 1.5, "repeated": 0.8, "first": 0.5, "footer": -0.5, "compact": -2.0, "two_digit_year": -0.7,
        "month_named": 0.2, "old": -1.0,
    },
    "MERCHANT": {
        "name": -1.0, "legal_form": 2.5, "legal_form_abroad": -2.0, "trade": 1.0, "bracketed": -3.0, "open_bracket": -2.0,
        "closed_bracket": -3.0, "open_end": -2.5, "short": -2.0, "very_short": -1.0, "digits": -2.0, "lower_case": -1.5, "sentence": -5.0, "full_stop": -2.0,
        "commas": -1.0, "branch": -1.5, "staff": -3.0, "stamp": -4.0, "house_number": -1.5, "postal": -2.0, "address": -1.0,
        "address_strong": -1.5, "contact": -2.0, "tax_or_registration": -3.0, "document": -3.0, "sale": -2.0, "priced": -3.0, "after_price": -1.5, "greeting": -1.5, "bank": -2.0,
        "registration_here": 1.0, "misread": -1.5, "tall": 0.7, "repeated": 0.7, "with_form_below": -1.5, "domain": 1.0, "thanked": 1.5, "only_thanked": 1.2,
        "first": 1.0, "second": 0.3, "row": -0.7, "leads": 1.0, "leads_abroad": 2.5, "follows_abroad": 0.5, "registration_below": 1.5, "registered_firm": 1.5, "tax_below": 0.3, "address_below": 1.2,
        "form_below": -0.5, "cut_short": -2.5, "tail_alone": -3.0, "begins_with_tail": -3.0, "after_trade_alone": -1.5, "after_address": -2.5, "after_document": -1.5,
        "after_legal_form": -1.5, "operated": -6.0, "operator_below": 2.0, "owner_under_name": -4.0, "name_over_owner": 2.0,
        "joined": -2.5, "joined_three": -1.0, "joined_tail": 4.5, "joined_open": 3.5, "joined_form": 0.5, "joined_after_form": -4.0, "joined_unlike": -1.0,
        "joined_apart": -1.0, "joined_address": -3.0, "joined_operator": -4.0, "joined_lower_case": -3.0, "joined_short": -0.5, "joined_bracket": 0.5,
    },
}  # fmt: skip

WEIGHTS = ROOT / "services/ocr/src/ocr/receipt/scoring/ranking_weights.py"
STEPS, RATE, HOLD = 200, 0.3, 0.3
# A name with more than this share of its letters wrong is another name.
MISREAD = 1 / 6


def examples(receipts: Sequence[Labelled]) -> dict[str, list[Example]]:
    """Return each receipt's candidates for each table of weights."""
    found: dict[str, list[Example]] = {name: [] for name in PRIOR}
    for receipt in receipts:
        decisions = decide(read_rows(receipt.pages), LOCALE)
        of: dict[str, tuple[str, Choice[Any] | None, Callable[[Any], str]]] = {
            "TOTAL": ("total", decisions.total, lambda amount: str(amount.value)),
            "DATE": ("date", decisions.date, lambda day: str(day.date)),
        }
        for table, (name, choice, value) in of.items():
            candidates = choice.candidates if choice else ()
            right = [same_value(name, {"value": value(c.value)}, receipt.labels[name]) for c in candidates]
            found[table].append(
                (receipt.merchant, [(dict(c.evidence), r) for c, r in zip(candidates, right, strict=True)])
            )
        found["MERCHANT"].append((receipt.merchant, names(receipt.pages, receipt.labels["merchant"])))
    return found


def of_the_world(heads: Sequence[Head] = LEARNT) -> list[Example]:
    """Return training examples of names from the heads of receipts of the world, each a merchant of its own."""
    return [(f"{head.name} {number}", names((head.page,), head.name or "")) for number, head in enumerate(heads)]


def names(pages: Sequence[Page], label: str) -> list[tuple[dict[str, float], bool]]:
    """Return the evidence of every candidate for the name, and of having none, each with whether it is right.

    Where letters of the name were misread, the nearest candidate is: weights choose rows, not letters.
    """
    choice = decide(read_rows(pages), LOCALE).merchant
    candidates = choice.candidates if choice else ()
    wrong = [Levenshtein.distance(letters(c.value.value), letters(label)) for c in candidates]
    least = min(wrong, default=0)
    right = [bool(label) and each == least and each <= MISREAD * len(letters(label)) for each in wrong]
    known = [(dict(c.evidence), r) for c, r in zip(candidates, right, strict=True)]
    return [*known, ({}, not any(right))]


def learn(of: Sequence[Example], prior: Weights) -> Weights:
    """Return the weights under which the right candidates are likeliest, merchants counting by their root."""
    counts = Counter(merchant for merchant, _ in of)
    usable = [(counts[m] ** -0.5, candidates) for m, candidates in of if any(right for _, right in candidates)]
    every = [candidate for _, candidates in usable for candidate in candidates]
    names = [*prior, *sorted({name for evidence, _ in every for name in evidence} - set(prior))]
    table = np.array([[evidence.get(name, 0.0) for name in names] for evidence, _ in every])
    is_right = np.array([right for _, right in every])
    sizes = [len(candidates) for _, candidates in usable]
    starts = np.cumsum([0, *sizes[:-1]])
    shares = np.repeat([share for share, _ in usable], sizes)
    whole = sum(share for share, _ in usable)
    near = np.array([prior.get(name, 0.0) for name in names])
    weights = near.copy()
    for _ in range(STEPS):
        scores = table @ weights
        likely = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        wanted = likely * is_right
        of_all, of_right = (each / np.repeat(np.add.reduceat(each, starts), sizes) for each in (likely, wanted))
        gradient = (shares * (of_right - of_all)) @ table
        weights += RATE * (gradient / whole * 4 - HOLD * (weights - near))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def learn_table(table: str, of: Sequence[Example]) -> Weights:
    """Return the weights of one of the tables, a merchant's name learnt from heads of the world too."""
    return learn([*of, *(of_the_world() if table == "MERCHANT" else ())], PRIOR[table])


def right(of: Sequence[Example], weights: Weights) -> int:
    """Return how many receipts have the right candidate on top."""
    hits = 0
    for _, candidates in of:
        chosen = choose([Candidate(good, evidence) for evidence, good in candidates], weights)
        hits += bool(chosen and chosen.value)
    return hits


def written(tables: dict[str, Weights]) -> str:
    """Return the tables as the module the extractor imports."""
    text = '"""Weights of the evidence, generated by bench/train_ranking.py. Positive speaks for a candidate."""\n'
    for table, weights in tables.items():
        rows = "".join(f'    "{name}": {value},\n' for name, value in sorted(weights.items()))
        text += f"\n{table}: dict[str, float] = {{\n{rows}}}\n"
    return text


def main() -> None:
    """Learn, print how good the weights are, and perhaps write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, nargs="+", required=True)
    parser.add_argument("--tables", choices=PRIOR, nargs="+", default=list(PRIOR), help="the others stay as they are")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.relative_to(ROOT)}")
    args = parser.parse_args()
    receipts = [receipt for path in args.lines for receipt in load(path)]
    dealt = list(folds(receipts).values())
    every = examples(receipts)
    tables: dict[str, Weights] = {}
    for table, prior in PRIOR.items():
        if table not in args.tables:
            tables[table] = getattr(ranking_weights, table)
            continue
        of, n = every[table], len(every[table])
        crossed = 0
        for fold in sorted(set(dealt)):
            others = [example for example, its in zip(of, dealt, strict=True) if its != fold]
            weights = learn_table(table, others)
            crossed += right([example for example, its in zip(of, dealt, strict=True) if its == fold], weights)
        weights = learn_table(table, of)
        reachable = sum(any(good for _, good in candidates) for _, candidates in of)
        print(
            f"# {table}: reachable {reachable / n:.4f}, prior {right(of, prior) / n:.4f}, "
            f"other merchants' weights {crossed / n:.4f}, these weights {right(of, weights) / n:.4f}"
        )
        tables[table] = weights
    print(written(tables), end="")
    if args.write:
        WEIGHTS.write_text(written(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
