"""Layout of the screen: 24 lines of 100 columns at most, in colour on a terminal."""

from collections.abc import Sequence
from datetime import datetime

from status.line import Line
from status.services import Row

LINES, COLUMNS = 24, 100
GOOD, BAD, BOLD = "32", "1;31", "1"
TITLE_WIDTH = 13
# Before what is not well, for who sees no colours.
MARK, NO_MARK = "! ", "  "


def screen(title: str, rows: Sequence[Row], lines: Sequence[Line], *, now: datetime, colour: bool) -> str:
    """Return the screen: the services, and the lines beneath them."""

    def paint(text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if colour else text

    heading = f"{title[: COLUMNS - 24]:<{COLUMNS - 23}}{now:%Y-%m-%d %H:%M:%S} UTC"
    shown = [paint(heading, BOLD), "", NO_MARK + _cells("SERVICE", "STATE", "UP", "MEMORY", "CPU")]
    for row in rows:
        laid = _cells(row.service, row.condition, row.up, row.memory, row.cpu)
        painted = laid.replace(row.condition, paint(row.condition, GOOD if row.well else BAD), 1)
        shown.append((NO_MARK if row.well else MARK) + painted)
    shown.append("")
    for line in lines:
        text = _cut(line.text, COLUMNS - len(MARK) - TITLE_WIDTH)
        title = f"{line.title:<{TITLE_WIDTH}}"
        shown.append(f"{NO_MARK}{title}{text}" if line.well else f"{MARK}{title}{paint(text, BAD)}")
    return "\n".join(shown[:LINES])


def _cells(service: str, condition: str, up: str, memory: str, cpu: str) -> str:
    row = f"{service:<{TITLE_WIDTH}}{condition:<16}{up:<14}{memory:<24}{cpu}"
    return row.rstrip()[: COLUMNS - len(MARK)]


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1]}…"
