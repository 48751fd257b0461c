#!/usr/bin/env python3
"""Measure the OCR container under load: start, memory over 500 receipts, parallel clients, one core.

    python -m bench.service [--receipts 500] [--write]

Starts containers of the image receipt-ocr/ocr as compose.yaml does, on ports of their own, so that no running appliance
is touched. Receipts are those of the first labelled set, sent by 1, 2, 4 and 8 clients; the memory is taken after them.
"""

import argparse
import http.client
import itertools
import os
import statistics
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.labelled import rows_of, some_set
from bench.report import machine, put, quantile, table
from ocr.engine.inflight import REST_SECONDS
from tests.support.appliance import PRINT_MEMORY
from tests.support.ocr import form

IMAGE = "receipt-ocr/ocr"
# the container's own port; Docker chooses the one on this machine
PORT = 8100
CLIENTS = (1, 2, 4, 8)
# a program for Python in a container: print the peak memory of each process, in kB
PRINT_PEAKS = (
    "from pathlib import Path; "
    "print(*(l.split()[1] for p in Path('/proc').glob('[0-9]*/status') for l in p.open() if l.startswith('VmHWM')))"
)
REQUESTS_A_CLIENT = 40
ONE_CORE_RECEIPTS = 30


@dataclass
class Load:
    """Measurements of a number of clients."""

    clients: int
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)


def run(*command: str) -> str:
    """Run a command and return what it prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


@contextmanager
def container(*options: str) -> Iterator[tuple[str, int, float]]:
    """Start the service as compose.yaml does; return its id, its port, and the seconds until it was ready."""
    limits = ["--memory=512m", "--pids-limit=128", "--read-only", "--tmpfs=/tmp:size=64m"]
    started = time.monotonic()
    name = run("docker", "run", "--detach", "--rm", f"--publish=127.0.0.1::{PORT}", *limits, *options, IMAGE)
    try:
        port = int(run("docker", "port", name, str(PORT)).rpartition(":")[2])
        while ask(port, "/ready")[0] != 200:
            if time.monotonic() - started > 60:
                raise SystemExit(f"the container is not ready after a minute: {run('docker', 'logs', name)[-500:]}")
            time.sleep(0.02)
        yield name, port, time.monotonic() - started
    finally:
        run("docker", "stop", name)


def ask(port: int, path: str, picture: bytes | None = None) -> tuple[int, bool]:
    """Send one request; return the status, 0 without one, and whether the answer says when to come again."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        if picture is None:
            connection.request("GET", path)
        else:
            connection.request("POST", path, **form(picture))
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0, False
    else:
        return answer.status, "Retry-After" in answer.headers
    finally:
        connection.close()


def load(port: int, clients: int, pictures: list[bytes]) -> Load:
    """Let clients send receipts, and ask for /health meanwhile."""
    seen = Load(clients)
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            begin = time.monotonic()
            status, _ = ask(port, "/health")
            seen.health.append(time.monotonic() - begin if status == 200 else float("inf"))

    def client(number: int) -> None:
        # each sends receipts from the whole of the list, so that every number of clients has the same share of large ones:
        # of blocks of 40, one client's would have 0.88 of the print of the whole, two clients' 1.11
        first, step = number * len(pictures) // clients, max(1, len(pictures) // REQUESTS_A_CLIENT)
        for place in range(first, first + step * REQUESTS_A_CLIENT, step):
            picture = pictures[place % len(pictures)]
            begin = time.monotonic()
            status, comes_again = ask(port, "/v1/ocr/receipt", picture)
            seen.statuses["503 with Retry-After" if status == 503 and comes_again else str(status)] += 1
            if status == 200:
                seen.latencies.append(time.monotonic() - begin)

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, range(clients)))
    seen.seconds = time.monotonic() - begin
    done.set()
    watcher.join()
    return seen


def memory_mb(name: str) -> float:
    """Return the memory of a container without the file cache, in MB."""
    return int(run("docker", "exec", name, "python3", "-c", PRINT_MEMORY)) / 1e6


def endurance(name: str, port: int, pictures: list[bytes], receipts: int) -> tuple[float, float]:
    """Return the memory at rest after 100 receipts and after all, in MB."""
    early = 0.0
    for number, picture in enumerate(itertools.islice(itertools.cycle(pictures), receipts), start=1):
        ask(port, "/v1/ocr/receipt", picture)
        if number == min(100, receipts):
            early = memory_at_rest_mb(name)
    return early, memory_at_rest_mb(name)


def memory_at_rest_mb(name: str) -> float:
    """Return the memory of a container once it has given back what reading took, in MB."""
    time.sleep(REST_SECONDS + 1)
    return memory_mb(name)


def memory_peak_mb(name: str) -> float:
    """Return the most that a process of a container has held since it started, in MB."""
    return max(int(kilobytes) for kilobytes in run("docker", "exec", name, "python3", "-c", PRINT_PEAKS).split()) / 1e3


def cores(pictures: list[bytes]) -> tuple[float, float]:
    """Return p50 on all cores and on one, measured side by side."""
    spent: dict[bool, list[float]] = {True: [], False: []}
    with container() as (_, every, _), container("--cpuset-cpus=0") as (_, one, _):
        for picture in pictures[:ONE_CORE_RECEIPTS]:
            for port, single in ((every, False), (one, True)):
                begin = time.monotonic()
                ask(port, "/v1/ocr/receipt", picture)
                spent[single].append(time.monotonic() - begin)
    return statistics.median(spent[False]), statistics.median(spent[True])


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--receipts", type=int, default=500, help="for the memory")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    args = parser.parse_args()
    receipts = some_set()
    pictures = [(receipts / row["file"]).read_bytes() for row in rows_of(receipts / "labels.jsonl")]
    with container(f"--cpus={os.cpu_count()}") as (name, port, ready):
        loads = [load(port, clients, pictures) for clients in CLIENTS]
        early, late = endurance(name, port, pictures, args.receipts)
        peak = memory_peak_mb(name)
    image_mb = int(run("docker", "image", "inspect", "--format", "{{.Size}}", IMAGE)) / 1e6
    two, one = cores(pictures)
    written = "\n\n".join((
        f"{machine()}.",
        table(["clients", "receipts a second", "p50", "p95", "answers", "/health p99"], [row(seen) for seen in loads]),
        table(["figure", "value"], [
            ["ready after the start", f"{ready:.1f} s"],
            ["memory at rest after 100 receipts", f"{early:.0f} MB"],
            [f"memory at rest after {args.receipts} receipts", f"{late:.0f} MB ({100 * (late / early - 1):+.1f} %)"],
            ["most memory at any time, with 8 clients too", f"{peak:.0f} MB"],
            ["image", f"{image_mb:.0f} MB"],
            [f"p50 on {os.cpu_count()} cores, on one", f"{two:.2f} s, {one:.2f} s (x {one / two:.2f})"],
        ]),
    ))  # fmt: skip
    print(written)
    if args.write:
        put("service", written)


def row(seen: Load) -> list[str]:
    """Return a row of the table of clients."""
    return [
        str(seen.clients),
        f"{len(seen.latencies) / seen.seconds:.2f}",
        f"{quantile(seen.latencies, 0.5):.2f} s",
        f"{quantile(seen.latencies, 0.95):.2f} s",
        ", ".join(f"{count} x {status}" for status, count in sorted(seen.statuses.items())),
        f"{1000 * quantile(seen.health, 0.99):.0f} ms",
    ]


if __name__ == "__main__":
    main()
