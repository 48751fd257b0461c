"""Compare the throughput of `receipt-ocr read` through the edge with the best that the OCR service itself reaches.

    python -m bench.client [--receipts 361]

Starts the appliance with its default limits on a droplet of its own, and the program on another host. Each third of the
labelled receipts is read by the program, and sent to the OCR port by 4 and by 8 clients, in turn, so that a
machine that is busy with other things is about as busy for all. Needs root, for network namespaces.
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

from bench.labelled import RECEIPTS, sets
from tests.support.hosts import droplet
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.namespace import entered
from tests.support.hosts.person import Person, person
from tests.support.ocr import form

PORT = 8100
CLIENTS = (4, 8)
ROUNDS = 3


def direct(edge: Appliance, pictures: Sequence[Path], clients: int) -> float:
    """Return the seconds in which the OCR service reads all for so many clients, without the edge."""

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
    return time.monotonic() - began


def through_the_edge(someone: Person, pictures: Sequence[Path], table: Path) -> float:
    """Return the seconds in which the program reads all."""
    began = time.monotonic()
    status, said = someone.run("read", *map(str, pictures), "--csv", str(table), "--insecure", seconds=7200)
    took = time.monotonic() - began
    print(f"exit status {status}: {said.splitlines()[-1]}")
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--receipts", type=int, default=361)
    pictures = sorted(path for name in sets() for path in (RECEIPTS / name).glob("*.jpg"))
    pictures = pictures[: parser.parse_args().receipts]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with (
            droplet.droplet(place / "droplet") as switched_on,
            appliance(switched_on, "ocr", "nginx", "fail2ban", OCR_CPUS=str(os.cpu_count())) as edge,
            person(edge) as someone,
        ):
            program, ocr = 0.0, dict.fromkeys(CLIENTS, 0.0)
            for turn in range(ROUNDS):
                some = pictures[turn::ROUNDS]
                program += through_the_edge(someone, some, place / f"{turn}.csv")
                for clients in CLIENTS:
                    ocr[clients] += direct(edge, some, clients)
            log = edge.compose("exec", "-T", "nginx", "cat", "/var/log/nginx/ocr.access.log")
            statuses = Counter(line.split(" ")[2] for line in log.splitlines() if line.split(" ")[3] == "ocr")
            banned = edge.banned()
    print(f"answers {dict(statuses)}, banned {banned}")
    print(f"program: {len(pictures) / program:.2f}/s")
    for clients, seconds in ocr.items():
        print(f"OCR port, {clients} clients: {len(pictures) / seconds:.2f}/s")
    print(f"of the best: {min(ocr.values()) / program:.3f}")


if __name__ == "__main__":
    main()
