from collections.abc import Callable

import pytest

from ocr.receipt.layout.columns import part_columns, under
from ocr.receipt.layout.rows import Row


def test_a_value_stands_under_the_label_of_its_column(rows: Callable[..., tuple[Row, ...]]) -> None:
    labels, values = rows("INVOICE NO | DATE | PAYMENT", "SI-1 | 2026-01-02 | GCASH")
    found = [under(label, values) for label in labels.spans]
    assert [span and span.text for span in found] == ["SI-1", "2026-01-02", "GCASH"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("HILLTOP CANTEEN | TAX INVOICE", ["HILLTOP CANTEEN", "TAX INVOICE"]),
        ("HILLTOP CANTEEN", ["HILLTOP CANTEEN"]),
        ("QTY | ITEM | PRICE", ["QTY", "ITEM", "PRICE"]),
    ],
)
def test_a_wide_gap_parts_columns(rows: Callable[..., tuple[Row, ...]], text: str, columns: list[str]) -> None:
    (row,) = rows(text)
    parted = part_columns(row.spans, row.height)
    assert [" ".join(span.text for span in column) for column in parted] == columns


def test_words_beside_each_other_are_one_column(rows: Callable[..., tuple[Row, ...]]) -> None:
    (row,) = rows("HILLTOP CANTEEN | TAX INVOICE")
    assert len(part_columns(row.spans, height=1000)) == 1
