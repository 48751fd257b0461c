"""Where the lines are: a page in, a box around each line out (PP-OCR's DB detection)."""

import math
import threading
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine.session import open_session

Corners = NDArray[np.float32]
"""Four corners (x, y), clockwise from the top left of the text."""

# Pre- and post-processing as inference.yml of PP-OCRv6_small_det has them; its colours are in OpenCV's order
MEAN = np.array([0.485, 0.456, 0.406], np.float32) * 255
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32) * 255
# What each of the 256 values of a colour becomes: a tenth of the time of arithmetic on the pixels
NORMAL = (np.arange(256, dtype=np.float32)[:, np.newaxis] - MEAN) / DEVIATION
TEXT_PROBABILITY = 0.2
BOX_PROBABILITY = 0.45
UNCLIP_RATIO = 1.4
BOXES_AT_MOST = 3000
SHORTEST_SIDE_PX = 3

# Longer pages are reduced to this
LONGEST_SIDE_PX = 1088
# Where half of the lines are lower then, they are looked for again on a larger page
SMALL_PRINT_PX = 14
LONGEST_SIDE_OF_SMALL_PRINT_PX = 1280
# The network halves its input five times
MULTIPLE_PX = 32
# Boxes whose tops differ by less stand on one row, and are read from left to right
SAME_ROW_PX = 10


class Detector:
    """Finds the lines of a page."""

    def __init__(self, model: Path, *, threads: int) -> None:
        """Load the model."""
        # a page's block is so large that the kernel would be asked for it each time
        self._session = open_session(model, threads=threads, planned=False)
        self._single = self._session if threads == 1 else open_session(model, threads=1, planned=False)
        # What a page needs on its way through the network is most of the process's memory: one page at a time
        self._one_page = threading.Lock()

    def find(self, pixels: NDArray[np.uint8], *, alone: bool = True) -> list[Corners]:
        """Find the lines of an RGB page (height, width, 3), in reading order.

        While another page is read, this one has one thread: two that wait for each other would take more time of both.
        """
        found = self._find(pixels, LONGEST_SIDE_PX, alone=alone)
        length = max(pixels.shape)
        if length > LONGEST_SIDE_PX and line_height(found) * LONGEST_SIDE_PX / length < SMALL_PRINT_PX:
            found = self._find(pixels, LONGEST_SIDE_OF_SMALL_PRINT_PX, alone=alone)
        return in_reading_order(found)

    def _find(self, pixels: NDArray[np.uint8], longest_side: int, *, alone: bool) -> list[Corners]:
        height, width = pixels.shape[:2]
        tensor = prepare(pixels, longest_side)
        session = self._session if alone else self._single
        with self._one_page:
            (probabilities,) = session.run(None, {"x": tensor})
        heat = probabilities[0, 0]
        scale = np.array([width / heat.shape[1], height / heat.shape[0]], np.float32)
        bounds = np.array([width, height], np.float32)
        return [np.clip(np.round(box * scale), 0, bounds) for box in boxes(heat)]


def line_height(found: Sequence[Corners]) -> float:
    """Give the height that half of the boxes exceed, in pixels, 0 where there are none."""
    return float(np.median([math.dist(box[0], box[3]) for box in found])) if found else 0.0


def prepare(pixels: NDArray[np.uint8], longest_side: int) -> NDArray[np.float32]:
    """Give the model's input (1, 3, height, width), with no side longer than `longest_side`."""
    height, width = pixels.shape[:2]
    factor = min(1.0, longest_side / max(height, width))
    size = [max(MULTIPLE_PX, round(side * factor / MULTIPLE_PX) * MULTIPLE_PX) for side in (width, height)]
    planes = np.empty((1, 3, size[1], size[0]), np.float32)
    # from red to blue, to the model's first from the last
    for number, colour in zip((2, 1, 0), cv2.split(cv2.resize(pixels, size)), strict=True):
        planes[0, number] = cv2.LUT(colour, NORMAL[:, number])
    return planes


def boxes(heat: NDArray[np.float32]) -> list[Corners]:
    """Draw a box around each region of a map (height, width) of the probabilities of text."""
    mask = (heat > TEXT_PROBABILITY).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:BOXES_AT_MOST]:
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
    """Give the corners of a rectangle that lies at `angle` degrees."""
    points = cv2.boxPoints((centre, size, angle))
    left, right = np.split(points[np.argsort(points[:, 0], kind="stable")], 2)
    top_left, bottom_left = left[np.argsort(left[:, 1], kind="stable")]
    top_right, bottom_right = right[np.argsort(right[:, 1], kind="stable")]
    return np.array([top_left, top_right, bottom_right, bottom_left], np.float32)


def mean_inside(heat: NDArray[np.float32], corners: Corners) -> float:
    """Give the mean probability inside a box."""
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
