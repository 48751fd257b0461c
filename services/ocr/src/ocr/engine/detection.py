"""Detection of lines: a box around each line of a page (PP-OCR's DB detection)."""

import math
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from ocr.engine.frame import Corners, Frame, line_height
from ocr.engine.memory import DETECTION_PIXELS
from ocr.engine.session import SHRINKING, open_session

Size = tuple[int, int]
"""Width and height in pixels, as OpenCV has it."""
Look = Callable[..., list[Corners]]
"""Finds boxes in a frame that is drawn in some size, or in what is between two heights of it."""

# Pre- and post-processing as inference.yml of PP-OCRv6_small_det has them; its colours are in OpenCV's order
MEAN = np.array([0.485, 0.456, 0.406], np.float32) * 255
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32) * 255
# What each of the 256 values of a colour becomes: a tenth of the time of arithmetic on the pixels
NORMAL = (np.arange(256, dtype=np.float32)[:, np.newaxis] - MEAN) / DEVIATION
TEXT_PROBABILITY = 0.2
BOX_PROBABILITY = 0.45
UNCLIP_RATIO = 1.4
MAX_BOXES = 3000
SHORTEST_SIDE_PX = 3

# Longer pages are reduced to this
LONGEST_SIDE_PX = 1088
# Where half of the lines are lower then, they are looked for again on a larger page
SMALL_PRINT_PX = 14
LONGEST_SIDE_OF_SMALL_PRINT_PX = 1280
# Where they would be lower there too, the page is looked at in parts, in which they are as high as on ordinary pages
TINY_PRINT_PX = 12
PRINT_OF_PARTS_PX = 20
# What is read with doubt may be smaller than it seemed: all of the page is then looked at in parts of one of this size
LONGEST_SIDE_OF_CLOSE_LOOK_PX = 2560
# On a page so many times longer than wide lines would merge, and tell nothing: its parts are first reduced to a width
# at which the 32 to 48 characters in a line of a roll are 20 to 30 pixels high
LONG = 4
WIDTH_OF_PARTS_PX = 544
# No more than ordinary pages have: what the network needs for them is most of the process's memory
PIXELS_OF_A_PART = 800_000
# Parts share two lines in the network's pixels, and this share of the width, by which lines of level print may fall
SHARED_PX = 64
SHARED_WIDTH = 0.1
# Boxes of two parts that share this much of the smaller one are of one line
SAME_LINE = 0.5
# The network halves its input five times
MULTIPLE_PX = 32
# A part has so many rows at least, of as many columns as memory allows
WIDEST_PX = DETECTION_PIXELS // MULTIPLE_PX // MULTIPLE_PX * MULTIPLE_PX
# The smallest input there is
NOTHING = np.zeros((1, 3, MULTIPLE_PX, MULTIPLE_PX), np.float32)
# Boxes whose tops differ by less stand on one row, and are read from left to right
SAME_ROW_PX = 10


class Detector:
    """Detector of a page's lines."""

    def __init__(self, model: Path, *, threads: int) -> None:
        """Load the model."""
        # a page's block is so large that the kernel would be asked for it each time
        self._session = open_session(model, threads=threads, planned=False, in_arena=True)
        self._single = self._session if threads == 1 else open_session(model, threads=1, planned=False, in_arena=True)
        # What a page needs on its way through the network is most of the process's memory: one page at a time
        self._one_page = threading.Lock()
        # the small regions of loading go, and the next one is as large as a page needs
        self.release()

    def release(self) -> None:
        """Release the memory that the network keeps for the next page."""
        with self._one_page:
            self._single.run(None, {"x": NOTHING}, SHRINKING)

    def find(self, frame: Frame, *, closely: bool = False, alone: bool = True) -> list[Corners]:
        """Find the lines in a frame of a page, in reading order; boxes are in pixels of the page.

        Where it is done `closely`, smaller print than any that was seen at a first look is found.
        While another page is read, this one has one thread: two that wait for each other would take more time of both.
        """
        look = partial(self._look, self._session if alone else self._single, frame)
        found = in_parts(frame, look, closer(frame)) if closely else boxes_in(frame, look)
        return [frame.on_page(box) for box in in_reading_order(found)]

    def _look(
        self, session: InferenceSession, frame: Frame, size: Size, top: int = 0, bottom: int | None = None
    ) -> list[Corners]:
        """Find the boxes between two heights of a frame, drawn in `size`; boxes are in pixels of the frame."""
        bottom = frame.height if bottom is None else bottom
        with self._one_page:
            (probabilities,) = session.run(None, {"x": prepare(frame.picture(size, top, bottom))})
        heat = probabilities[0, 0]
        scale = np.array([frame.width / heat.shape[1], (bottom - top) / heat.shape[0]], np.float32)
        bounds = np.array([frame.width, bottom - top], np.float32)
        start = np.array([0, top], np.float32)
        return [np.clip(np.round(box * scale), 0, bounds) + start for box in boxes(heat)]


def boxes_in(frame: Frame, look: Look) -> list[Corners]:
    """Return the boxes in a frame, with a closer look where its print turns out to be small."""
    length = max(frame.width, frame.height)
    if frame.height > LONG * frame.width and length > LONGEST_SIDE_OF_SMALL_PRINT_PX:
        factor = min(1.0, WIDTH_OF_PARTS_PX / frame.width)
        found = in_parts(frame, look, factor)
        if factor == 1 or line_height(found) * factor >= TINY_PRINT_PX:
            return found
    else:
        found = look(size_within(frame, LONGEST_SIDE_PX))
        height = line_height(found) / length
        if length <= LONGEST_SIDE_PX or height * LONGEST_SIDE_PX >= SMALL_PRINT_PX:
            return found
        if not found or height * LONGEST_SIDE_OF_SMALL_PRINT_PX >= TINY_PRINT_PX:
            return look(size_within(frame, LONGEST_SIDE_OF_SMALL_PRINT_PX))
    return in_parts(frame, look, min(1.0, PRINT_OF_PARTS_PX / max(1.0, line_height(found))))


def closer(frame: Frame) -> float:
    """Return the factor (1 at most) by which to reduce a frame for the second, closer look."""
    return min(1.0, LONGEST_SIDE_OF_CLOSE_LOOK_PX / max(frame.width, frame.height))


def in_parts(frame: Frame, look: Look, factor: float) -> list[Corners]:
    """Detect the boxes of a frame, reduced by `factor`, part by part."""
    size, spans = parts(frame, factor)
    found: list[Corners] = []
    above = 0
    for top, bottom in spans:
        found = joined(found, look(size, top, bottom), shared=(top, above))
        above = bottom
    return found


def parts(frame: Frame, factor: float) -> tuple[Size, list[tuple[int, int]]]:
    """Cut a frame that is reduced by `factor` across: the size of each part, and its top and bottom on the frame."""
    width, height = min(WIDEST_PX, whole_steps(frame.width * factor)), whole_steps(frame.height * factor)
    rows = min(height, whole_steps(PIXELS_OF_A_PART / width))
    reach = frame.height if rows == height else min(frame.height, round(rows / factor))
    shared = min(SHARED_PX / factor + SHARED_WIDTH * frame.width, reach / 2)
    count = math.ceil((frame.height - reach) / (reach - shared)) + 1
    tops = np.linspace(0, frame.height - reach, count).round().astype(int).tolist()
    return (width, rows), [(top, top + reach) for top in tops]


def joined(above: list[Corners], below: list[Corners], *, shared: tuple[int, int]) -> list[Corners]:
    """Merge the boxes of two parts, which overlap between the two heights `shared`.

    Of a line that is in both, the larger box is kept: the edge of a part may have cut the other.
    """
    top, bottom = shared
    twice = [box for box in above if box[:, 1].max() > top] + [box for box in below if box[:, 1].min() < bottom]
    once = [box for box in above if box[:, 1].max() <= top] + [box for box in below if box[:, 1].min() >= bottom]
    return once + without_repeats(twice)


def without_repeats(boxes: list[Corners]) -> list[Corners]:
    """Return the boxes, largest first, without those that mostly lie in a larger one that is kept."""
    ordered = sorted(boxes, key=cv2.contourArea, reverse=True)
    # which touch each other at all is told of all at once: a page may have thousands
    low = np.array([box.min(axis=0) for box in ordered]).reshape(-1, 2)
    high = np.array([box.max(axis=0) for box in ordered]).reshape(-1, 2)
    stays = np.zeros(len(ordered), bool)
    for number, box in enumerate(ordered):
        touching = np.flatnonzero(stays & (low < high[number]).all(axis=1) & (high > low[number]).all(axis=1))
        stays[number] = not any(same_line(box, ordered[other]) for other in touching)
    return [box for box, stay in zip(ordered, stays, strict=True) if stay]


def same_line(smaller: Corners, larger: Corners) -> bool:
    """Return whether most of a box lies in another."""
    shared, _ = cv2.intersectConvexConvex(smaller, larger)
    return shared > SAME_LINE * cv2.contourArea(smaller)


def whole_steps(length: float) -> int:
    """Return the nearest length that the network takes: a multiple of MULTIPLE_PX."""
    return max(MULTIPLE_PX, round(length / MULTIPLE_PX) * MULTIPLE_PX)


def size_within(frame: Frame, longest_side: int) -> Size:
    """Return the size at which the network looks at a frame, with no side longer than `longest_side`.

    Where that would be more pixels than there is memory for, both sides are shorter.
    """
    factor = min(1.0, longest_side / max(frame.width, frame.height))
    width, height = whole_steps(frame.width * factor), whole_steps(frame.height * factor)
    if width * height <= DETECTION_PIXELS:
        return width, height
    factor *= math.sqrt(DETECTION_PIXELS / (width * height))
    return whole_steps(frame.width * factor - MULTIPLE_PX / 2), whole_steps(frame.height * factor - MULTIPLE_PX / 2)


def prepare(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the model's input (1, 3, height, width)."""
    planes = np.empty((1, 3, *picture.shape[:2]), np.float32)
    # from red to blue, to the model's first from the last
    for number, colour in zip((2, 1, 0), cv2.split(picture), strict=True):
        planes[0, number] = cv2.LUT(colour, NORMAL[:, number])
    return planes


def boxes(heat: NDArray[np.float32]) -> list[Corners]:
    """Draw a box around each region of a map (height, width) of the probabilities of text."""
    mask = (heat > TEXT_PROBABILITY).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:MAX_BOXES]:
        centre, (width, height), angle = cv2.minAreaRect(contour)
        if min(width, height) < SHORTEST_SIDE_PX:
            continue
        if mean_inside(heat, corners_of(centre, (width, height), angle)) < BOX_PROBABILITY:
            continue
        # the model was trained on shrunk lines: the offset that undoes it, of a rectangle (Liao et al., 2020)
        offset = width * height * UNCLIP_RATIO / (2 * (width + height))
        grown = (width + 2 * offset, height + 2 * offset)
        if min(grown) >= SHORTEST_SIDE_PX + 2:
            found.append(corners_of(centre, grown, angle))
    return found


def corners_of(centre: Sequence[float], size: Sequence[float], angle: float) -> Corners:
    """Return the corners of a rectangle that lies at `angle` degrees."""
    points = cv2.boxPoints((centre, size, angle))
    left, right = np.split(points[np.argsort(points[:, 0], kind="stable")], 2)
    top_left, bottom_left = left[np.argsort(left[:, 1], kind="stable")]
    top_right, bottom_right = right[np.argsort(right[:, 1], kind="stable")]
    return np.array([top_left, top_right, bottom_right, bottom_left], np.float32)


def mean_inside(heat: NDArray[np.float32], corners: Corners) -> float:
    """Return the mean probability inside a box."""
    height, width = heat.shape
    x0, y0 = (max(0, math.floor(side)) for side in corners.min(axis=0))
    x1, y1 = (min(limit - 1, math.ceil(side)) for side, limit in zip(corners.max(axis=0), (width, height), strict=True))
    inside = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(inside, [(corners - (x0, y0)).astype(np.int32)], 1)
    return cv2.mean(heat[y0 : y1 + 1, x0 : x1 + 1], inside)[0]


def in_reading_order(found: list[Corners]) -> list[Corners]:
    """Sort boxes from top to bottom, those on one row from left to right."""
    ordered = sorted(found, key=lambda box: (box[0][1], box[0][0]))
    for start in range(1, len(ordered)):
        for place in range(start, 0, -1):
            above, here = ordered[place - 1][0], ordered[place][0]
            if here[1] - above[1] >= SAME_ROW_PX or here[0] >= above[0]:
                break
            ordered[place - 1], ordered[place] = ordered[place], ordered[place - 1]
    return ordered
