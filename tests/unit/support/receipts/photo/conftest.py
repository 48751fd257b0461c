import pytest

from tests.support.receipts.photo import LEVELS, Level


def _level(name: str) -> Level:
    chosen = {str(key): level for key, level in LEVELS.items()}[name]
    assert chosen
    return chosen


@pytest.fixture
def mild() -> Level:
    return _level("mild")


@pytest.fixture
def phone() -> Level:
    return _level("phone")
