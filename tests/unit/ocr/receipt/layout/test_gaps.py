import math

import pytest

from ocr.model import Line
from ocr.receipt.layout.gaps import Way, find_gaps


def line(left: float, top: float, width: float = 200, *, degrees: float = 0.0) -> Line:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((left, top), (left + width, top), (left + width, top + 30), (left, top + 30))
    a, b, c, d = ((round(x * cos - y * sin), round(x * sin + y * cos)) for x, y in corners)
    return Line("text", (a, b, c, d), 0.9)


def column(left: float, lines: int = 12, *, degrees: float = 0.0) -> list[Line]:
    return [line(left, 42 * n, degrees=degrees) for n in range(lines)]


def parted(lines: list[Line], way: Way) -> list[int]:
    return [gap.before for gap in find_gaps(lines, way, 4)]


@pytest.mark.parametrize("degrees", [0.0, 2.0, -4.0, 15.0, -30.0])
def test_a_gap_side_by_side_follows_the_skew_of_the_page(degrees: float) -> None:
    assert parted(column(0, degrees=degrees) + column(260, degrees=degrees), "beside") == [2**12 - 1]


@pytest.mark.parametrize(("left", "right"), [(0.0, 5.0), (5.0, 0.0), (-2.0, 3.0), (2.5, -2.5), (-5.0, 0.0)])
def test_a_gap_is_found_between_columns_askew_to_each_other(left: float, right: float) -> None:
    apart = 380 if right < left else 300
    assert parted(column(0, degrees=left) + column(apart, degrees=right), "beside") == [2**12 - 1]


def test_a_line_across_both_columns_leaves_no_gap() -> None:
    assert not parted([*column(0), *column(260), line(0, 600, 460)], "beside")


def test_a_space_between_words_is_no_gap() -> None:
    assert not parted(column(0) + column(212), "beside")


def test_the_widest_gap_between_rows_comes_first() -> None:
    rows = [line(0, 42 * n + (90 if n >= 7 else 0)) for n in range(14)]
    (first, *_) = find_gaps(rows, "below", 4)

    assert first.before == 2**7 - 1
    assert first.width == pytest.approx((42 + 90 - 30) / 30, abs=0.1)


def test_leaves_some_lines_on_either_side() -> None:
    assert not parted(column(0, 3) + column(260), "beside")
    assert not parted(column(0, 7), "below")
