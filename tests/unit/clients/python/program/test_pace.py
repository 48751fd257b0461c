"""Requests go as the edge allows, on a clock that only the test moves."""

import asyncio
import time
from collections.abc import Callable

import pytest

from receipt_ocr_client.program import pace as module
from receipt_ocr_client.program.pace import MOST, REQUESTS_PER_SECOND, STEADY, Pace

# nginx: 5 a second after a burst of 20
EDGE_RATE = 5
EDGE_BURST = 20


class Clock:
    """A clock that jumps to the end of each sleep."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep_or(self, event: asyncio.Event, seconds: float) -> None:
        if seconds == float("inf"):
            await event.wait()
        else:
            # less than that the clock does not tell
            self.now += max(seconds, 1e-6)
            await asyncio.sleep(0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(module, "sleep_or", moved.sleep_or)
    return moved


async def send(pace: Pace, clock: Clock, number: int, became: Callable[[], object]) -> list[float]:
    """Send so many, one after the other, each answered at once; return when each went."""
    went = []
    for _ in range(number):
        async with pace.turn():
            went.append(clock.now)
        became()
    return went


def test_keeps_under_what_the_edge_lets_through(clock: Clock) -> None:
    pace = Pace(clock=clock)
    went = asyncio.run(send(pace, clock, 200, pace.answered))
    excess = 0.0
    for before, now in zip([went[0], *went], went, strict=False):
        excess = max(0.0, excess - (now - before) * EDGE_RATE) + 1
        assert excess < EDGE_BURST
    assert went[-1] - went[0] < 200 / REQUESTS_PER_SECOND


def test_nobody_goes_before_the_time_that_one_was_told(clock: Clock) -> None:
    pace = Pace(clock=clock)
    asyncio.run(send(pace, clock, 5, pace.answered))
    pace.refused(5)
    told = clock.now
    went = asyncio.run(send(pace, clock, 3, pace.answered))
    assert went[0] >= told + 5
    # and then not all at once
    assert went[2] - went[0] > 0.3


def steady(most: int | None = None, clock: Callable[[], float] = time.monotonic) -> Pace:
    """Return a pace after so many answers that it has as many under way as it has without trying more."""
    pace = Pace(most, clock)
    for _ in range(STEADY * (STEADY - 1) // 2):
        pace.answered()
    return pace


def test_refusals_of_one_moment_count_as_one(clock: Clock) -> None:
    pace = steady(clock=clock)
    for _ in range(4):
        pace.refused(5)
    assert (pace.limit, pace.refusals) == (STEADY // 2, 4)


def test_comes_back_alone_after_refusal_upon_refusal_and_grows_again(clock: Clock) -> None:
    pace = Pace(clock=clock)
    for _ in range(20):
        pace.refused(5)
        clock.now += 6
    assert pace.limit == 1
    assert pace.rate < 1
    asyncio.run(send(pace, clock, 400, pace.answered))
    assert pace.limit >= STEADY
    assert pace.rate == REQUESTS_PER_SECOND


@pytest.mark.parametrize(("most", "expected"), [(None, STEADY), (1, 1), (2, 2), (24, STEADY)])
def test_has_no_more_on_their_way_than_it_may(most: int | None, expected: int) -> None:
    async def crowd() -> int:
        pace, inside, largest = steady(most), 0, 0

        async def one() -> None:
            nonlocal inside, largest
            async with pace.turn():
                inside += 1
                largest = max(largest, inside)
                await asyncio.sleep(0.01)
                inside -= 1

        await asyncio.gather(*(one() for _ in range(10)))
        return largest

    assert asyncio.run(crowd()) == expected


def test_sends_one_until_something_was_answered() -> None:
    async def begin() -> None:
        pace = Pace()
        async with pace.turn():
            second = asyncio.create_task(pace.turn().__aenter__())
            await asyncio.sleep(0.05)
            assert not second.done()
            pace.answered()
            await asyncio.wait_for(second, 5)

    asyncio.run(begin())


@pytest.mark.parametrize(("served_at_once", "least", "largest"), [(2, STEADY, STEADY + 2), (12, STEADY + 2, MOST)])
def test_sends_more_at_once_only_where_that_is_faster(
    clock: Clock, served_at_once: int, least: int, largest: int
) -> None:
    pace = Pace(clock=clock)
    limits = []
    for _ in range(600):
        clock.now += 1 / min(pace.limit, served_at_once)
        pace.answered()
        limits.append(pace.limit)
    assert least <= max(limits) <= largest


def test_a_turn_that_is_given_up_lets_the_next_one_go() -> None:
    async def give_up() -> None:
        pace = Pace(1)
        async with pace.turn():
            waiting = asyncio.create_task(pace.turn().__aenter__())
            await asyncio.sleep(0.01)
            waiting.cancel()
        async with asyncio.timeout(1), pace.turn():
            pass

    asyncio.run(give_up())
