import math

import pytest

from ocr.model import Line
from ocr.receipt.layout.deskew import Slope, fit, levelled


def lines(flat: float, across: float, down: float) -> list[Line]:
    """Lines in a grid on print that rises as told, in units of a thousand pixels."""
    made = []
    for row in range(10):
        for left in (50, 550):
            right, top = left + 380, 60 + 90 * row
            ys = [top + flat * x + across * x * x / 2000 + down * x * top / 1000 for x in (left, right)]
            (a, b), bottom = map(round, ys), 30
            made.append(Line("text", ((left, a), (right, b), (right, b + bottom), (left, a + bottom)), 0.9))
    return made


@pytest.mark.parametrize(
    ("flat", "across", "down"), [(0.0, 0.0, 0.0), (0.06, 0.0, 0.0), (-0.03, 0.08, 0.0), (0.01, -0.05, 0.06)]
)
def test_print_is_level_after_deskewing(flat: float, across: float, down: float) -> None:
    printed = lines(flat, across, down)
    slope = fit(printed)
    for left, right in zip(printed[::2], printed[1::2], strict=True):
        heights = [slope.deskewed(*left.box[0]), slope.deskewed(*right.box[1])]
        assert abs(heights[0] - heights[1]) < 8


def test_too_few_lines_tell_no_slope() -> None:
    assert fit(lines(0.1, 0.0, 0.0)[:3]) == Slope()
    assert fit([]) == Slope()


def test_a_line_that_lies_across_does_not_tilt_the_page() -> None:
    stamp = Line("PAID", ((100, 100), (500, 300), (480, 340), (80, 140)), 0.9)
    assert abs(fit([*lines(0.0, 0.0, 0.0), stamp]).deskewed(900, 500) - 500) < 3


@pytest.mark.parametrize("rise", [-0.12, -0.06, 0.06, 0.12])
def test_amounts_tell_the_slope_where_no_line_is_long(rise: float) -> None:
    """Boxes of print that is nearly level are level; most of these are, and amounts are short."""
    printed = []
    for top in range(100, 900, 50):
        a, b = round(top + 300 * rise), round(top + 300 * rise + 90 * rise)
        printed.append(Line("label", ((50, top), (350, top), (350, top + 45), (50, top + 45)), 0.9))
        printed.append(Line("1.00", ((850, a), (940, b), (940, b + 45), (850, a + 45)), 0.9))
    slope = fit(printed)

    rises = [slope.deskewed(x + 1, 500) - slope.deskewed(x, 500) for x in (200, 895)]
    assert rises == pytest.approx([0.0, -rise], abs=0.02)


def turned(printed: list[Line], degrees: float) -> list[Line]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        Line(line.text, tuple((round(x * cos - y * sin), round(x * sin + y * cos)) for x, y in line.box), line.score)  # type: ignore[arg-type]
        for line in printed
    ]


@pytest.mark.parametrize("degrees", [-45, -30, -20, -10, 10, 20, 30, 45])
def test_print_that_leans_is_turned_level(degrees: float) -> None:
    printed = lines(0.0, 0.0, 0.0)
    level = levelled(turned(printed, degrees))

    for before, after in zip(printed, level, strict=True):
        assert all(math.dist(a, b) <= 4 for a, b in zip(before.box, after.box, strict=True))


@pytest.mark.parametrize("degrees", [-7, -3, 0, 3, 7])
def test_print_that_hardly_leans_is_left_to_the_fit(degrees: float) -> None:
    printed = turned(lines(0.0, 0.0, 0.0), degrees)

    assert levelled(printed) == printed
