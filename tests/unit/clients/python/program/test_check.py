"""What is as expected, and what is not."""

import pytest

from receipt_ocr_client.program.check import differences, expectation
from tests.unit.clients.python.answers import receipt


@pytest.mark.parametrize(
    "text",
    [
        "total=1234.5",
        "total=1,234.50",
        "total=+1234.50",
        "date=2026-03-14",
        "merchant=sari-sari  Store",
        "tax=",
        "tin=",
    ],
)
def test_takes_for_the_same(text: str) -> None:
    assert list(differences(receipt(), [expectation(text)])) == []


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("total=1234.51", "total: 1234.50 was read, 1234.51 expected"),
        ("date=2026-03-15", "date: 2026-03-14 was read, 2026-03-15 expected"),
        ("merchant=Sari", "merchant: SARI-SARI STORE was read, Sari expected"),
        ("tax=1.00", "tax: nothing was read, 1.00 expected"),
        ("total=", "total: 1234.50 was read, nothing expected"),
    ],
)
def test_says_what_differs(text: str, difference: str) -> None:
    assert list(differences(receipt(), [expectation(text)])) == [difference]


@pytest.mark.parametrize("text", ["total", "sum=1", "total=twelve", "total=1234,50", "total=1e3", "total=NaN", "=1"])
def test_says_what_is_no_expectation(text: str) -> None:
    with pytest.raises(ValueError, match=r"FIELD=VALUE|is not an amount"):
        expectation(text)
