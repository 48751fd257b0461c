import time
from itertools import pairwise

import cv2
import numpy as np
import pytest

from ocr.engine.detection import (
    PIXELS_OF_A_PART,
    boxes,
    boxes_in,
    corners_of,
    in_reading_order,
    joined,
    mean_inside,
    parts,
    prepare,
    size_within,
)
from ocr.engine.frame import Corners, Frame
from tests.support import pace


def corners(x: float, y: float, width: float = 50, height: float = 20) -> Corners:
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], np.float32)


def texts(found: list[Corners]) -> list[tuple[float, float]]:
    return [(float(box[0][0]), float(box[0][1])) for box in found]


@pytest.mark.parametrize(
    ("page", "size"),
    [
        ((1280, 640), (640, 1280)),
        ((2560, 1000), (512, 1280)),
        ((100, 90), (96, 96)),
        ((1, 1), (32, 32)),
        ((9, 4000), (1280, 32)),
    ],
)
def test_reduces_a_page_to_a_size_the_network_takes(page: tuple[int, int], size: tuple[int, int]) -> None:
    frame = Frame.whole(np.zeros((*page, 3), np.uint8))

    assert size_within(frame, 1280) == size
    assert prepare(frame.picture(size, 0, frame.height)).shape == (1, 3, size[1], size[0])


@pytest.mark.parametrize(
    ("height", "page", "looks"),
    [
        # a look at 1088 pixels, again at 1280, or in parts in which print is 20 pixels high
        (40, (2176, 600), [(288, 1088)]),
        (24, (2176, 600), [(288, 1088), (352, 1280)]),
        (9, (800, 600), [(608, 800)]),
        (10, (2176, 600), [(288, 1088), (608, 1312)]),
        (25, (4000, 3000), [(832, 1088), (2400, 320)]),
        # a roll is not looked at as a whole
        (30, (5000, 500), [(512, 1568)]),
        (30, (8000, 1088), [(544, 1472)]),
        (15, (8000, 1088), [(544, 1472), (1088, 736)]),
    ],
)
def test_looks_closer_at_small_print(height: float, page: tuple[int, int], looks: list[tuple[int, int]]) -> None:
    looked: list[tuple[int, int]] = []

    def look(size: tuple[int, int], top: int = 0, bottom: int = page[0]) -> list[Corners]:
        looked.append(size)
        return [corners(10, top + 10, height=height)]

    boxes_in(Frame.whole(np.zeros((*page, 3), np.uint8)), look)

    assert list(dict.fromkeys(looked)) == looks


@pytest.mark.parametrize("height", [1, 700, 1500, 2500, 5394, 13296, 40000])
@pytest.mark.parametrize(("width", "factor"), [(384, 1.0), (578, 0.9), (1265, 0.4), (4000, 0.5)])
def test_parts_cover_a_frame_and_share_what_a_line_needs(height: int, width: int, factor: float) -> None:
    (across, down), spans = parts(Frame.whole(np.zeros((height, width, 3), np.uint8)), factor)

    assert across * down <= PIXELS_OF_A_PART * 1.1
    assert (spans[0][0], spans[-1][1]) == (0, height)
    assert all(top >= 0 for top, _ in spans)
    assert all(
        bottom - lower >= min(64 / factor, (bottom - top) // 2 - 1) for (top, bottom), (lower, _) in pairwise(spans)
    )
    # all of a frame is looked at little more than once, as long as its parts are not low
    if down >= 700:
        assert sum(bottom - top for top, bottom in spans) <= 1.5 * height + (spans[0][1] - spans[0][0])


@pytest.mark.parametrize("cut", [2, 8, 10, 14, 18])
@pytest.mark.parametrize("fall", [0, 6, -6])
def test_a_line_that_parts_share_is_there_once_and_whole(cut: int, fall: int) -> None:
    """Lines stand every 30 pixels; one part ends and another begins somewhere in a line."""

    def line(number: int, top: float = 0, bottom: float = 10_000) -> Corners:
        box = corners(10, 30 * number) + np.array([[0, 0], [0, fall], [0, fall], [0, 0]], np.float32)
        box[:, 1] = box[:, 1].clip(top, bottom)
        return box

    begins, ends = 90 + cut, 180 + cut
    above = [line(number, bottom=ends) for number in range(7)]
    below = [line(number, top=begins) for number in range(3, 12)]
    together = in_reading_order(joined(above, below, shared=(begins, ends)))

    assert [box.tolist() for box in together] == [line(number).tolist() for number in range(12)]


def test_a_line_in_two_boxes_gives_way_to_one_around_both() -> None:
    whole, left, right = corners(10, 100, 200), corners(10, 100, 90), corners(110, 100, 90)

    for above, below in (([whole], [left, right]), ([left, right], [whole])):
        assert [box.tolist() for box in joined(above, below, shared=(80, 150))] == [whole.tolist()]


@pytest.mark.slow
def test_thousands_of_boxes_of_two_parts_are_put_together_within_seconds() -> None:
    # as many as a look finds of a PDF with ten thousand words, which took 30 s once
    print_of_page = [corners(20 * column, 12 * row, 18, 10) for row in range(50) for column in range(50)]
    started = time.process_time()
    together = joined(print_of_page, print_of_page, shared=(0, 600))
    assert len(together) == len(print_of_page)
    assert time.process_time() - started < pace.cpu_allowed(3)


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
