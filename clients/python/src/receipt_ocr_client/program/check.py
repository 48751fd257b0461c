"""Comparison of what was read on a receipt with what somebody expects."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from receipt_ocr_client.program.rows import AMOUNTS, FIELDS, values

# Commas between thousands alone: whoever writes 12,50 must not be taken to mean 1250
AMOUNT = re.compile(r"[+-]?([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,9})?")


@dataclass(frozen=True)
class Expectation:
    """A column and the value that it should have."""

    name: str
    value: str


def expectation(text: str) -> Expectation:
    """Return what `name=value` expects. Raises ValueError."""
    name, equals, value = text.partition("=")
    if not equals or name not in FIELDS:
        raise ValueError(f"say FIELD=VALUE, with one of {', '.join(FIELDS)}")
    if name in AMOUNTS and value and as_amount(value) is None:
        raise ValueError(f"{value} is not an amount: write it like 1234.50")
    return Expectation(name, value)


def differences(receipt: Mapping[str, Any], expectations: Iterable[Expectation]) -> Iterator[str]:
    """Yield what is not as expected, a sentence each."""
    found = values(receipt)
    for expected in expectations:
        if not same(expected.name, found[expected.name], expected.value):
            yield f"{expected.name}: {found[expected.name] or 'nothing'} was read, {expected.value or 'nothing'} expected"


def same(name: str, found: str, expected: str) -> bool:
    """Return whether two values are equal: amounts by their value, text with case and spaces aside."""
    if name in AMOUNTS and found and expected:
        return as_amount(found) == as_amount(expected)
    return found.casefold().split() == expected.casefold().split()


def as_amount(text: str) -> Decimal | None:
    """Return an amount as people write it, or None."""
    return Decimal(text.replace(",", "")) if AMOUNT.fullmatch(text) else None
