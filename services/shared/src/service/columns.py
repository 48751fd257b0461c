"""Tables in plain text."""

from collections.abc import Iterable


def aligned(rows: Iterable[tuple[str, ...]]) -> str:
    """Lay rows out below each other, each column as wide as its widest entry."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
