"""Run mixed clients against the whole appliance for thousands of receipts, and report what grew, was lost or was wrong.

    python -m bench.soak [--receipts 10000] [--samples FILE] [--write]
    python -m bench.soak --report-from FILE [--write]

Starts the services of compose.yaml as a project of their own; needs root, for network namespaces. --write puts the report
into docs/endurance.md and the picture into docs/images/endurance.svg. Ends with 1 where the run did not end well. Ctrl-C or
SIGTERM ends it early; what was measured is reported.
"""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from bench.labelled import ROOT
from bench.report import machine, put
from bench.soak import report
from bench.soak.clients import Run
from bench.soak.journal import Begin, Journal, read
from bench.soak.pool import files
from bench.soak.run import soak
from bench.soak.verdict import troubles
from tests.support.hosts import namespace

PAGE = ROOT / "docs/endurance.md"
PICTURE = ROOT / "docs/images/endurance.svg"
RECEIPTS = 10_000
# each comes back every few minutes: what was said of it is compared often, and no cache of a file would help
FILES = 240


def measure(receipts: int, journal_path: Path) -> None:
    """Do the run and write its journal."""
    count = min(FILES, receipts)
    print(f"drawing {count} files; what happens goes into {journal_path}", flush=True)
    drawn = files(count)
    with Journal(journal_path) as journal:
        run = Run(drawn, receipts, journal)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, _: run.stop(signal.Signals(received).name))
        journal.write(Begin(receipts, machine()))
        soak(run, say=lambda line: print(line, flush=True))


def main() -> int:
    """Measure, print and write; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--receipts", type=int, default=RECEIPTS)
    parser.add_argument("--samples", type=Path, help="where to keep what happened; a new file in the folder for such")
    parser.add_argument("--report-from", type=Path, help="make the report of what was kept, without a run")
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    if not options.report_from and (reason := namespace.why_not()):
        parser.error(reason)
    journal: Path = options.report_from or options.samples or Path(tempfile.mkdtemp(prefix="soak-"), "samples.jsonl")
    if not options.report_from:
        measure(options.receipts, journal)
    events = read(journal)
    written = report.text(events)
    print(written)
    if options.write:
        put("soak", written, PAGE)
        PICTURE.write_text(report.picture(events), encoding="utf-8")
    return 1 if troubles(events) else 0


if __name__ == "__main__":
    sys.exit(main())
