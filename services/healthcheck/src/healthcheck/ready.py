"""Checks that a receipt could be read now, through the edge and past it."""

import json
import socket
import time

from healthcheck.edge import ask, connect, connect_to_edge
from healthcheck.result import CheckResult
from healthcheck.settings import Settings


def edge_ready(settings: Settings) -> CheckResult:
    """Check /ready as a client does: over TLS, by the site's name."""
    started = time.monotonic()
    with connect_to_edge(settings) as connected:
        return _ready(connected, host=settings.domain, started=started)


def ocr_ready(settings: Settings) -> CheckResult:
    """Check /ready of the OCR service, past the edge."""
    started = time.monotonic()
    with connect(settings.ocr, settings) as connected:
        return _ready(connected, host=settings.ocr, started=started)


def _ready(connected: socket.socket, *, host: str, started: float) -> CheckResult:
    status, body = ask(connected, host, "/ready")
    if status != 200:
        return CheckResult(ok=False, figure=f"status {status}")
    if json.loads(body).get("ready") is not True:
        return CheckResult(ok=False, figure="not ready")
    return CheckResult(ok=True, figure=f"{time.monotonic() - started:.3f}s")
