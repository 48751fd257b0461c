#!/usr/bin/env python3
"""Score the facts read from receipts: each field, its confidence, and how long the extraction takes.

    python -m bench.fields --lines lines.jsonl               labelled receipts, from lines read once
    python -m bench.fields --url URL [--save lines.jsonl]    labelled receipts, by the running service
    python -m bench.fields --drawn 10 [--wordings held_out] [--level phone --url URL]    drawn ones, with their truth

Values are compared as bench.score does. The weights as shipped were learnt from the labelled receipts: how
right they are on other merchants tells bench.accuracy. Run from the repository with services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import json
import statistics
import sys
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.drawn import letters, receipts, same
from bench.labelled import FIELDS, LOCALE, Labelled, labels, load, picture, set_of
from bench.score import same_string, same_value
from ocr.model import Facts, Page
from ocr.receipt import extract
from ocr.receipt.scoring.thresholds import ACCEPT
from tests.support.ocr import form

Field = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """A field of a receipt: whether it was found, is printed, is right, and how sure the service was."""

    name: str
    group: str
    merchant: str
    found: bool
    printed: bool
    right: bool
    confidence: float = 0.0


def plain(facts: Facts) -> dict[str, Field | None]:
    """Return the facts by path, as the service's JSON has them."""
    paths: list[tuple[object, str, str]] = [(facts, name, name) for name in facts.__dataclass_fields__]
    paths += [(facts.totals, f"totals.{name}", name) for name in facts.totals.__dataclass_fields__]
    paths += [(facts.bir, f"bir.{name}", name) for name in facts.bir.__dataclass_fields__]
    fields = {path: getattr(group, name) for group, path, name in paths}
    return {
        path: {"value": _json(field.value), "text": field.text, "confidence": field.confidence} if field else None
        for path, field in fields.items()
        if field is None or hasattr(field, "confidence")
    }


def _json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value if isinstance(value, bool) else str(value)


def flat(answer: dict[str, Any]) -> dict[str, Field | None]:
    """Return the fields of a service's answer by path."""
    found = {name: field for name, field in answer.items() if field is None or "confidence" in field}
    for group in ("totals", "bir"):
        found |= {f"{group}.{name}": field for name, field in answer[group].items()}
    return found


def ask(url: str, picture: bytes) -> dict[str, Any]:
    """Post a picture to the service and return its answer."""
    upload = form(picture)
    request = urllib.request.Request(url, upload["body"], upload["headers"])  # noqa: S310
    with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310
        answer: dict[str, Any] = json.load(response)
    return answer


def labelled(args: argparse.Namespace, seconds: list[float]) -> Iterator[Outcome]:
    """Yield the outcome of the four labelled fields of each labelled receipt."""
    for receipt, found in _read_labelled(args, seconds):
        group = set_of(receipt.file)
        for name in FIELDS:
            field = found.get("totals.total_amount" if name == "total" else name)
            printed = receipt.labels[name]
            right = field is not None and bool(printed) and same_value(name, field, printed)
            strict = field is not None and bool(printed) and same_string(name, field, printed)
            sure = field["confidence"] if field else 0.0
            yield Outcome(name, group, receipt.merchant, bool(field), bool(printed), right, sure)
            yield Outcome(f"{name}, as printed", group, receipt.merchant, bool(field), bool(printed), strict)
            if args.misses and printed and not right:
                print(f"{receipt.file} {name}: {field and field['value']!r}, printed {printed!r}", file=sys.stderr)


def _read_labelled(
    args: argparse.Namespace, seconds: list[float]
) -> Iterator[tuple[Labelled, dict[str, Field | None]]]:
    if args.lines:
        for receipt in load(args.lines):
            yield receipt, _extract(receipt.pages, seconds)
        return
    dump = args.save.open("w", encoding="utf-8") if args.save else None
    for file, printed in labels().items():
        started = time.perf_counter()
        answer = ask(args.url, picture(file).read_bytes())
        seconds.append(time.perf_counter() - started)
        if dump:
            size = {"width": answer["meta"]["width"], "height": answer["meta"]["height"]}
            print(json.dumps({"file": file, **size, "lines": answer["lines"]}), file=dump, flush=True)
        yield Labelled(file, (), printed), flat(answer)


def _extract(pages: Sequence[Page], seconds: list[float]) -> dict[str, Field | None]:
    started = time.process_time()
    facts = extract(pages, LOCALE)
    seconds.append(time.process_time() - started)
    items = [{"description": i.description, "amount": float(i.amount)} for i in facts.line_items]
    return plain(facts) | {"line_items": {"value": items, "confidence": 0.0}}


def drawn(args: argparse.Namespace, seconds: list[float]) -> Iterator[Outcome]:
    """Yield the outcome of every field of each drawn receipt."""
    for receipt in receipts(args.drawn, args.wordings, args.level, args.seed):
        if args.url:
            started = time.perf_counter()
            answer = ask(args.url, receipt.jpeg)
            seconds.append(time.perf_counter() - started)
            found = flat(answer) | {"line_items": {"value": answer["line_items"], "confidence": 0.0}}
        else:
            found = _extract((receipt.page,), seconds)
        for name, true in receipt.truth.items():
            field = found.get(name)
            right = bool(field) and true is not None and field is not None and same(name, field["value"], true)
            yield Outcome(
                name,
                args.wordings,
                receipt.name,
                bool(field),
                true is not None,
                right,
                field["confidence"] if field else 0.0,
            )
            # The held-out wordings stay unseen.
            if args.misses and args.wordings == "common" and not right and (field or true is not None):
                print(f"{receipt.name} {name}: {field and field['value']!r}, printed {true!r}", file=sys.stderr)
        yield from _items(receipt.items, (found["line_items"] or {})["value"], args.wordings)


def _items(true: list[dict[str, Any]], found: list[dict[str, Any]], group: str) -> Iterator[Outcome]:
    wanted, got = (
        Counter((letters(i["description"]), round(float(i["amount"]), 2)) for i in items) for items in (true, found)
    )
    hits = sum((wanted & got).values())
    for n in range(max(sum(wanted.values()), sum(got.values()), hits)):
        yield Outcome("line_items", group, "", n < sum(got.values()), n < sum(wanted.values()), n < hits)


def figures(outcomes: Iterable[Outcome]) -> tuple[float, float, float, int]:
    """Return precision, recall, F1 and the number printed."""
    of = list(outcomes)
    hits, found, printed = (sum(getattr(o, name) for o in of) for name in ("right", "found", "printed"))
    precision, recall = hits / max(found, 1), hits / max(printed, 1)
    return precision, recall, 2 * hits / max(found + printed, 1), printed


def table(outcomes: Sequence[Outcome]) -> None:
    """Print the fields by group, and the four labelled ones together."""
    groups = sorted({o.group for o in outcomes})
    print(
        f"{'field':28}{'n':>5}{'precision':>11}{'recall':>9}{'F1':>9}"
        + "".join(f"{'F1 ' + group:>18}" for group in groups)
        + f"{'by merchant':>13}"
    )
    for name in dict.fromkeys(o.name for o in outcomes):
        of = [o for o in outcomes if o.name == name]
        _row(name, of, groups)
    micro = [o for o in outcomes if o.name in FIELDS]
    if len({o.name for o in micro}) == len(FIELDS):
        _row("micro, the four fields", micro, groups)


def _row(name: str, of: Sequence[Outcome], groups: Sequence[str]) -> None:
    precision, recall, f1, n = figures(of)
    merchants: dict[str, list[bool]] = defaultdict(list)
    for outcome in of:
        merchants[outcome.merchant].append(outcome.right)
    by_group = "".join(f"{figures(o for o in of if o.group == group)[2]:18.4f}" for group in groups)
    by_merchant = statistics.fmean(statistics.fmean(hits) for hits in merchants.values())
    print(f"{name:28}{n:5}{precision:11.4f}{recall:9.4f}{f1:9.4f}{by_group}{by_merchant:13.4f}")


def reliability(outcomes: Sequence[Outcome]) -> None:
    """Print how often fields of each confidence are right, and the expected calibration error."""
    print("\nconfidence    fields   mean confidence   right")
    rated = [o for o in outcomes if o.found and o.confidence]
    bins: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in rated:
        bins[min(int(outcome.confidence * 10), 9)].append(outcome)
    for low, of in sorted(bins.items()):
        mean, right = statistics.fmean(o.confidence for o in of), statistics.fmean(o.right for o in of)
        print(f"{low / 10:.1f} to {low / 10 + 0.1:.1f}{len(of):9}{mean:18.3f}{right:8.3f}")
    for name in dict.fromkeys(o.name for o in rated):
        print(f"expected calibration error, {name}: {calibration_error([o for o in rated if o.name == name]):.4f}")
    print(f"expected calibration error, all: {calibration_error(rated):.4f}")
    totals = [o for o in outcomes if o.name in ("total", "totals.total_amount")]
    sure = [o for o in totals if o.confidence >= ACCEPT]
    if sure:
        print(
            f"totals accepted at {ACCEPT}: {len(sure) / len(totals):.4f} of receipts, {statistics.fmean(o.right for o in sure):.4f} right"
        )


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Return the mean distance of confidence and share of right ones, over ten bins."""
    bins: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        bins[min(int(outcome.confidence * 10), 9)].append(outcome)
    distances = (abs(sum(o.confidence - o.right for o in of)) for of in bins.values())
    return sum(distances) / max(len(outcomes), 1)


def main() -> None:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url")
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--save", type=Path, help="write the lines that the service read, for --lines")
    parser.add_argument("--drawn", type=int, help="so many of each layout")
    parser.add_argument("--wordings", choices=("common", "held_out"), default="common")
    parser.add_argument("--level", choices=("clean", "mild", "phone"), default="clean")
    parser.add_argument("--seed", type=int, default=1000, help="of the first drawn receipt of a layout")
    parser.add_argument("--misses", action="store_true", help="print each wrong field to standard error")
    args = parser.parse_args()
    if not (args.url or args.lines or args.drawn):
        parser.error("give --lines, --url or --drawn")
    seconds: list[float] = []
    outcomes = list(drawn(args, seconds) if args.drawn else labelled(args, seconds))
    table(outcomes)
    reliability(outcomes)
    seconds.sort()
    p50, p95 = seconds[len(seconds) // 2] * 1000, seconds[int(len(seconds) * 0.95)] * 1000
    print(
        f"\n{'answer' if args.url else 'extraction'}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, longest {seconds[-1] * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()
