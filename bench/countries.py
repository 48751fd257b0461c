#!/usr/bin/env python3
"""Score the facts of drawn receipts by country: they differ in law, words, dates and numbers.

    python -m bench.countries [--each 6] [--wordings held_out]               from their lines as drawn
    python -m bench.countries --level phone --url URL [--save lines.jsonl]   photographed, as the running service reads them
    python -m bench.countries --lines lines.jsonl                            the same, extracted again

Prints for each field and country the share of receipts on which it is right, be it that it is not printed and not
found; then how many were found that nobody printed. Run from the repository with services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import json
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.drawn import Drawn, receipts, same
from bench.fields import Field, ask, flat, plain
from bench.labelled import LOCALE, page_of, rows_of
from ocr.receipt import extract
from tests.support.receipts import ABROAD, LAYOUTS

FIELDS = (
    "currency", "date", "time", "totals.total_amount", "merchant", "address", "receipt_number", "totals.subtotal",
    "totals.tax_amount", "totals.service_charge", "totals.discount", "totals.rounding", "totals.cash", "totals.change",
    "document_type", "payment_method",
)  # fmt: skip
ALL = {**LAYOUTS, **ABROAD}


@dataclass(frozen=True)
class Read:
    """A receipt, its country, its truth and what was found, each by the path of its fields."""

    name: str
    country: str
    truth: Mapping[str, Any]
    found: Mapping[str, Field | None]

    def is_right(self, field: str) -> bool:
        """Return whether a field has its true value, or none where none is printed."""
        true, found = self.truth[field], self.found.get(field)
        return found is None if true is None else found is not None and same(field, found["value"], true)


def drawn(args: argparse.Namespace) -> Iterator[Read]:
    """Draw receipts and read them, by the service or from their lines as drawn."""
    layouts = {name: layout for name, layout in ALL.items() if not args.country or layout.country in args.country}
    dump = args.save.open("w", encoding="utf-8") if args.save else None
    for receipt in receipts(args.each, args.wordings, args.level, args.seed, layouts):
        answer = ask(args.url, receipt.jpeg) if args.url else None
        found = flat(answer) if answer else plain(extract([receipt.page], LOCALE))
        if dump:
            print(json.dumps(_row(receipt, answer), ensure_ascii=False), file=dump, flush=True)
        yield Read(receipt.name, receipt.country, receipt.truth, found)


def _row(receipt: Drawn, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a receipt as --lines and bench.measure_rules read it."""
    size = answer["meta"] if answer else {"width": receipt.page.width, "height": receipt.page.height}
    drawn_lines = [{"text": line.text, "box": line.box, "score": line.score} for line in receipt.page.lines]
    return {
        "file": receipt.name,
        "country": receipt.country,
        "width": size["width"],
        "height": size["height"],
        "lines": answer["lines"] if answer else drawn_lines,
        "truth": receipt.truth,
    }


def read(lines: Path) -> Iterator[Read]:
    """Extract the facts of lines that were saved."""
    for row in rows_of(lines):
        yield Read(row["file"], row["country"], row["truth"], plain(extract([page_of(row)], LOCALE)))


def table(reads: Sequence[Read]) -> None:
    """Print how often each field is right in each country, and how often one was made up."""
    by_country: dict[str, list[Read]] = defaultdict(list)
    for each in reads:
        by_country[each.country].append(each)
    print(f"{'right':24}{'all':>6}" + "".join(f"{country:>6}" for country in by_country))
    for field in FIELDS:
        shares = [statistics.fmean(each.is_right(field) for each in of) for of in (reads, *by_country.values())]
        print(f"{field:24}" + "".join(f"{share:6.2f}" for share in shares))
    print(f"{'receipts':24}" + "".join(f"{len(of):6}" for of in (reads, *by_country.values())))
    invented = Counter(
        field for each in reads for field in FIELDS if each.truth[field] is None and each.found.get(field) is not None
    )
    print("\nfound though not printed: " + ", ".join(f"{field} {count}" for field, count in invented.most_common()))


def misses(reads: Sequence[Read], fields: Sequence[str]) -> None:
    """Print each wrong value to standard error."""
    for each in reads:
        for field in fields:
            if not each.is_right(field):
                found = each.found.get(field)
                shown = f"{found['value']!r} at {found['confidence']:.2f}" if found else None
                print(f"{each.name} {field}: {shown}, printed {each.truth[field]!r}", file=sys.stderr)


def main() -> None:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=6, help="so many of each layout")
    parser.add_argument("--country", nargs="+", help="only these")
    parser.add_argument("--wordings", choices=("common", "held_out"), default="common")
    parser.add_argument("--level", choices=("clean", "mild", "phone"), default="clean")
    parser.add_argument("--seed", type=int, default=1000, help="of the first drawn receipt of a layout")
    parser.add_argument("--url")
    parser.add_argument("--save", type=Path, help="write the lines, for --lines")
    parser.add_argument("--lines", type=Path)
    parser.add_argument(
        "--misses", nargs="*", metavar="FIELD", help="print the wrong values of these, or of all fields"
    )
    args = parser.parse_args()
    reads = list(read(args.lines) if args.lines else drawn(args))
    table(reads)
    # The held-out wordings stay unseen.
    if args.misses is not None and args.wordings == "common":
        misses(reads, args.misses or FIELDS)


if __name__ == "__main__":
    main()
