"""Actions of attackers and neighbours, and their outcome."""

import http.client
import time
from collections.abc import Callable

from tests.support.hosts.client import Client
from tests.support.hosts.namespace import Host

OCR_PATH = "/v1/ocr/receipt"
MAX_RETRY = 10


def attack(host: Host, *, answer: int = 502, times: int = MAX_RETRY, to: str | None = None) -> None:
    """Let the stub send bad answers to the host."""
    with Client(host, to=to) as client:
        statuses = [client.status(f"{OCR_PATH}?answer={answer}") for _ in range(times)]
    assert statuses == [answer] * times


def flood(host: Host, *, times: int, answer: int = 200) -> list[int]:
    """Send requests as fast as they are answered, and return the statuses until the connection is cut."""
    statuses = []
    try:
        with Client(host, timeout=5) as client:
            for _ in range(times):
                statuses.append(client.status(f"{OCR_PATH}?answer={answer}"))  # noqa: PERF401 - what came before the cut counts
    except (OSError, http.client.HTTPException):
        pass
    return statuses


def is_refused(host: Host, *, to: str | None = None) -> bool:
    """Return whether neither published port accepts a connection."""
    return not any(host.can_connect(port, to=to, timeout=0.5) for port in (80, 443))


def is_served(host: Host, *, to: str | None = None, headers: dict[str, str] | None = None) -> bool:
    """Return whether a new connection gets an answer with status 200."""
    return status_of(host, to=to, headers=headers) == 200


def status_of(host: Host, *, to: str | None = None, headers: dict[str, str] | None = None) -> int | None:
    """Return the status that a new connection gets, or None if it gets none."""
    try:
        with Client(host, to=to, timeout=5) as client:
            return client.status(OCR_PATH, headers)
    except (OSError, http.client.HTTPException):
        return None


def wait_until(condition: Callable[[], bool], *, seconds: float) -> float:
    """Wait for the condition, fail if it takes longer, and return the seconds that it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() < start + seconds, f"not so within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - start
