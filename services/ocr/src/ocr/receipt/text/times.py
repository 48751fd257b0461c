"""Times of day printed in a text."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Stands for each character of a time where dates are looked for: neither a letter nor a digit, and on no paper.
MASK = "\ue000"

# 14:05, 2:05:33 PM, PM 2:05, 14h05, 1405H. The number behind a date's point or stroke is its year's, whatever follows
# a blank: 12/03/18 :12:30.
_TIME = re.compile(
    r"(?:(?<![A-Z])(?P<front>[AP]M)\s?)?(?<![\d.,+])(?<!\d:)(?P<h>[01]?\d|2[0-4])"
    r"(?:(?<![/.\-]\d)(?<![/.\-]\d\d)\s)?(?:(?P<sep>[:.;])\s?|H)(?P<m>[0-5]\d)(?:\s?[:.;]\s?(?P<s>[0-5]\d))?(?![\d/]|:\d)"
    r"(?:\s?(?P<half>[AP](?:\.?\s?M|(?![A-Z]))))?"
    r"|(?<![\d.,/\-])(?:(?P<h12>0\d|1[0-2])(?P<m12>[0-5]\d)\s?(?P<half12>[AP]\.?M)"
    r"|(?P<h24>[01]\d|2[0-3])(?P<m24>[0-5]\d)(?:H(?:RS?)?|\sHRS?))(?![A-Z\d])",
    re.IGNORECASE,
)
# What belongs to a time and is none: Unix prints the zone between time and year.
_TAIL = re.compile(
    r"\.|\s?(?:(?:HRS?|UHR)(?![A-Z])|(?:GMT|UTC)?[+\-]\d\d:\d\d(?!\d)|\+\d{4}(?!\d)|(?:GMT|UTC)(?:[+\-]\d{1,2})?(?![\dA-Z])|"
    r"(?:PHT|MYT|SGT|ICT|WIB|HKT|JST|KST|IST|CES?T|[PMCE][SD]T|BST)(?![A-Z]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time of day as printed."""

    time: datetime.time
    text: str


def find_times(text: str) -> Iterator[PrintedTime]:
    """Yield the times printed in a text."""
    for match in _TIME.finditer(text):
        # Two numbers round a point are a price; a time has colons, seconds or a half of the day.
        if match["sep"] in (".", ";") and not match["s"] and not _half(match):
            continue
        if (time := _time(match)) is not None:
            yield PrintedTime(time, match.group().strip())


def count_times(text: str) -> int:
    """Return how many things that look like a time are in a text."""
    return sum(1 for _ in _TIME.finditer(text))


def masked(text: str) -> str:
    """Return the text with MASK for the characters of its times, so that no hour is taken for a year."""
    parts: list[str] = []
    end = 0
    for match in _TIME.finditer(text):
        # 28.07.25 may be both; the date's numbers are looked at first.
        dotted = match["sep"] == "." and not _half(match) and ":" not in match.group()
        if dotted or match.start() < end:
            continue
        tail = _TAIL.match(text, match.end())
        stop = tail.end() if tail else match.end()
        parts += [text[end : match.start()], MASK * (stop - match.start())]
        end = stop
    return "".join((*parts, text[end:]))


def _half(match: re.Match[str]) -> str:
    return (match["half"] or match["front"] or match["half12"] or "").upper()[:1]


def _time(match: re.Match[str]) -> datetime.time | None:
    hour = int(match["h"] or match["h12"] or match["h24"])
    minute, second = int(match["m"] or match["m12"] or match["m24"]), int(match["s"] or 0)
    half = _half(match)
    if half == "P" and hour < 12:
        hour += 12
    elif half == "A" and hour == 12:
        hour = 0
    return datetime.time(hour, minute, second) if hour < 24 else None
