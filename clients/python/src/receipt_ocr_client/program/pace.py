"""Pace of requests: how many run at once and when the next one starts, so that the service refuses none."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

# The edge lets 5 a second through after a burst of 20 (docs/api.md): below both, for its clock is not ours, and a
# browser may share the address
REQUESTS_PER_SECOND = 4.8
BURST = 10
SLOWEST_PER_SECOND = 0.2
# Until something was answered: each of several requests with a wrong key would count towards a ban
FIRST = 1
# Two are read at once while two more are sent; more would only wait, in the queue that others share
STEADY = 4
# The edge takes 24 at once from an address
MOST = 16
# More at once are worth it only if more are answered
GAIN = 1.05
ANSWERS_TO_COMPARE = 24


class Pace:
    """Pacer that starts requests one after the other, faster or slower according to their outcome."""

    def __init__(self, most: int | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Limit the requests under way to `most`; without it, add more as long as they make it faster."""
        self.limit = FIRST
        self.rate = REQUESTS_PER_SECOND
        self.refusals = 0
        self._most = most or MOST
        self._clock = clock
        self._under_way = 0
        self._in_order = asyncio.Lock()
        self._changed = asyncio.Event()
        self._hold_until = 0.0
        # when the last of the burst would be due at an even pace
        self._due = 0.0
        self._answers = 0
        self._since = clock()
        self._speed = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a request may start; it is under way until the end of the block."""
        async with self._in_order:
            while (wait := self._wait()) > 0:
                self._changed.clear()
                await sleep_or(self._changed, wait)
            self._due = max(self._due, self._clock()) + 1 / self.rate
            self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._changed.set()

    def _wait(self) -> float:
        """Return the seconds until the next request may start, as far as is known now."""
        if self._under_way >= self.limit:
            return float("inf")
        now = self._clock()
        return max(self._hold_until - now, self._due - now - BURST / self.rate)

    def answered(self) -> None:
        """Count an answer: there may be room for more."""
        self._answers += 1
        self.rate = min(REQUESTS_PER_SECOND, self.rate * 1.02)
        if self.limit < min(STEADY, self._most):
            if self._answers >= self.limit:
                self._set_limit(self.limit + 1)
        elif self._answers >= ANSWERS_TO_COMPARE:
            self._compare()

    def refused(self, seconds: float) -> None:
        """Start no request for `seconds`, then fewer at once; refusals that come together count as one."""
        self.refusals += 1
        now = self._clock()
        if now >= self._hold_until:
            self.rate = max(SLOWEST_PER_SECOND, self.rate * 0.7)
            self._set_limit(max(1, self.limit // 2))
        self._hold_until = max(self._hold_until, now + seconds)
        # no burst after the wait
        self._due = self._hold_until + BURST / self.rate

    def stop(self) -> None:
        """Start no other request."""
        self._hold_until = float("inf")

    async def idle(self) -> None:
        """Wait until no request is under way."""
        while self._under_way:
            self._changed.clear()
            await self._changed.wait()

    def _compare(self) -> None:
        """Try one more at once while that is faster, and one less where it was not."""
        speed = self._answers / max(0.001, self._clock() - self._since)
        faster = speed > self._speed * GAIN
        self._speed = max(speed, self._speed)
        wanted = self.limit + 1 if faster else self.limit - 1
        self._set_limit(max(min(STEADY, self._most), min(self._most, wanted)))

    def _set_limit(self, limit: int) -> None:
        self.limit = limit
        self._answers = 0
        self._since = self._clock()
        self._changed.set()


async def sleep_or(event: asyncio.Event, seconds: float) -> None:
    """Sleep until an event, or for so long."""
    try:
        await asyncio.wait_for(event.wait(), None if seconds == float("inf") else seconds)
    # a class of its own in Python 3.10
    except asyncio.TimeoutError:
        return
