"""Fields of the receipt from what was read: value, text, place and confidence put together."""

from collections.abc import Sequence
from typing import TypeVar

from ocr.model import Box, Field, Source
from ocr.receipt.rows import Piece

T = TypeVar("T")


def read(value: T, text: str, pieces: Sequence[Piece], confidence: float) -> Field[T]:
    """Return a field that is printed on these pieces."""
    return Field(value, text, round(confidence, 4), box_around(pieces), pieces[0].index)


def not_read(value: T, text: str, confidence: float, source: Source) -> Field[T]:
    """Return a field that is computed from others or inferred from marks on the paper."""
    return Field(value, text, round(confidence, 4), source=source)


def box_around(pieces: Sequence[Piece]) -> Box:
    """Return the box of one piece, or the upright box around several."""
    if len(pieces) == 1:
        return pieces[0].box
    xs = [x for piece in pieces for x, _ in piece.box]
    ys = [y for piece in pieces for _, y in piece.box]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    return (left, top), (right, top), (right, bottom), (left, bottom)
