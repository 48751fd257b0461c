import cmath
import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from ocr.model import Box, Letter, Line, Page
from ocr.receipt.layout.rows import Row, read_rows


def line(text: str, left: int, top: int, *, slope: float = 0.0, bow: float = 0.0, width: int = 200) -> Line:
    def y(x: int) -> int:
        return round(top + slope * x + bow * x * x)

    right = left + width
    box: Box = ((left, y(left)), (right, y(right)), (right, y(right) + 30), (left, y(left) + 30))
    return Line(text, box, 0.9)


def texts(lines: list[Line]) -> list[str]:
    return [row.text for row in read_rows([Page(width=1000, height=1000, rotation=0, lines=tuple(lines))])]


@pytest.mark.parametrize(("slope", "bow"), [(0.0, 0.0), (0.08, 0.0), (-0.08, 0.0), (0.0, 0.00008), (-0.05, 0.00006)])
def test_a_label_and_its_amount_share_a_row_on_skewed_and_curved_paper(slope: float, bow: float) -> None:
    lines = []
    for n in range(8):
        lines.append(line(f"label{n}", 20, 100 + 42 * n, slope=slope, bow=bow, width=260))
        lines.append(line(f"{n}.00", 760, 100 + 42 * n, slope=slope, bow=bow, width=140))
    assert texts(lines) == [f"label{n} {n}.00" for n in range(8)]


@pytest.mark.parametrize("lower", [-19, 23, 30, 38])
def test_a_column_of_amounts_on_curled_paper_keeps_its_rows(lower: int) -> None:
    """Labels are level and amounts too, though they stand up to a row lower: the page bends where nothing is printed."""
    lines = [line(f"label{n}", 20, 100 + 42 * n, width=260) for n in range(12)]
    lines += [line(f"{n}.00", 860, 100 + 42 * n + lower, width=80) for n in range(3, 12) if n != 7]
    printed = [f"label{n} {n}.00" if n in range(3, 12) and n != 7 else f"label{n}" for n in range(12)]

    assert texts(lines) == printed


@pytest.mark.parametrize("degrees", [-45, -30, -15, 9, 20, 45])
def test_rows_and_columns_hold_on_print_that_leans(degrees: int) -> None:
    """Amounts stand in one column, and each field keeps its box on the page."""
    turn = cmath.rect(1, math.radians(degrees))
    lines = [line(f"{n}.00", 760, 100 + 42 * n, width=140) for n in range(8)]
    lines += [line(f"label{n}", 20, 100 + 42 * n, width=260) for n in range(8)]
    leaning = []
    for level in lines:
        a, b, c, d = ((round(point.real), round(point.imag)) for point in (turn * complex(*xy) for xy in level.box))
        leaning.append(Line(level.text, (a, b, c, d), level.score))
    rows = read_rows([Page(width=1000, height=1000, rotation=0, lines=tuple(leaning))])

    assert [row.text for row in rows] == [f"label{n} {n}.00" for n in range(8)]
    assert max(row.spans[1].left for row in rows) - min(row.spans[1].left for row in rows) <= 4
    assert all(span.box == leaning[span.index].box for row in rows for span in row.spans)


def test_pieces_of_a_row_stand_from_left_to_right_whatever_order_they_were_read_in() -> None:
    assert texts([line("right", 500, 10), line("left", 10, 12)]) == ["left right"]


def test_lines_one_over_the_other_are_two_rows() -> None:
    assert texts([line("upper", 10, 10), line("lower", 10, 32)]) == ["upper", "lower"]


def test_blank_lines_make_no_row_but_keep_their_index() -> None:
    (row,) = read_rows([Page(width=1, height=1, rotation=0, lines=(line("  ", 0, 0), line("word", 0, 50)))])
    assert row.spans[0].index == 1


def test_pages_follow_each_other() -> None:
    one = Page(width=1, height=1, rotation=0, lines=(line("first", 0, 900),))
    two = Page(width=1, height=1, rotation=0, lines=(line("second", 0, 0),))
    assert [(row.text, row.page, row.spans[0].index) for row in read_rows([one, two])] == [
        ("first", 1, 0),
        ("second", 2, 1),
    ]


def test_a_character_of_a_row_leads_to_its_piece(rows: Callable[..., tuple[Row, ...]]) -> None:
    (row,) = rows("TOTAL | 5.00")
    assert [row.span_at(offset).text for offset in (0, 4, 6, 99)] == ["TOTAL", "TOTAL", "5.00", "5.00"]


def test_a_line_is_spelt_as_its_doubted_letters_make_words() -> None:
    printed = "  SH4H ALAM "
    letters = tuple(Letter(0.6, (("A", 0.3),)) if character == "4" else Letter(0.99) for character in printed)
    read = replace(line(printed, 0, 100), letters=letters)

    (row,) = read_rows([Page(width=1000, height=1000, rotation=0, lines=(read,))])

    assert row.text == "SHAH ALAM"
    assert row.spans[0].letters[2] == Letter(0.3, (("4", 0.6),))
    assert len(row.spans[0].letters) == len(row.text)
