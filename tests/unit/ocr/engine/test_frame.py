import math

import cv2
import numpy as np
import pytest

from ocr.engine.frame import Corners, Frame, lean_of, line_height

PAGE = np.full((900, 600, 3), 255, np.uint8)


def lines(degrees: float, count: int = 12, *, length: float = 200, height: float = 20) -> list[Corners]:
    """Boxes of print that is turned clockwise, one below the other, around the middle of `PAGE`."""
    turn = cv2.getRotationMatrix2D((300, 450), -degrees, 1)
    found = []
    for number in range(count):
        x, y = 200, 300 + 25 * number
        level = np.array([[x, y], [x + length, y], [x + length, y + height], [x, y + height]])
        found.append((level @ turn[:, :2].T + turn[:, 2]).astype(np.float32))
    return found


@pytest.mark.parametrize("degrees", [-89, -60, -45, -20, -3, 0, 3, 20, 45, 60, 89])
def test_tells_how_print_leans(degrees: float) -> None:
    assert lean_of(lines(degrees)) == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("degrees", [100, 135, 180, 200, 270])
def test_does_not_tell_which_end_of_a_line_is_its_left(degrees: float) -> None:
    lean = lean_of(lines(degrees))

    assert -90 <= lean <= 90
    assert math.sin(math.radians(lean - degrees)) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("degrees", [-40, -10, 0, 10, 40])
def test_what_lies_otherwise_in_the_background_does_not_lean_a_page(degrees: float) -> None:
    assert lean_of([*lines(degrees, 20), *lines(75, 4)]) == pytest.approx(degrees, abs=1)


def test_too_few_boxes_or_square_ones_or_such_that_lie_anyhow_tell_nothing() -> None:
    assert lean_of([]) == 0
    assert lean_of(lines(30, 2)) == 0
    assert lean_of(lines(30, length=30)) == 0
    assert lean_of([box for degrees in range(-90, 90, 15) for box in lines(degrees, 1)]) == 0


@pytest.mark.parametrize("degrees", [-170, -120, -45, 10, 30, 90, 135, 180])
def test_frames_the_lines_level_and_brings_them_back(degrees: float) -> None:
    found = lines(degrees)
    frame = Frame.around(PAGE, found, degrees)

    assert frame.onto is not None
    for box in found:
        level = box @ frame.onto[:, :2].T + frame.onto[:, 2]
        assert level[0, 1] == pytest.approx(level[1, 1], abs=0.1)
        assert level[1, 0] - level[0, 0] == pytest.approx(200, abs=0.1)
        assert (level >= -0.1).all()
        assert (level <= (frame.width + 0.1, frame.height + 0.1)).all()
        assert frame.on_page(level.astype(np.float32)) == pytest.approx(box, abs=0.1)


def test_draws_what_is_between_two_heights() -> None:
    page = np.zeros((400, 100, 3), np.uint8)
    page[200:300] = 200
    level, turned = Frame.whole(page), Frame(page, 100, 400, np.eye(2, 3))

    for frame in (level, turned):
        assert frame.picture((50, 50), 200, 300)[5:45].min() == 200
        assert frame.picture((50, 50), 300, 400)[5:45].max() == 0
    assert level.reduced(50).shape == (200, 50, 3)
    assert level.reduced(500).shape == (400, 100, 3)


def test_line_height_is_the_median() -> None:
    assert line_height([]) == 0
    assert line_height([*lines(20, 3, height=18), *lines(0, 1, height=90)]) == pytest.approx(18)
