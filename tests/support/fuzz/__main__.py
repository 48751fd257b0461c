"""Fuzz a service of its own: `make fuzz`."""

import argparse
import sys
from pathlib import Path

from tests.support.fuzz.files import hostile_file
from tests.support.fuzz.report import Report
from tests.support.fuzz.requests import hostile_request
from tests.support.fuzz.run import fuzz
from tests.support.fuzz.target import target


def main() -> int:
    """Send as many as asked, print the table, and keep what was answered wrongly."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=5000, help="how many files")
    parser.add_argument("--requests", type=int, default=1000, help="how many requests")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes")
    parser.add_argument("--file", type=int, action="append", help="send this file alone")
    parser.add_argument("--request", type=int, action="append", help="send this request alone")
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzz-faults"), help="where to keep what was answered wrongly"
    )
    chosen = parser.parse_args()
    alone = bool(chosen.file or chosen.request)
    files = chosen.file or range(0 if alone else chosen.files)
    requests = chosen.request or range(0 if alone else chosen.requests)
    with target() as service:
        report = fuzz(service, seed=chosen.seed, files=files, requests=requests)
    print(*report.lines(), sep="\n")
    keep(report, chosen.seed, chosen.keep)
    return 1 if report.faults else 0


def keep(report: Report, seed: int, folder: Path) -> None:
    """Write what was answered wrongly into a folder, and say how to send it again."""
    for sent, result in report.faulty:
        folder.mkdir(exist_ok=True)
        file = sent == "files"
        data = hostile_file(seed, result.number).data if file else b"".join(hostile_request(seed, result.number).pieces)
        path = folder / f"{'file' if file else 'request'}-{seed}-{result.number}-{result.name.replace(' ', '-')}"
        path.write_bytes(data)
        print(f"kept {path}; again: make fuzz SEED={seed} {'FILE' if file else 'REQUEST'}={result.number}")


if __name__ == "__main__":
    sys.exit(main())
