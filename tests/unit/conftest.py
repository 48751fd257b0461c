"""The order of the tests, and one OCR service for all of a process that speak to a real one: its start takes a second."""

from collections.abc import Iterator

import pytest

from tests.support.service import Service, service


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with slow tests first: none of them is left for the end, when one process would work alone."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Serve with a fake engine behind the real Gunicorn."""
    with service(tmp_path_factory.mktemp("service") / "log") as running:
        yield running
