"""One OCR service for all tests of a process that speak to a real one: its start takes a second."""

from collections.abc import Iterator

import pytest

from tests.support.service import Service, service


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Serve with a fake engine behind the real Gunicorn."""
    with service(tmp_path_factory.mktemp("service") / "log") as running:
        yield running
