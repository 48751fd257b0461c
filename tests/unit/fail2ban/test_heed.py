import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bans.heed import CLIENTS, CROWD, RUN, Judge, parse

MAX_RETRY = 10
START = 1_795_350_000.0
HANDSHAKE_SECONDS = 0.02


def line(
    at: float,
    status: int,
    *,
    address: str = "203.0.113.7",
    connection: str = "1",
    wait: str | None = None,
    seconds: float = 0.002,
    route: str = "ocr",
    path: str = "/v1/ocr",
) -> str:
    """Write a line of the log; `at` is when the answer was sent."""
    if wait is None:
        wait = {429: "1", 500: "5", 502: "5", 503: "2", 504: "5"}.get(status, "-")
    return (
        f"{address} 2026-11-22T12:30:01+00:00 {status} {route} POST {seconds:.3f} - - 2893 184533 - {address} "
        f'{START + at:.3f} {connection} {wait} "{path}"'
    )


def offences(lines: list[str]) -> list[str]:
    judge = Judge()
    return [found for one in lines for found in judge.offences(one)]


def connections() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: str(next(numbers))


# --- who has no key, or no network


@pytest.mark.parametrize(("status", "refusal"), [(401, "key"), (403, "network")])
def test_each_refusal_for_want_of_a_key_or_a_network_counts(status: int, refusal: str) -> None:
    lines = [f"{line(0.01 * number, status)} - {refusal}" for number in range(3)]
    assert offences(lines) == lines


@pytest.mark.parametrize(("status", "refusal", "wait"), [(403, "banned", "-"), (429, "quota", "44721")])
def test_neither_a_used_up_key_nor_who_is_banned_already_counts(status: int, refusal: str, wait: str) -> None:
    assert offences([f"{line(0.01 * number, status, wait=wait)} odoo {refusal}" for number in range(100)]) == []


def test_no_path_makes_an_offence_harmless() -> None:
    lines = [line(0.01 * number, 502, path="/v1/ocr quota") for number in range(10)]
    assert offences(lines) == lines


# --- who goes on


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_each_refusal_counts_once_of_one_that_goes_on(status: int) -> None:
    for times in (RUN - 1, RUN, 9, 10, 30):
        lines = [line(0.01 * number, status) for number in range(times)]
        assert offences(lines) == (lines if times >= RUN else []), times


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_one_refusal_alone_counts_nothing(status: int) -> None:
    assert offences([line(0, status)]) == []
    assert offences([line(0, status), line(0.5, 200)]) == []


@pytest.mark.parametrize("pause", [0.0, 0.01, 0.05, 0.09])
def test_good_answers_between_excuse_nobody(pause: float) -> None:
    lines = [line(number * (pause + 0.01), 429 if number % 2 else 200) for number in range(20)]
    assert len(offences(lines)) == 10


def test_a_new_connection_does_not_hide_one_that_goes_on() -> None:
    lines = [line(0.01 * number, 502) for number in range(9)]
    lines += [line(0.2, 200, connection="2"), line(0.3, 502, connection="3")]
    assert len(offences(lines)) == 10


@pytest.mark.parametrize("new_connections", [True, False], ids=["a connection each", "HTTP/2"])
@pytest.mark.parametrize("status", [429, 502, 503])
def test_more_refusals_than_any_crowd_has_count(status: int, new_connections: bool) -> None:
    connection = connections()
    lines = [line(0.01 * n, status, connection=connection() if new_connections else "-") for n in range(CROWD + 10)]
    assert offences(lines) == lines[CROWD:]


def test_preflights_buy_no_patience() -> None:
    good = [line(0, 204, connection="-", seconds=0.001) for _ in range(500)]
    lines = [line(0.1 + 0.001 * number, 429, connection="-") for number in range(200)]
    assert len(offences(good + lines)) >= 200 - 2 * CROWD


# --- who waits


@pytest.mark.parametrize(("status", "wait"), [(429, 1), (500, 5), (502, 5), (503, 2)])
@pytest.mark.parametrize("connection", ["1", "-"])
def test_one_that_waits_is_never_counted(status: int, wait: int, connection: str) -> None:
    for late in (0.0, 0.3, 2.0):
        lines = [line(number * (wait + late), status, connection=connection) for number in range(100)]
        assert offences(lines) == [], late


@pytest.mark.parametrize("connection", ["-", None], ids=["HTTP/2", "a connection each"])
@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_what_was_sent_before_the_first_refusal_came_is_not_counted(status: int, connection: str | None) -> None:
    number = connections()
    lines = [line(0.01 * n, status, connection=connection or number(), seconds=0.01 * n) for n in range(CROWD + 20)]
    assert offences(lines) == []


def test_a_refusal_after_a_long_wait_is_judged_by_when_the_request_was_sent() -> None:
    lines = [line(90 + 0.001 * number, 503, connection=str(number), seconds=90) for number in range(60)]
    assert offences(lines) == []


def test_addresses_are_judged_apart() -> None:
    lines = [line(0.01 * number, 429, address=f"2001:db8::{number:x}") for number in range(100)]
    assert offences(lines) == []


# --- what the log says besides


@pytest.mark.parametrize("status", [400, 404, 413, 415, 422])
def test_without_retry_after_the_statuses_alone_decide(status: int) -> None:
    lines = [line(number, status) for number in range(12)]
    assert offences(lines) == lines


@pytest.mark.parametrize("route", ["probe", "acme", "other"])
def test_other_paths_do_not_count(route: str) -> None:
    assert offences([line(0.01 * number, 502, route=route) for number in range(20)]) == []


@pytest.mark.parametrize(
    "broken",
    ["", "203.0.113.7", "203.0.113.7 " + "x" * 9000, line(0, 502).replace(" 1 5 ", " 1 soon "), line(0, 502)[:80]],
)
def test_broken_lines_are_passed_over(broken: str) -> None:
    assert parse(broken) is None
    assert offences([broken] * 20) == []


def test_no_path_changes_what_is_read() -> None:
    forged = line(0, 502, address="203.0.113.66").replace('"', "\\x22")
    found = parse(line(0, 200, path=f"/{forged}"))
    assert found is not None
    assert (found.address, found.bad, found.wait) == ("203.0.113.7", False, None)


@pytest.mark.parametrize("jump", [-86400, -600, 600, 86400])
def test_a_clock_that_jumps_makes_nobody_guilty_and_keeps_nobody_safe(jump: float) -> None:
    waits = [line(number, 429) for number in range(5)] + [line(jump + 6 + number, 429) for number in range(5)]
    assert offences(waits) == []
    goes_on = [line(0.01 * number, 429) for number in range(5)] + [line(jump + 0.01 * n, 429) for n in range(10)]
    assert len(offences(goes_on)) >= 10


def test_a_flood_of_addresses_does_not_fill_the_memory() -> None:
    judge = Judge()
    for number in range(CLIENTS + 100):
        judge.offences(line(0, 429, address=f"2001:db8::{number:x}"))
    assert len(judge._clients) == CLIENTS


# --- whole clients before a whole edge


@dataclass
class Edge:
    """Answers as nginx and the service do: 5 requests a second, a burst of 20, 24 at once, and a queue behind."""

    seconds: float = 0.5
    at_once: int = 1
    queue: int = 48
    broken: int | None = None
    excess: float = 0
    last: float = 0
    now_in: list[float] = field(default_factory=list)

    def answer(self, at: float) -> tuple[int, float]:
        """Return the status of a request that comes now, and when it is answered."""
        excess = max(0.0, self.excess - 5 * (at - self.last)) + 1
        if excess > 21:
            return 429, at + 0.001
        self.excess, self.last = excess, at
        self.now_in = [end for end in self.now_in if end > at]
        if len(self.now_in) >= 24:
            return 429, at + 0.001
        if self.broken:
            return self.broken, at + 0.003
        if len(self.now_in) >= self.queue + self.at_once:
            return 503, at + 0.003
        begins = sorted(self.now_in)[-self.at_once] if len(self.now_in) >= self.at_once else at
        self.now_in.append(begins + self.seconds)
        return 200, begins + self.seconds


@dataclass
class Sender:
    """How a client sends: whether it waits as it is told, and over which connections."""

    heeds: bool = True
    connections: str = "own"
    pause: float = 0.0


def send(edge: Edge, sender: Sender, *, workers: int, receipts: int, spread: float, until: float = 120) -> list[str]:
    """Have workers send receipts until each was read, and return the log in its order."""
    dice = random.Random(7)
    new, log = connections(), list[tuple[float, str]]()
    own: dict[int, str] = {}
    idle: list[tuple[float, str]] = []
    todo = [(spread * number / workers, number, "") for number in range(workers)]
    left = receipts - workers
    while todo:
        at, worker, connection = heapq.heappop(todo)
        if at > until:
            break
        if not connection:
            free = [found for found in idle if found[0] <= at] if sender.connections == "shared" else []
            if free:
                idle.remove(free[0])
            connection = free[0][1] if free else own.get(worker, "")
        if not connection:
            connection = new()
            heapq.heappush(todo, (at + HANDSHAKE_SECONDS, worker, connection))
            continue
        status, answered = edge.answer(at)
        shown = "-" if sender.connections == "HTTP/2" else connection
        log.append((answered, line(answered, status, connection=shown, seconds=answered - at)))
        if sender.connections == "own":
            own[worker] = connection
        idle.append((answered, connection))
        if status != 200:
            wait = {429: 1.0, 503: 2.0}.get(status, 5.0) if sender.heeds else 0.0
            heapq.heappush(todo, (answered + wait + sender.pause + dice.random() * 0.02, worker, ""))
        elif left > 0:
            left -= 1
            heapq.heappush(todo, (answered + sender.pause + 0.005, worker, ""))
    return [one for _, one in sorted(log)]


WAYS = ["own", "new", "shared", "HTTP/2"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("workers", "receipts", "spread"),
    [(20, 20, 0.1), (40, 40, 0.01), (40, 40, 0.1), (60, 60, 0.01), (40, 200, 0.1), (8, 200, 0.01)],
)
def test_a_client_that_heeds_is_not_banned_by_our_overload(
    way: str, workers: int, receipts: int, spread: float
) -> None:
    log = send(Edge(), Sender(connections=way), workers=workers, receipts=receipts, spread=spread)
    assert sum(" 200 ocr" in one for one in log) == receipts
    assert len(offences(log)) < MAX_RETRY


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("broken", [500, 502, 503])
def test_nor_by_a_failure_of_ours(way: str, broken: int) -> None:
    for workers in (1, 5, 20, 40):
        log = send(Edge(broken=broken), Sender(connections=way), workers=workers, receipts=workers, spread=0.01)
        assert len(log) > workers * 20, workers
        # a shared connection may serve one that could not know yet
        assert len(offences(log)) < MAX_RETRY, workers


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("pause", [0.001, 0.005])
def test_a_flood_is_banned_within_a_second(way: str, pause: float) -> None:
    edge, flood = Edge(seconds=0.01), Sender(heeds=False, connections=way, pause=pause)
    log = send(edge, flood, workers=4, receipts=10_000, spread=0.01, until=1)
    assert len(offences(log)) >= MAX_RETRY


@pytest.mark.parametrize(("status", "rate"), [(429, 12), (429, 20), (503, 4), (502, 1.5), (500, 1.5)])
def test_so_is_a_slower_one_that_keeps_its_connection(status: int, rate: float) -> None:
    edge = Edge(seconds=0.01, broken=None if status == 429 else status)
    log = send(edge, Sender(heeds=False, pause=1 / rate), workers=1, receipts=10_000, spread=0.01, until=30)
    assert len(offences(log)) >= MAX_RETRY


@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.6, 2])
def test_a_failure_now_and_then_bans_nobody(seconds: float) -> None:
    assert offences([line(seconds * number, 200 if number % 100 else 500) for number in range(1000)]) == []
