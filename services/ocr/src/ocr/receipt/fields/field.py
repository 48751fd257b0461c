"""Fields of the receipt from what was read: value, text, place and confidence put together."""

from collections.abc import Sequence
from typing import TypeVar

from ocr.model import Box, Field, Source
from ocr.receipt.layout.rows import TextSpan

T = TypeVar("T")


def read(value: T, text: str, spans: Sequence[TextSpan], confidence: float) -> Field[T]:
    """Return a field that is printed on these spans."""
    return Field(value, text, round(confidence, 4), box_around(spans), spans[0].index)


def derived_field(value: T, text: str, confidence: float, source: Source) -> Field[T]:
    """Return a field that is computed from others or inferred from marks on the paper."""
    return Field(value, text, round(confidence, 4), source=source)


def box_around(spans: Sequence[TextSpan]) -> Box:
    """Return the box of one span, or the upright box around several."""
    if len(spans) == 1:
        return spans[0].box
    xs = [x for span in spans for x, _ in span.box]
    ys = [y for span in spans for _, y in span.box]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    return (left, top), (right, top), (right, bottom), (left, bottom)
