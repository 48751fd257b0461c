"""Servers that answer as a test wants, in turn, and an environment without a client's settings."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler

import pytest

from receipt_ocr_client import retry
from receipt_ocr_client.program import pace
from tests.support.failing import Behaviour, Server, answering, serving

Serve = Callable[..., Server]
READY = b'{"ready": true}'
RECEIPT = b'{"meta": {"warnings": []}, "merchant": null}'


def good(handler: BaseHTTPRequestHandler) -> None:
    """Answer like a service that read something."""
    answering(200, RECEIPT, Content_Type="application/json")(handler)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave so at the first request, so at the second, and at all others like at the last."""
    left = list(behaviours)

    def behave(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return behave


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve on a port of its own, with behaviours in turn."""
    with ExitStack() as stack:
        yield lambda *behaviours, **how: stack.enter_context(serving(in_turn(*behaviours), **how))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECEIPT_OCR_URL", "RECEIPT_OCR_KEY", "SSL_CERT_FILE", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the waits that nobody told the client of, and between requests."""
    monkeypatch.setattr(pace, "REQUESTS_PER_SECOND", 1000.0)
    monkeypatch.setattr(retry, "FIRST_BACKOFF_SECONDS", 0.01)
    monkeypatch.setattr(retry, "AFTER_SECONDS", (0.0, 0.01))
