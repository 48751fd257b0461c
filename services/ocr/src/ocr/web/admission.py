"""Who may read now: one request or two in order of arrival, a few that wait, nobody beyond them."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from ocr.errors import Overloaded


class Admission:
    """A queue of bounded length before something that serves a few at a time."""

    def __init__(self, waiting_limit: int, *, at_once: int = 1) -> None:
        """Let `waiting_limit` requests wait while `at_once` are served."""
        self._waiting_limit = waiting_limit
        self._at_once = at_once
        self._queue: deque[object] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def __len__(self) -> int:
        """Count the requests that wait or are served."""
        return len(self._queue)

    @property
    def closed(self) -> bool:
        """Whether the service is stopping."""
        return self._closed

    def check(self) -> None:
        """Raise Overloaded if a request that came now would be refused."""
        if self._closed:
            raise Overloaded("The service is stopping. Send the request again in a few seconds.")
        if len(self._queue) >= self._waiting_limit + self._at_once:
            raise Overloaded(f"{self._waiting_limit} requests wait already. Send the request again in a few seconds.")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn and keep it until the end of the block. Raises Overloaded."""
        ticket = object()
        with self._changed:
            self.check()
            self._queue.append(ticket)
            try:
                self._changed.wait_for(lambda: self._served(ticket) or self._closed)
                if not self._served(ticket):
                    self.check()
            except BaseException:
                self._queue.remove(ticket)
                raise
        try:
            yield
        finally:
            with self._changed:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def _served(self, ticket: object) -> bool:
        return ticket in islice(self._queue, self._at_once)

    def close(self) -> None:
        """Refuse those who wait and those to come; who is being served is not disturbed."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
