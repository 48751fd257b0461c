"""Admission of requests to reading: one or two at a time in order of arrival, a few that wait, no more."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from ocr.errors import Overloaded

# nginx waits 120 seconds for an answer: who waits this long, and is then read, still gets one
PATIENCE_SECONDS = 90.0
STOPPING = "The service is stopping. Send the request again in a few seconds."


class Admission:
    """A queue of bounded length before something that serves a few at a time."""

    def __init__(self, waiting_limit: int, *, at_once: int = 1, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Let `waiting_limit` requests wait while `at_once` are served, none longer than `patience_seconds`."""
        self._waiting_limit = waiting_limit
        self._at_once = at_once
        self._patience_seconds = patience_seconds
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
            raise Overloaded(STOPPING)
        if len(self._queue) >= self._waiting_limit + self._at_once:
            raise Overloaded(f"{self._waiting_limit} requests wait already. Send the request again in a few seconds.")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until the request may be served, and occupy the place until the end of the block. Raises Overloaded."""
        ticket = object()
        with self._changed:
            self.check()
            self._queue.append(ticket)
            try:
                self._changed.wait_for(lambda: self._served(ticket) or self._closed, self._patience_seconds)
                self._check_turn(ticket)
            except BaseException:
                self._queue.remove(ticket)
                raise
        try:
            yield
        finally:
            with self._changed:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def _check_turn(self, ticket: object) -> None:
        if not self._served(ticket):
            raise Overloaded(STOPPING if self._closed else "The requests before this one take long. Send it again.")

    def _served(self, ticket: object) -> bool:
        return ticket in islice(self._queue, self._at_once)

    def close(self) -> None:
        """Refuse all requests that wait or come later; those being served are not disturbed."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
