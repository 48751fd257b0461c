"""The add-on's gateway without Odoo, and what it speaks to: the real services, and servers that fail."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

import tests.support.gateway  # noqa: F401 - before what it makes importable
from tests.support.failing import Behaviour, Server, serving
from tests.support.receipts import Receipt, draw
from tests.support.service import service


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Serve in one way or another until the test ends."""
    with ExitStack() as ends:

        def start(behave: Behaviour, *, pair: Path | None = None, names: tuple[str, ...] = ()) -> Server:
            return ends.enter_context(serving(behave, pair=pair, names=names))

        yield start


@pytest.fixture(scope="session")
def ocr_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the OCR service with its real engine, and return the address for receipts."""
    with service(tmp_path_factory.mktemp("ocr") / "log", "ocr.wsgi:app") as running:
        wait_until_ready(running.port)
        yield f"http://127.0.0.1:{running.port}/v1/ocr/receipt"


def wait_until_ready(port: int) -> None:
    """Wait for the models."""
    until = time.monotonic() + 60
    while httpx.get(f"http://127.0.0.1:{port}/ready", timeout=60).status_code != 200:
        assert time.monotonic() < until, "the service did not become ready"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def receipt() -> Receipt:
    """Draw a receipt of a grocery."""
    return draw("grocery_vat", 1)
