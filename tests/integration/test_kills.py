"""Everything is killed while four clients read: who gets an answer gets the right one, who gets none gets it on repeating.

Processes are killed from this machine, as its kernel does when memory has run out; each test prints how long it took to
be ready again.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support import pace
from tests.support.appliance import Answer, Appliance, wait_until
from tests.support.deaths import init, inside, is_new_and_healthy, kill, processes, state
from tests.support.readers import Readers, receipts_of
from tests.support.receipts import draw

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may kill what containers run")

LOG = "/var/log/ocr-health-check.log"
# a program for Python in a container: print the limit of its memory in bytes
PRINT_LIMIT = (
    "from pathlib import Path; c = Path('/sys/fs/cgroup'); v1 = c / 'memory/memory.limit_in_bytes'; "
    "print((v1 if v1.exists() else c / 'memory.max').read_text())"
)
READY_SECONDS = 5
PATIENCE_SECONDS = 60
# of an attacker's network, for documentation: nobody is banned
BANNED = "203.0.113.77"
# an answer that is sent and not written down yet
MOMENT_SECONDS = 1
SERVICES = ("ocr", "nginx", "certbot", "fail2ban", "healthcheck")
SERVES = ("ocr", "nginx")


@dataclass(frozen=True)
class Victim:
    """What dies: of a service's container the process whose command has these words, or without words all of it."""

    name: str
    service: str
    words: str = ""
    # of several alike: the parent is the first
    number: int = 0
    # the container lives on
    alone: bool = False

    def pid(self, container: str) -> int:
        return processes(container, self.words)[self.number] if self.words else init(container)


VICTIMS = (
    Victim("Gunicorn's worker", "ocr", "gunicorn", 1, alone=True),
    Victim("Gunicorn's master", "ocr", "gunicorn"),
    Victim("nginx's worker", "nginx", "nginx: worker process", alone=True),
    Victim("nginx's master", "nginx", "nginx: master process"),
    Victim("certbot's keeper", "certbot", "certificates"),
    Victim("fail2ban", "fail2ban", "fail2ban-server"),
    Victim("what runs fail2ban", "fail2ban", "-m bans"),
    Victim("the sidecar", "healthcheck", "-m healthcheck"),
    *(Victim(f"container {service}", service) for service in SERVICES),
)


@pytest.fixture(scope="module")
def containers(appliance: Appliance) -> dict[str, str]:
    """Return the id of each service's container, which its death does not change."""
    return {service: appliance.container(service) for service in SERVICES}


@pytest.fixture(scope="module")
def read(appliance: Appliance) -> Callable[[bytes], Answer]:
    return lambda picture: appliance.read(picture, direct=False)


@pytest.fixture(scope="module")
def receipts(read: Callable[[bytes], Answer]) -> list[tuple[bytes, Any]]:
    return receipts_of(read)


@pytest.fixture(scope="module")
def clients(
    stricken: Appliance, read: Callable[[bytes], Answer], receipts: list[tuple[bytes, Any]]
) -> Iterator[Readers]:
    """Read all the time."""
    with Readers(read, receipts) as reading:
        yield reading


@pytest.fixture(scope="module")
def stricken(appliance: Appliance) -> Iterator[Appliance]:
    """Have somebody banned; in the end leave no trace of deaths for the tests to come."""
    appliance.inside("fail2ban", "ban", BANNED)
    yield appliance
    appliance.inside("fail2ban", "unban", BANNED)
    appliance.inside("ocr", "rm", "--force", "/var/lib/ocr/crashes.json")
    appliance.inside("healthcheck", "rm", "--force", "/var/lib/healthcheck/state.json")
    appliance.run("restart ocr healthcheck")
    appliance.run("up --detach --wait")


@dataclass(frozen=True)
class Kept:
    """What no death may change: the certificate that is served, whether the ban is listed, and whether it acts."""

    certificate: str
    listed: bool
    acts: bool


def kept(containers: Mapping[str, str]) -> Kept:
    certificate = inside(containers["nginx"], "bash", "-c", ". /opt/edge/certificate.sh && fingerprint_served")
    listed, rules = (inside(containers["fail2ban"], *words) for words in (["bans"], ["nft", "list", "ruleset"]))
    return Kept(certificate, BANNED in listed, BANNED in rules)


def is_ready(appliance: Appliance) -> bool:
    try:
        return appliance.request("GET", "/ready", timeout=1).status == 200
    except OSError:
        return False


def logged(containers: Mapping[str, str]) -> set[str]:
    """Return the ids of the requests in nginx's log."""
    log = inside(containers["nginx"], "bash", "-c", "cat /var/log/nginx/ocr.access.log*")
    return {columns[10] for columns in (line.split(" ") for line in log.splitlines()) if len(columns) > 10}


def test_a_worker_killed_for_memory_is_an_alert_with_the_id_of_its_request(
    stricken: Appliance, containers: Mapping[str, str], read: Callable[[bytes], Answer]
) -> None:
    receipt = draw("fuel_station", 20).jpeg()
    ocr, healthcheck = containers["ocr"], containers["healthcheck"]
    limit = int(inside(ocr, "python3", "-c", PRINT_LIMIT))
    # this receipt needs some 100 MB more than a start leaves; no probe may be under way, which would be killed too
    before = state(ocr)
    stricken.run("restart ocr")
    wait_until(lambda: is_new_and_healthy(ocr, before), seconds=PATIENCE_SECONDS)
    limit_memory(ocr, stricken.memory_bytes("ocr") + 24 * 1024**2)
    try:
        answer = read(receipt)
        wait_until(stricken.ready, seconds=PATIENCE_SECONDS)
    finally:
        limit_memory(ocr, limit)
        # the worker that took over shares the memory that there was when it began
        before = state(ocr)
        stricken.run("restart ocr")
    wait_until(lambda: is_new_and_healthy(ocr, before), seconds=PATIENCE_SECONDS)
    request_id = answer.headers["x-request-id"]
    told = [crash for crash in crashes(stricken) if request_id in crash["requests"]]

    assert answer.status == 502
    assert [(crash["requests"], crash["out_of_memory"]) for crash in told] == [([request_id], True)]
    # it would look by itself within five minutes
    kill(init(healthcheck))
    said = f"killed, out of memory, while it read {request_id}"
    seconds = wait_until(lambda: said in inside(healthcheck, "cat", LOG), seconds=2 * PATIENCE_SECONDS)
    print(f"told after {seconds:.1f} s")  # noqa: T201 - the figure asked for
    opened = re.compile(r"opened: \[receipt-ocr localhost\] FAIL: .*\bcrashes\b")
    wait_until(lambda: opened.search(inside(healthcheck, "cat", LOG)) is not None, seconds=PATIENCE_SECONDS)
    assert read(receipt).status == 200


def crashes(appliance: Appliance) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = appliance.request("GET", "/crashes", direct=True).json["crashes"]
    return told


def limit_memory(container: str, limit: int) -> None:
    words = ["docker", "update", f"--memory={limit}", f"--memory-swap={limit}", container]
    subprocess.run(words, check=True, capture_output=True)


@pytest.mark.parametrize("victim", VICTIMS, ids=[victim.name for victim in VICTIMS])
def test_a_death_costs_nobody_a_receipt_and_all_is_as_it_was_within_seconds(
    stricken: Appliance, containers: Mapping[str, str], clients: Readers, victim: Victim
) -> None:
    container, before = containers[victim.service], kept(containers)
    # deaths before this one have cost lines of their own
    clients.wait_for_answers()
    began = time.monotonic()
    clients.wait_for_answers()
    was = state(container)
    assert before.certificate
    assert before.listed
    assert before.acts

    def serves() -> bool:
        return (victim.alone or state(container)["StartedAt"] != was["StartedAt"]) and is_ready(stricken)

    def healthy() -> bool:
        return (victim.alone or is_new_and_healthy(container, was)) and is_ready(stricken)

    pid, repeated = victim.pid(container), clients.repeated
    # of before and after: other tests come and go on these processors
    allowed = pace.allowed(READY_SECONDS)
    at = time.monotonic()
    kill(pid)
    # clients of these don't wait for Docker to ask for their health
    seconds = wait_until(serves if victim.service in SERVES else healthy, seconds=PATIENCE_SECONDS)
    until = time.monotonic()
    allowed = max(allowed, pace.allowed(READY_SECONDS))
    clients.wait_for_answers()
    repeated = clients.repeated - repeated
    print(f"{victim.name}: ready after {seconds:.1f} s, {repeated} requests repeated")  # noqa: T201 - the figure asked for

    assert clients.wrong == []
    wait_until(healthy, seconds=PATIENCE_SECONDS)
    assert kept(containers) == before
    answers = clients.answers()
    known = logged(containers)
    lost = [when for when, request_id in answers if when > began and request_id not in known]
    assert all(at - MOMENT_SECONDS < when < until + MOMENT_SECONDS for when in lost)
    assert seconds <= allowed
