"""The readers on other machines: where they are, and a question put to each of them."""

import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from healthcheck.settings import Settings

# Docker's name server forgets the readers of a machine that is gone after 5.
PATIENCE_SECONDS = 3
# For all checks together: the container may have 32 threads and processes, and each check has a thread already.
THREADS = ThreadPoolExecutor(max_workers=8)

Answer = TypeVar("Answer")


def addresses(settings: Settings) -> list[str]:
    """Return the readers' addresses, HOST:PORT, from Docker's name server, which lists those whose health check succeeds."""
    host, port = settings.readers.rsplit(":", 1)
    try:
        found = socket.getaddrinfo(host, int(port), socket.AF_INET, socket.SOCK_STREAM)
    except socket.gaierror:
        return []
    return sorted({f"{answer[4][0]}:{port}" for answer in found})


def ask_each(question: Callable[[Settings], Answer], services: Iterable[str], settings: Settings) -> list[Answer]:
    """Put a question to the OCR services at these HOST:PORT, a few at a time; return the answers in the same order.

    Each is asked with settings that name it as the OCR service.
    """
    patience = min(settings.timeout_seconds, PATIENCE_SECONDS)
    asked = [replace(settings, ocr=address, timeout_seconds=patience) for address in services]
    return list(THREADS.map(question, asked))
