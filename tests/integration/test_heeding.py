"""Clients that obey Retry-After are never banned, whatever fails on our side; a flood is, over any connections."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPException
from typing import Self

import pytest

from tests.support.hosts import droplet
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.attack import OCR_PATH, attack, is_refused, is_served, wait_until
from tests.support.hosts.client import Client
from tests.support.hosts.erp import assert_nobody_is_banned, burst, hosts, post
from tests.support.hosts.namespace import Host

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

BAN_TAKES_SECONDS = 3
# over new connections each time, fewer are not told from honest threads (docs/decisions/0039)
FLOOD_A_SECOND = 60
# three rounds of those who wait 5 seconds
FAILURE_SECONDS = 16
# receipts that a host posts at once, beside another host
AT_ONCE = (1, 20)


@pytest.fixture(scope="module")
def stubbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Appliance]:
    with (
        droplet.droplet(tmp_path_factory.mktemp("droplet")) as switched_on,
        appliance(switched_on, "nginx", "fail2ban") as running,
    ):
        yield running


def stop_service(edge: Appliance) -> Callable[[], object]:
    edge.docker("stop", "--time", "1", "stub")
    return lambda: edge.docker("start", "stub")


def fill_tmpfs(edge: Appliance) -> Callable[[], object]:
    fill = "dd if=/dev/zero of=/var/cache/nginx/full bs=1M count=300 2>/dev/null || true"
    edge.compose("exec", "-T", "nginx", "sh", "-c", fill)
    return lambda: edge.compose("exec", "-T", "nginx", "rm", "/var/cache/nginx/full")


def leave_as_it_is(_edge: Appliance) -> Callable[[], object]:
    return lambda: None


# what is asked for, and with what it may be answered
FAILURES: dict[str, tuple[Callable[[Appliance], Callable[[], object]], dict[str, set[int]]]] = {
    # by a bug, of a service that breaks off, and of one that has too much to do
    "a service that answers 500, 502 and 503": (
        leave_as_it_is,
        {f"{OCR_PATH}?answer={status}": {status} for status in (500, 502, 503)},
    ),
    "a service that is away": (stop_service, {OCR_PATH: {502, 503, 504}}),
    "a full tmpfs": (fill_tmpfs, {OCR_PATH: {500}}),
}


class TestOurFailures:
    @pytest.mark.parametrize("failure", FAILURES)
    def test_ban_nobody_who_waits(self, stubbed: Appliance, failure: str) -> None:
        fail, answers = FAILURES[failure]
        waiting = [(path, number) for path in answers for number in AT_ONCE]
        with ExitStack() as exits:
            clients = hosts(stubbed, len(waiting), exits)
            repair = fail(stubbed)
            try:
                with ThreadPoolExecutor(len(waiting)) as pool:
                    tries = [
                        pool.submit(burst, [client], number, b"x" * 100_000, path=path, seconds=FAILURE_SECONDS)
                        for client, (path, number) in zip(clients, waiting, strict=True)
                    ]
            finally:
                repair()
            for (path, _), each in zip(waiting, tries, strict=True):
                statuses = each.result()
                assert {status for tried in statuses for status in tried} <= answers[path]
                # nginx waits 15 seconds for a service that is away
                assert min(len(tried) for tried in statuses) >= (1 if 504 in answers[path] else 3)
            assert_nobody_is_banned(stubbed, clients)
            wait_until(lambda: all(map(is_served, clients)), seconds=10)

    def test_ban_whoever_does_not_wait_and_nobody_beside_it(self, stubbed: Appliance) -> None:
        with ExitStack() as exits:
            bad, good = hosts(stubbed, 2, exits)
            waiting = threading.Thread(
                target=post, args=(good,), kwargs={"path": f"{OCR_PATH}?answer=500", "seconds": 6}
            )
            waiting.start()
            attack(bad, answer=500)
            wait_until(lambda: is_refused(bad), seconds=BAN_TAKES_SECONDS)
            waiting.join()
            assert is_served(good)


class Flood:
    """Sends as fast as it is answered, until it is told to end or cut off."""

    def __init__(self, host: Host, threads: int, *, kept: bool) -> None:
        self.sent = 0
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._send, args=(host, kept)) for _ in range(threads)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _send(self, host: Host, kept: bool) -> None:
        while not self._ended.is_set():
            with suppress(OSError, HTTPException), Client(host, timeout=1) as client:
                self._ask(client)
                while kept and not self._ended.is_set():
                    self._ask(client)

    def _ask(self, client: Client) -> None:
        client.status(OCR_PATH)
        self.sent += 1


class TestFlood:
    @pytest.mark.parametrize("kept", [True, False], ids=["connections kept", "a connection each"])
    @pytest.mark.parametrize("threads", [1, 20])
    def test_is_banned_within_3_seconds(self, stubbed: Appliance, threads: int, kept: bool) -> None:
        with ExitStack() as exits:
            attacker, neighbour = hosts(stubbed, 2, exits)
            with Flood(attacker, threads, kept=kept) as flood:
                time.sleep(BAN_TAKES_SECONDS)
                sent = flood.sent
                banned = is_refused(attacker)
            if not kept and not banned and sent < FLOOD_A_SECOND * BAN_TAKES_SECONDS:
                pytest.skip(f"this machine makes {sent / BAN_TAKES_SECONDS:.0f} new connections a second: no flood")
            assert banned, f"{sent} requests"
            assert is_served(neighbour)
