"""The program `receipt-ocr`, as a person on another host runs it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.hosts.appliance import Appliance
from tests.support.hosts.client import SITE
from tests.support.hosts.namespace import NUMBERS, Host, host

SOURCES = Path(__file__).parents[3] / "clients/python/src"
# ip-netns(8) puts what is here over the same file in /etc
NAMES = Path("/etc/netns")


class Person:
    """A person at a host that knows the appliance by its name."""

    def __init__(self, at: Host) -> None:
        self.at = at

    def start(self, *words: str, key: str | None = None) -> subprocess.Popen[str]:
        """Start the program, with a key if any."""
        environ = {**os.environ, "PYTHONPATH": str(SOURCES), "RECEIPT_OCR_URL": f"https://{SITE}"}
        environ |= {"RECEIPT_OCR_KEY": key} if key else {}
        command = ["ip", "netns", "exec", self.at.namespace, sys.executable, "-m", "receipt_ocr_client", *words]
        return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *words: str, key: str | None = None, seconds: float = 300) -> tuple[int, str]:
        """Run the program; return its exit status and what it says to people."""
        return ended(self.start(*words, key=key), seconds)


def ended(running: subprocess.Popen[str], seconds: float = 300) -> tuple[int, str]:
    """Wait for a program; return its exit status and what it says to people."""
    try:
        _, said = running.communicate(timeout=seconds)
    finally:
        running.kill()
    return running.returncode, said


@contextmanager
def person(edge: Appliance, *, numbers: range = NUMBERS) -> Iterator[Person]:
    """Plug a host in, for someone who knows the name of the appliance."""
    with host("person", edge.droplet.namespace, numbers=numbers) as at:
        names = NAMES / at.namespace
        names.mkdir(parents=True)
        try:
            (names / "hosts").write_text(f"{at.droplet_ipv4} {SITE}\n")
            yield Person(at)
        finally:
            shutil.rmtree(names)
