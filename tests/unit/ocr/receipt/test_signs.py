from collections.abc import Callable

import pytest

from ocr.receipt.rows import Row
from ocr.receipt.signs import signs_of_two

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | 560.00", "CASH | 1000.00", "CHANGE | 440.00", "TOTAL | 330.00", "CASH | 500.00", "CHANGE | 170.00"),
        ("TOTAL | 560.00 | TOTAL | 330.00",),
        ("Subtotal | 560.00 | Subtotal | 330.00",),
        ("CASH | 560.00 | CASH | 400.00",),
        ("CHANGE | 0.00 | CHANGE | 70.00",),
        ("Date: 07/28/2025 | Date: 08/02/2025",),
        ("28 Jul 2025 | 2 Aug 2025",),
    ],
)
def test_tells_what_no_receipt_prints(texts: tuple[str, ...], rows: Rows) -> None:
    assert signs_of_two(rows(*texts))


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | 560.00", "CASH | 1000.00", "CHANGE | 440.00", "TOTAL | 560.00"),
        ("TOTAL | 74.21", "TOTAL ROUNDED | 74.20", "CASH | 80.00", "CHANGE | 5.80", "CASH | 80.01"),
        ("TOTAL | 2 | 560.00",),
        ("SR | 6 | 70.00 | 4.20", "TOTAL | 70.00 | 4.20"),
        ("07/28/2025 14:05 | 07/28/2025",),
        ("CASH | 300.00", "CARD | 260.00", "TOTAL | 560.00"),
    ],
)
def test_tells_nothing_of_what_one_prints(texts: tuple[str, ...], rows: Rows) -> None:
    assert not signs_of_two(rows(*texts))


def test_tells_nothing_of_whole_receipts(rows: Rows, grocery: tuple[str, ...], hardware: tuple[str, ...]) -> None:
    assert not signs_of_two(rows(*grocery))
    assert not signs_of_two(rows(*hardware))
