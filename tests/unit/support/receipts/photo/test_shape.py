import random
from dataclasses import replace

import numpy as np
import pytest

from tests.support.receipts.photo.levels import Level
from tests.support.receipts.photo.shape import Shape, lay

CORNERS = [(0.0, 0.0), (600.0, 0.0), (600.0, 900.0), (0.0, 900.0)]


def laid(level: Level, seed: int = 1, **fixed: tuple[float, float]) -> Shape:
    flat = {"bow": (0.0, 0.0), "sway": (0.0, 0.0), "perspective": (0.0, 0.0), "turn_degrees": (0.0, 0.0)}
    unscaled = replace(level, margin=(0, 0), zoom=(1, 1), longest_px=(0, 9000))
    still = replace(unscaled, **{**flat, **fixed})  # type: ignore[arg-type]
    return lay(random.Random(seed), 600, 900, still)


def test_a_sheet_that_lies_flat_is_the_picture(phone: Level) -> None:
    shape = laid(phone)
    assert np.allclose(shape.move(CORNERS), CORNERS)
    assert (shape.width, shape.height) == (600, 900)


def test_a_turned_sheet_keeps_its_size(phone: Level) -> None:
    top_left, top_right, *_ = laid(phone, turn_degrees=(5, 5)).move(CORNERS)
    assert np.hypot(top_right[0] - top_left[0], top_right[1] - top_left[1]) == pytest.approx(600, abs=0.5)
    assert top_right[1] > top_left[1]


def test_a_bowed_sheet_moves_in_the_middle_and_not_at_the_edges(phone: Level) -> None:
    left, middle, right = laid(phone, bow=(0.02, 0.02)).move([(0, 300), (300, 300), (600, 300)])
    assert left[1] == pytest.approx(300)
    assert right[1] == pytest.approx(300)
    assert middle[1] == pytest.approx(312)


def test_the_picture_of_a_sheet_is_whole(phone: Level) -> None:
    shape = lay(random.Random(4), 600, 900, phone)
    cover = shape.picture(np.full((900, 600), 255, np.uint8), outside=0)
    for x, y in shape.move([(20, 20), (580, 20), (580, 880), (20, 880)]):
        assert cover[int(y), int(x)] == 255
    assert cover[0, 0] == 0
