from collections.abc import Callable

from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.amounts.proofs import roundings
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def test_a_rounding_is_some_cents_and_not_nothing(rows: Rows) -> None:
    printed = rows("ROUNDING | 0.00", "ROUNDING ADJ | -0.02", "ROUNDING | 26.80")
    assert [str(value) for value in roundings(read_amounts(printed))] == ["-0.02"]
