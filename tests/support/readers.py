"""Clients that read receipts while a process is killed: each checks its answers, and repeats requests that got none."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from types import TracebackType
from typing import Any, Self

from tests.support.appliance import Answer, same_receipt
from tests.support.receipts import draw
from tests.support.short import head

LAYOUTS = ("fuel_station", "carinderia_nonvat", "convenience", "card_slip")
# what a client gets while a part of the appliance is away, and when it asks too often then
REPEATED = {429, 502, 503, 504}
PAUSE_SECONDS = 0.5
# between two receipts: four clients of one address stay below its 5 requests a second
REST_SECONDS = 0.8
# 30 seconds after the power has gone, on the slowest machine that tests/support/pace.py allows
PATIENCE_SECONDS = 200

Read = Callable[[bytes], Answer]


def receipts_of(read: Read) -> list[tuple[bytes, Any]]:
    """Draw short receipts, one a client, and have each read in quiet."""
    pictures = [head(draw(layout, 20).jpeg()) for layout in LAYOUTS]
    return [(picture, same_receipt(read(picture))) for picture in pictures]


class Readers:
    """A client a receipt, each of which reads all of them in turn until the end of the block."""

    def __init__(self, read: Read, receipts: Sequence[tuple[bytes, Any]]) -> None:
        self._read = read
        self._receipts = receipts
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(len(receipts))
        self._clients: list[Future[None]] = []
        # when each answer with a receipt came, and the id of its request, by client
        self._answered: list[list[tuple[float, str]]] = [[] for _ in receipts]
        # requests that got another answer than a receipt, or none
        self.repeated = 0
        self.wrong: list[str] = []

    def __enter__(self) -> Self:
        self._clients = [self._pool.submit(self._work, number) for number in range(len(self._receipts))]
        self.wait_for_answers()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._over.set()
        self._pool.shutdown()
        if error is None:
            for client in self._clients:
                client.result()

    def answers(self) -> list[tuple[float, str]]:
        """Return when receipts came so far, and the ids of their requests."""
        return [answer for answers in self._answered for answer in list(answers)]

    def wait_for_answers(self) -> None:
        """Wait until each client has got another receipt."""
        before = [len(answers) for answers in self._answered]
        until = time.monotonic() + PATIENCE_SECONDS
        while any(len(now) == then for now, then in zip(self._answered, before, strict=True)):
            for client in self._clients:
                if client.done():
                    client.result()
            assert time.monotonic() < until, "a client gets no answer"
            time.sleep(0.02)

    def _work(self, number: int) -> None:
        for turn in count(number):
            if self._over.is_set():
                return
            picture, receipt = self._receipts[turn % len(self._receipts)]
            answer = self._insist(picture)
            request_id = answer.headers["x-request-id"]
            if same_receipt(answer) != receipt:
                self.wrong.append(request_id)
            self._answered[number].append((time.monotonic(), request_id))
            self._over.wait(REST_SECONDS)

    def _insist(self, picture: bytes) -> Answer:
        """Repeat a request until a receipt is the answer."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            pause = PAUSE_SECONDS
            try:
                answer = self._read(picture)
            except (OSError, http.client.HTTPException):
                pass
            else:
                pause = float(answer.headers.get("retry-after", pause))
                if answer.status == 200:
                    return answer
                assert answer.status in REPEATED, f"{answer.status}: {answer.body[:500]!r}"
            self.repeated += 1
            time.sleep(pause)
        raise AssertionError("no receipt on repeating")
