import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from tests.support.receipts import fonts
from tests.support.receipts.marks import Cell, Gap, Mark, Picture, Row, Rule
from tests.support.receipts.paper import ROLL_80, WHITE, Paper
from tests.support.receipts.typeset import Statement, Typesetter

PAPER = Paper(600, 30, 40, fonts.THERMAL_PLAIN)


def typeset(marks: Iterable[Mark], paper: Paper = PAPER) -> tuple[Image.Image, list[Statement]]:
    setter = Typesetter(paper, random.Random(1))
    return setter.typeset(marks), setter.statements


def test_a_label_stands_at_the_left_margin_and_its_value_ends_at_the_right() -> None:
    _, statements = typeset([Row((Cell("TOTAL"), Cell("1,234.50", 40, "right")))])
    (label, _, _), (value, _, _) = statements
    assert label.text == "TOTAL"
    assert label.box[0][0] == pytest.approx(30, abs=4)
    assert value.box[1][0] == pytest.approx(570, abs=4)


def test_a_box_holds_the_ink_and_nothing_is_inked_outside() -> None:
    image, statements = typeset([Row((Cell("Gypsy"),)), Row((Cell("1,234.50", 40, "right"),))])
    blank = image.copy()
    for line, _, _ in statements:
        (left, top), _, (right, bottom), _ = line.box
        blank.paste(WHITE, (int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2))
        assert ink(image.crop((int(left), int(top), int(right), int(bottom))))
    assert not ink(blank)


def test_rules_blanks_and_pictures_are_not_text() -> None:
    marks: list[Mark] = [Rule(), Rule(""), Gap(), Picture("logo"), Row((Cell("Name:"), Cell("_____", 10)))]
    assert [line.text for line, _, _ in typeset(marks)[1]] == ["Name:"]


def test_text_that_would_touch_its_neighbour_is_condensed() -> None:
    _, statements = typeset([Row((Cell("DISCOUNT FOR MEMBERS OF THE CLUB"), Cell("1,234.50", 40, "right")))])
    (label, _, _), (value, _, _) = statements
    assert label.box[1][0] < value.box[0][0]


def test_refuses_what_has_no_room() -> None:
    with pytest.raises(ValueError, match="no room for 'AAAA"):
        typeset([Row((Cell("A" * 90), Cell("1,234.50", 40, "right")))])


def test_wide_and_tall_type_is_larger() -> None:
    _, statements = typeset([Row((Cell("TOTAL"),)), Row((Cell("TOTAL"),), wide=2, tall=1.5)])
    (small, large) = (line.box for line, _, _ in statements)
    assert width(large) == pytest.approx(2 * width(small), rel=0.05)
    assert height(large) == pytest.approx(1.5 * height(small), rel=0.1)


def test_the_line_reads_as_the_printer_printed_it() -> None:
    assert [line.text for line, _, _ in typeset([Row((Cell("₱ 12"),))])[1]] == ["P 12"]
    assert [line.text for line, _, _ in typeset([Row((Cell("Peña ₱ 12", hand=True),))])[1]] == ["Pena P 12"]


def test_facts_stay_with_their_cell() -> None:
    _, statements = typeset([Row((Cell("MIN:"), Cell("123", 10, facts={"bir.min": "123"})))])
    assert [facts for _, facts, _ in statements] == [{}, {"bir.min": "123"}]


def test_a_table_has_its_lines() -> None:
    ruled, plain = (typeset([Row((Cell("Qty", 1),), ruled=edges)])[0] for edges in ((0.0, 10.0, 40.0), ()))
    assert dark_pixels(ruled) > dark_pixels(plain) + 1000


@pytest.mark.parametrize("paper", ROLL_80)
def test_every_paper_is_as_wide_as_it_says(paper: Paper) -> None:
    narrow = replace(paper, width_px=500)
    assert typeset([Row((Cell("TOTAL"),))], paper)[0].width == paper.width_px
    assert typeset([Row((Cell("TOTAL"),))], narrow)[0].width == 500


def ink(image: Image.Image) -> bool:
    return ImageChops.difference(image, Image.new("RGB", image.size, WHITE)).getbbox() is not None


def dark_pixels(image: Image.Image) -> int:
    return sum(image.convert("L").histogram()[:128])


def width(box: tuple[tuple[float, float], ...]) -> float:
    return box[1][0] - box[0][0]


def height(box: tuple[tuple[float, float], ...]) -> float:
    return box[2][1] - box[1][1]
