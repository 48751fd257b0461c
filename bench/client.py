"""Compare what `receipt-ocr read` reads in a second through the edge with the best that the OCR service itself does.

    python -m bench.client [--receipts 361]

Starts the appliance with its default limits on a droplet of its own, and the program on another host. The labelled
receipts of ../shared are sent to the OCR port by 2, 4 and 8 clients before and after, so that a machine that is busy with
other things is as busy for both. Needs root, for network namespaces.
"""

import argparse
import http.client
import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.labelled import SETS, SHARED
from tests.support.hosts import droplet
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.namespace import entered
from tests.support.hosts.person import person
from tests.support.ocr import form

PORT = 8100
CLIENTS = (2, 4, 8)


def direct(edge: Appliance, pictures: Sequence[Path], clients: int) -> float:
    """Return the receipts a second that the OCR service reads of so many clients, without the edge."""

    def read(picture: Path) -> None:
        with entered(edge.droplet.namespace):
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)
            connection.connect()
        try:
            connection.request("POST", "/v1/ocr/receipt", **form(picture.read_bytes()))
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.client.OK:
                raise SystemExit(f"{picture.name}: {answer.status}")
        finally:
            connection.close()

    began = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(read, pictures))
    return len(pictures) / (time.monotonic() - began)


def bests(edge: Appliance, pictures: Sequence[Path]) -> dict[int, float]:
    """Return the receipts a second of each number of clients, each with a third of the pictures."""
    return {clients: direct(edge, pictures[n :: len(CLIENTS)], clients) for n, clients in enumerate(CLIENTS)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--receipts", type=int, default=361)
    pictures = sorted(path for name in SETS for path in (SHARED / name).glob("*.jpg"))
    pictures = pictures[: parser.parse_args().receipts]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with (
            droplet.droplet(place / "droplet") as switched_on,
            appliance(switched_on, "ocr", "nginx", "fail2ban", OCR_CPUS=str(os.cpu_count())) as edge,
            person(edge) as someone,
        ):
            before = bests(edge, pictures)
            began = time.monotonic()
            status, said = someone.run(
                "read", *map(str, pictures), "--csv", str(place / "e.csv"), "--insecure", seconds=7200
            )
            speed = len(pictures) / (time.monotonic() - began)
            after = bests(edge, pictures)
            log = edge.compose("exec", "-T", "nginx", "cat", "/var/log/nginx/ocr.access.log")
            statuses = Counter(line.split(" ")[2] for line in log.splitlines() if line.split(" ")[3] == "ocr")
            banned = edge.banned()
    print(
        f"program: {speed:.2f}/s, exit status {status}, {said.splitlines()[-1]}; answers {dict(statuses)}; banned {banned}"
    )
    for clients in CLIENTS:
        print(f"OCR port, {clients} clients: {before[clients]:.2f}/s before, {after[clients]:.2f}/s after")
    best = max((before[clients] + after[clients]) / 2 for clients in CLIENTS)
    print(f"of the best: {speed / best:.3f}")


if __name__ == "__main__":
    main()
