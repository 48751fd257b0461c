import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.engine.detection import Corners, Detector, boxes, corners_of, in_reading_order, mean_inside, prepare


def corners(x: float, y: float, width: float = 50, height: float = 20) -> Corners:
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], np.float32)


def texts(found: list[Corners]) -> list[tuple[float, float]]:
    return [(float(box[0][0]), float(box[0][1])) for box in found]


@pytest.mark.parametrize(
    ("page", "tensor"),
    [
        ((1280, 640), (1280, 640)),
        ((2560, 1000), (1280, 512)),
        ((100, 90), (96, 96)),
        ((1, 1), (32, 32)),
        ((9, 4000), (32, 1280)),
    ],
)
def test_reduces_a_page_to_a_size_the_network_takes(page: tuple[int, int], tensor: tuple[int, int]) -> None:
    assert prepare(np.zeros((*page, 3), np.uint8), 1280).shape == (1, 3, *tensor)


@pytest.mark.parametrize(
    ("height", "length", "sides"), [(40, 2176, [1088]), (20, 2176, [1088, 1280]), (9, 800, [1088])]
)
def test_looks_for_small_print_on_a_larger_page(
    monkeypatch: pytest.MonkeyPatch, height: float, length: int, sides: list[int]
) -> None:
    detector, looked = object.__new__(Detector), []

    def find(_: NDArray[np.uint8], side: int, *, alone: bool) -> list[Corners]:
        assert alone
        looked.append(side)
        return [corners(10, 10, height=height)]

    monkeypatch.setattr(detector, "_find", find)
    detector.find(np.zeros((length, 600, 3), np.uint8))

    assert looked == sides


def test_draws_a_box_around_each_region_and_grows_it() -> None:
    heat = np.zeros((200, 400), np.float32)
    heat[50:70, 40:240] = 0.9
    heat[120:140, 40:140] = 0.9
    found = sorted(boxes(heat), key=lambda box: float(box[0][1]))

    assert len(found) == 2
    left, top = found[0].min(axis=0)
    right, bottom = found[0].max(axis=0)
    # a region of 199 x 19 grows by 1.4 times its area over its circumference: 12 pixels
    assert (left, top, right, bottom) == pytest.approx((40 - 12, 50 - 12, 239 + 12, 69 + 12), abs=1)


def test_drops_regions_that_are_tiny_or_doubtful() -> None:
    heat = np.zeros((200, 400), np.float32)
    heat[50:52, 40:42] = 0.9
    heat[120:140, 40:140] = 0.3

    assert boxes(heat) == []


@pytest.mark.parametrize("angle", [0, 10, 45, 80, 90, 135])
def test_starts_a_box_at_its_top_left_and_goes_round_clockwise(angle: float) -> None:
    box = corners_of((100, 100), (80, 20), angle)

    assert cv2.contourArea(box, oriented=True) > 0
    assert (box[0] + box[3])[0] <= (box[1] + box[2])[0]


def test_averages_the_probability_inside_a_box_that_reaches_over_the_edge() -> None:
    heat = np.full((50, 50), 0.5, np.float32)

    assert mean_inside(heat, corners(-20, -20, 40, 40)) == pytest.approx(0.5)


def test_reads_rows_from_the_top_and_each_from_the_left() -> None:
    found = [corners(200, 12), corners(10, 100), corners(10, 15), corners(100, 9), corners(300, 108)]

    assert texts(in_reading_order(found)) == [(10, 15), (100, 9), (200, 12), (10, 100), (300, 108)]


def test_sorts_nothing_and_one() -> None:
    assert in_reading_order([]) == []
    assert len(in_reading_order([corners(1, 1)])) == 1
