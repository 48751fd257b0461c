#!/usr/bin/env python3
"""Count on how many merchants' receipts each phrase of the lexicon was ever the one that matched.

    python -m bench.lexicon [--lines lines-dev.jsonl lines-dev2.jsonl] [--table amounts]

Without lines as read, what people say is printed on the labelled receipts is searched. Prints for each table how many of
its phrases no merchant, one and several print; then those with one and those with none, for a reader to judge: the world
is larger than these receipts, so none is no fault, but a phrase of one may fit a single paper. Run from the repository
with services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from bench.labelled import MISSING, RECEIPTS, Labelled, labelled_rows, page_of, rows_of
from ocr.receipt.fields.head import MAX_ROWS
from ocr.receipt.layout.rows import read_rows
from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.lexicon.bir import NUMBERS, PARTIES
from ocr.receipt.lexicon.companies import TRADES
from ocr.receipt.lexicon.countries import COUNTRY_MARKS
from ocr.receipt.lexicon.dates import DATES
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.lexicon.gazetteer import PLACES, STREETS
from ocr.receipt.lexicon.head import HEADER
from ocr.receipt.lexicon.ordinary import ORDINARY
from ocr.receipt.text.phrase_matcher import Folded, PhraseMatcher, fold_text
from ocr.receipt.text.vocabulary import VOCABULARY


def _all(table: Mapping[Any, Iterable[str]]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(table.values()))


# The phrases that are looked for together, as in the service: of two that overlap the longer is matched.
TABLES: dict[str, tuple[str, ...]] = {
    "amounts": _all(AMOUNTS), "dates": _all(DATES), "documents": _all(DOCUMENTS), "document_numbers": _all(DOCUMENT_NUMBERS),
    "head": _all(HEADER), "bir_numbers": _all(NUMBERS), "bir_parties": _all(PARTIES), "countries": _all(COUNTRY_MARKS),
    "places": (*STREETS, *PLACES), "trades": TRADES, "ordinary": ORDINARY,
}  # fmt: skip
# Looked for in the first rows only.
OF_THE_HEAD = ("head", "places", "trades")


@dataclass(frozen=True)
class Printed:
    """The rows of a receipt, folded, and whose it is."""

    merchant: str
    rows: Sequence[Folded]


def merchants_of(receipts: Iterable[Printed], table: str) -> dict[str, set[str]]:
    """Return for each phrase of a table the merchants on whose receipts it was matched."""
    phrases = TABLES[table]
    ordinary = () if table == "ordinary" else ORDINARY
    matcher = PhraseMatcher({phrase: (phrase,) for phrase in phrases}, ordinary)
    found: dict[str, set[str]] = {phrase: set() for phrase in phrases}
    for receipt in receipts:
        for row in receipt.rows[:MAX_ROWS] if table in OF_THE_HEAD else receipt.rows:
            for match in matcher.find(row):
                found[match.kind].add(receipt.merchant)
    return found


def as_read(lines: Iterable[Path], receipts: Path = RECEIPTS) -> Iterator[Printed]:
    """Yield the receipts of files of lines, one JSON object a receipt; one without a label is a merchant of its own."""
    merchants = {row["file"]: _merchant(row) for row in labelled_rows(receipts)}
    for path in lines:
        for row in rows_of(path):
            rows = read_rows([page_of(row)])
            yield Printed(merchants.get(row["file"], row["file"]), [each.folded for each in rows])


def as_labelled(receipts: Path = RECEIPTS) -> Iterator[Printed]:
    """Yield the labelled receipts with what people say is printed on them."""
    for row in labelled_rows(receipts):
        yield Printed(_merchant(row), [fold_text(words, VOCABULARY) for words in row["words"]])


def _merchant(row: Mapping[str, Any]) -> str:
    name = row["entities"].get("company") or row["file"]
    return Labelled(row["file"], (), {"merchant": name}).merchant


def main() -> int:
    """Count over the receipts that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, nargs="+", help="lines of the labelled receipts as once read")
    parser.add_argument("--table", choices=TABLES, nargs="+", default=list(TABLES))
    args = parser.parse_args()
    receipts = list(as_read(args.lines) if args.lines else as_labelled())
    if not receipts:
        raise SystemExit(f"{MISSING}; --lines names some as read")
    listed: dict[str, dict[int, list[str]]] = {}
    print(f"{len(receipts)} receipts of {len({receipt.merchant for receipt in receipts})} merchants")
    print(f"{'table':18}{'phrases':>8}{'none':>6}{'one':>6}{'more':>6}")
    for table in args.table:
        by_count: dict[int, list[str]] = defaultdict(list)
        for phrase, merchants in merchants_of(receipts, table).items():
            by_count[min(len(merchants), 2)].append(phrase)
        listed[table] = by_count
        print(f"{table:18}{len(TABLES[table]):8}" + "".join(f"{len(by_count[n]):6}" for n in range(3)))
    totals = Counter({n: sum(len(each[n]) for each in listed.values()) for n in range(3)})
    print(f"{'all':18}{sum(totals.values()):8}" + "".join(f"{totals[n]:6}" for n in range(3)))
    for n, title in ((1, "one merchant"), (0, "none")):
        for table, by_count in listed.items():
            print(f"\n{table}, {title}: {', '.join(sorted(by_count[n]))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
