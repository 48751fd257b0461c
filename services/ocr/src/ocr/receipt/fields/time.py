"""The time of the sale: beside its day, else one that is labelled."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from ocr.receipt.fields.date import LABELS, Day
from ocr.receipt.fields.finding import Finding
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.text.dates import without_dates
from ocr.receipt.text.times import count_times, find_times


def find_time(rows: Sequence[Row], day: Day | None) -> Finding[datetime.time] | None:
    """Return the time printed beside the sale's day, else one that is labelled."""
    if day is not None:
        near = replace(rows[day.row], spans=tuple(sorted(rows[day.row].spans, key=lambda p: p.index != day.span.index)))
        below = rows[day.row + 1 : day.row + 2]
        if moment := _first_time(near.spans, day):
            return _with_half(moment, below)
        for row in (*below, *rows[max(day.row - 1, 0) : day.row]):
            moment = _first_time(row.spans)
            if moment and sum(char.isalpha() for char in row.text.replace(moment.text, "")) < 8:
                return moment
    labelled = (row for row in rows if any(found.kind == "time" for found in LABELS.find(row.folded)))
    # The hours a shop is open come in pairs; the sale's is alone.
    alone = (row for row in rows if count_times(without_dates(row.text)) == 1)
    return next((moment for row in chain(labelled, alone) if (moment := _first_time(row.spans))), None)


def _with_half(moment: Finding[datetime.time], below: Sequence[Row]) -> Finding[datetime.time]:
    """Return the time with the AM or PM that was broken off onto the next row."""
    half = below[0].text.strip(" .").upper() if below else ""
    if half not in ("AM", "PM") or moment.value.hour > 12 or moment.text[-1:].upper() == "M":
        return moment
    hour = moment.value.hour % 12 + (12 if half == "PM" else 0)
    return replace(moment, value=moment.value.replace(hour=hour), text=f"{moment.text} {half}")


def _first_time(spans: Sequence[TextSpan], day: Day | None = None) -> Finding[datetime.time] | None:
    for span in spans:
        text = day.printed.rest if day is not None and span is day.span else without_dates(span.text)
        for printed in find_times(text):
            return Finding(printed.time, printed.text, (span,), "printed")
    return None
