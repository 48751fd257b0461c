"""The layout of the screen."""

import re

from status.line import Line
from status.screen import COLUMNS, LINES, screen
from status.services import Row
from tests.support.gates import NOW

ROWS = [Row("ocr", "healthy", "2 d 0 h", "166.5MiB of 1GiB", "0.03%"), Row("nginx", "exited")]


def shown(*lines: Line, colour: bool = False) -> list[str]:
    return screen("receipt-ocr at localhost", ROWS, lines, now=NOW, colour=colour).splitlines()


def test_shows_when_and_where_then_the_services_then_the_lines() -> None:
    found = shown(Line("ready", "edge 0.01s"))
    assert found[0].startswith("receipt-ocr at localhost ")
    assert found[0].endswith("2026-11-22 12:00:00 UTC")
    assert [line[:10].rstrip() for line in found[2:5]] == ["  SERVICE", "  ocr", "! nginx"]
    assert found[-1] == "  ready        edge 0.01s"


def test_fits_24_lines_of_100_columns_whatever_there_is_to_say() -> None:
    found = shown(*[Line("alerts", "word " * 100)] * 40)
    assert len(found) == LINES
    assert max(map(len, found)) == COLUMNS
    assert found[-1].endswith("…")


def test_keeps_to_its_width_with_a_long_name() -> None:
    found = screen("x" * 300, ROWS, [], now=NOW, colour=False).splitlines()
    assert max(map(len, found)) == COLUMNS


def test_says_everything_on_one_line() -> None:
    assert shown(Line("disk", "two\nlines"))[-1] == "  disk         two lines"


def test_colours_what_is_well_and_what_is_not_only_where_it_is_told_to() -> None:
    lines = (Line("disk", "38% full"), Line("ready", "edge no answer", well=False))
    plain, coloured = shown(*lines), shown(*lines, colour=True)
    assert not any("\033" in line for line in plain)
    assert [re.sub(r"\033\[[\d;]*m", "", line) for line in coloured] == plain
    assert "\033[32mhealthy\033[0m" in coloured[3]
    assert "\033[1;31mexited\033[0m" in coloured[4]
    assert coloured[-1] == "! ready        \033[1;31medge no answer\033[0m"
