from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.support.receipts import Truth


@pytest.fixture
def totals(truth: Callable[..., Truth]) -> Callable[[str, int], dict[str, Decimal]]:
    """Return the amounts that are printed, by name."""

    def printed(layout: str, seed: int) -> dict[str, Decimal]:
        amounts: dict[str, Any] = vars(truth(layout, seed).totals)
        return {name: value for name, value in amounts.items() if value is not None}

    return printed
