"""Receipts at an even pace, whatever becomes of those before; each is repeated until it is read, as clients do."""

import hashlib
import http.client
import json
import os
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.support.hosts.attack import OCR_PATH
from tests.support.hosts.client import Client
from tests.support.hosts.erp import FORM, form
from tests.support.hosts.namespace import Host

PATIENCE_SECONDS = 120
# a connection that is refused says nothing of when to come again
PAUSE_SECONDS = 0.5


@dataclass
class Receipt:
    """Record of a receipt: when it was first sent, the status of each try (None without an answer), and the answer.

    `seconds` are those of the last try, `waited` those of all tries and the pauses between them.
    """

    sent: float
    statuses: list[int | None] = field(default_factory=list)
    seconds: float = 0.0
    waited: float = 0.0
    answer: bytes = b""
    right: bool = False
    # a refusal without Retry-After
    unbidden: bool = False


# a picture, and whether an answer is the right one to it
Picture = tuple[bytes, Callable[[bytes], bool]]


def noise() -> Picture:
    """Return random bytes as a picture, and the check that an answer has the hash of their form."""
    picture = os.urandom(20_000)
    digest = hashlib.sha256(form(picture)).hexdigest()
    return picture, lambda answer: json.loads(answer)["sha256"] == digest


class Load:
    """Sends `rate` receipts a second from a host until the end of the block, each over a connection of its own."""

    def __init__(self, host: Host, rate: float, picture: Callable[[], Picture] = noise, *, most: int = 64) -> None:
        self._host = host
        self._rate = rate
        self._picture = picture
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(most)
        self._sent: list[Future[Receipt]] = []
        self._pacer = threading.Thread(target=self._pace)

    def __enter__(self) -> Self:
        self._pacer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._over.set()
        self._pacer.join()
        self._pool.shutdown()

    def receipts(self) -> list[Receipt]:
        """Return the records of all receipts; to be called after the block."""
        return [sent.result() for sent in self._sent]

    def wait_for(self, count: int) -> None:
        """Wait until so many more were sent and read."""
        before = sum(sent.done() for sent in self._sent)
        until = time.monotonic() + PATIENCE_SECONDS
        while sum(sent.done() for sent in self._sent) < before + count:
            assert time.monotonic() < until, "receipts are not read"
            time.sleep(0.05)

    def _pace(self) -> None:
        due = time.monotonic()
        while not self._over.wait(max(0.0, due - time.monotonic())):
            self._sent.append(self._pool.submit(self._insist, time.monotonic() + PATIENCE_SECONDS))
            due += 1 / self._rate

    def _insist(self, until: float) -> Receipt:
        picture, right = self._picture()
        body = form(picture)
        receipt = Receipt(time.monotonic())
        while time.monotonic() < until:
            begun, pause = time.monotonic(), PAUSE_SECONDS
            try:
                with Client(self._host, timeout=60) as client:
                    answer = client.answer(OCR_PATH, body=body, headers=FORM)
            except (OSError, http.client.HTTPException):
                receipt.statuses.append(None)
            else:
                receipt.statuses.append(answer.status)
                if answer.status == 200:
                    receipt.seconds = time.monotonic() - begun
                    receipt.waited = time.monotonic() - receipt.sent
                    receipt.answer = answer.body
                    receipt.right = right(answer.body)
                    return receipt
                pause = answer.retry_after
                receipt.unbidden |= not pause
            time.sleep(pause or PAUSE_SECONDS)
        return receipt


def p95(receipts: list[Receipt]) -> float:
    """Return the seconds within which 95 of 100 were read."""
    return statistics.quantiles([receipt.seconds for receipt in receipts], n=20)[-1]
