"""Columns: spans of a row far from one another, and what is below a span in the next row."""

from collections.abc import Sequence

from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan

# Wider gaps, in heights of the row, part columns.
COLUMN_GAP = 4.0


def part_columns(spans: Sequence[TextSpan], height: float) -> list[tuple[TextSpan, ...]]:
    """Group the spans of a row into columns, left to right, so that a title to the right of a name is not a part of it."""
    columns: list[list[TextSpan]] = []
    for span in spans:
        if columns and span.left - columns[-1][-1].right < COLUMN_GAP * height:
            columns[-1].append(span)
        else:
            columns.append([span])
    return [tuple(column) for column in columns]


def under(label: TextSpan, row: Row) -> TextSpan | None:
    """Return the span of a lower row that overlaps a label most in width, None if none does."""
    shared = {span: min(span.right, label.right) - max(span.left, label.left) for span in row.spans}
    best = max(row.spans, key=lambda span: shared[span])
    return best if shared[best] > 0 else None
