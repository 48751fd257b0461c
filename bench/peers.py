#!/usr/bin/env python3
"""Compare our reading with that of its peers: the same receipts, in turn, each reader in a process of its own.

    python -m bench.peers [--receipts 30] [--peers .venv-bench/bin/python] [--write]

Readers take turns at each receipt, so that whatever else the machine does falls on all of them. Words are compared as
bench.score does. --write puts the table into docs/performance.md.
"""

import argparse
import re
import shutil
import statistics
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.child import Child
from bench.labelled import ROOT, rows_of, some_set
from bench.report import machine, put, quantile, table
from bench.score import words

# As the image has them
ALLOCATOR = dict(re.findall(r"(MALLOC_\w+)=(\d+)", (ROOT / "services/ocr/Dockerfile").read_text()))
OURS = ("ours", "paddleocr")
PEERS = ("rapidocr-onnxruntime", "rapidocr-openvino", "tesseract")


@dataclass
class Reader:
    """A running reader, and what it measured."""

    name: str
    python: str
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory_mb: int = 0
    words: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Start the process and wait until it is ready."""
        own = ALLOCATOR if self.name == "ours" else {}
        # PaddleX wants a folder of its own, and probes model hubs unless told not to
        known = {"PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True", "TQDM_DISABLE": "1"}
        self._child = Child(self.python, "bench/readers.py", self.name, environment=known | own)
        ready = self._child.answer()
        self.start_seconds, self.loaded_mb = ready["seconds"], ready["memory_mb"]

    def read(self, picture: Path) -> dict[str, Any]:
        """Read a picture."""
        return self._child.ask(picture)

    def count(self, answer: dict[str, Any], labelled: Counter[str]) -> None:
        """Add an answer to the figures."""
        read = Counter(answer["words"])
        self.seconds.append(answer["seconds"])
        self.cpu.append(answer["cpu"])
        self.memory_mb = answer["memory_mb"]
        self.words.update(both=(read & labelled).total(), read=read.total(), labelled=labelled.total())

    @property
    def f1(self) -> float:
        """The words read against the words labelled."""
        return 2 * self.words["both"] / (self.words["read"] + self.words["labelled"])

    @property
    def p50(self) -> float:
        """The median of a receipt's seconds."""
        return quantile(self.seconds, 0.5)

    @property
    def p95(self) -> float:
        """What 95 of 100 receipts don't exceed, in seconds."""
        return quantile(self.seconds, 0.95)


def receipts(wanted: int) -> list[tuple[Path, Counter[str]]]:
    """Return pictures with their words, spread evenly over the first labelled set."""
    folder = some_set()
    rows = list(rows_of(folder / "labels.jsonl"))
    step = max(1, len(rows) // wanted)
    return [(folder / row["file"], words(row["words"])) for row in rows[::step][:wanted]]


def main() -> None:
    """Run the readers and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--receipts", type=int, default=30)
    parser.add_argument("--peers", default=str(ROOT / ".venv-bench/bin/python"), help="Python with the peers")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if not shutil.which("tesseract"):
        sys.exit("tesseract is missing: run make bench, which installs it, or apt-get install tesseract-ocr")
    # started one after the other, so that no start is disturbed by another
    readers = [Reader(name, sys.executable) for name in OURS] + [Reader(name, args.peers) for name in PEERS]
    chosen = receipts(args.receipts)
    for reader in readers:
        reader.read(chosen[0][0])  # the libraries' own first-time work
    for picture, labelled in chosen:
        for reader in readers:
            reader.count(reader.read(picture), labelled)
    written = report(readers, len(chosen))
    print(written)
    if args.write:
        put("peers", written)


def report(readers: list[Reader], count: int) -> str:
    """Return the figures as Markdown."""
    ours = readers[0]
    rows = [
        [
            reader.name,
            f"{reader.p50:.2f} s",
            f"{reader.p95:.2f} s",
            f"{statistics.mean(reader.cpu):.2f} s",
            f"{reader.f1:.4f}",
            f"{reader.start_seconds:.1f} s",
            f"{reader.loaded_mb} MB",
            f"{reader.memory_mb} MB",
            f"{ours.p50 / reader.p50:.2f} / {ours.p95 / reader.p95:.2f}",
        ]
        for reader in readers
    ]
    heads = ["reader", "p50", "p95", "CPU", "words F1", "start", "loaded", "after the run", "ours ÷ it, p50 / p95"]
    return f"{count} receipts, {machine()}.\n\n{table(heads, rows)}"


if __name__ == "__main__":
    main()
