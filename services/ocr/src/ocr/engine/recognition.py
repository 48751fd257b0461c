"""Recognition of lines: a text and a score for each box of a page (PP-OCR's CTC recognition)."""

import math
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from ocr.engine.base import elongation
from ocr.engine.ctc import Transcript, decode
from ocr.engine.frame import Corners
from ocr.engine.session import open_session

# As inference.yml of PP-OCRv6_small_rec has it
HEIGHT_PX = 48
WIDEST_PX = 3200
# A box this much taller than wide holds a line that runs upwards
UPWARDS = 1.5

# The network has one step for so many pixels of width
STEP_PX = 8
# A line that the int8 model reads with a lower score, one in nine, gets a second look: by the fp32 model, with
# margins that are wider by shares of the line's height. The surer reading of the two is right more often.
SURE = 0.97
WIDER, HIGHER = 0.1, 0.06

# So much width of lines is looked at at once, for memory follows from it; a line that is wider is looked at alone.
# Lines of receipts are 400 pixels wide: as many threads as there are cores find room.
WIDTH_AT_ONCE_PX = 1600

# What each of the 256 values of a colour becomes
NORMAL = np.arange(256, dtype=np.float32) / 127.5 - 1


class Recognizer:
    """Recogniser of a page's lines: reads several at once, and those that it is not sure of twice."""

    def __init__(self, int8: Path, fp32: Path, *, threads: int) -> None:
        """Load the model that reads all lines, and the one for a second look; metadata lists the characters of both."""
        # two lines in two threads are read faster than each of them with two threads
        self._int8 = open_session(int8, threads=1)
        self._fp32 = self._int8 if fp32 == int8 else open_session(fp32, threads=1)
        self._pool = ThreadPoolExecutor(threads, "recognition")
        self._free_px = WIDTH_AT_ONCE_PX
        self._freed = threading.Condition()
        listed = self._fp32.get_modelmeta().custom_metadata_map["character"]
        # class 0 is CTC's blank, the last one the space, which the list does not have
        self._characters = ["", *listed.removesuffix("\n").split("\n"), " "]

    def read(self, pixels: NDArray[np.uint8], boxes: list[Corners]) -> list[Transcript]:
        """Read the boxes of an RGB page (height, width, 3); scores are 0 to 1."""
        # the longest first, so that no thread is left alone with them
        order = sorted(range(len(boxes)), key=lambda number: elongation(boxes[number]), reverse=True)
        read = dict(zip(order, self._pool.map(lambda number: self._read(pixels, boxes[number]), order), strict=True))
        return [read[number] for number in range(len(boxes))]

    def _read(self, pixels: NDArray[np.uint8], corners: Corners) -> Transcript:
        first = self._look(self._int8, crop(pixels, corners))
        if not first.text or first.score >= SURE:
            return first
        second = self._look(self._fp32, crop(pixels, grown(corners)))
        # whichever is taken, the doubt of the first look remains
        return second._replace(score=first.score) if second.score > first.score else first

    def _look(self, session: InferenceSession, line: NDArray[np.uint8]) -> Transcript:
        batch = prepare(line)[np.newaxis]
        with self._room(min(batch.shape[-1], WIDTH_AT_ONCE_PX)):
            (probabilities,) = session.run(None, {"x": batch})
        return decode(probabilities[0], self._characters)

    @contextmanager
    def _room(self, width: int) -> Iterator[None]:
        """Wait until a line of so many pixels may be looked at beside those that are."""
        with self._freed:
            self._freed.wait_for(lambda: self._free_px >= width)
            self._free_px -= width
        try:
            yield
        finally:
            with self._freed:
                self._free_px += width
                self._freed.notify_all()


def grown(corners: Corners, wider: float = WIDER, higher: float = HIGHER) -> Corners:
    """Return a box with wider margins, in shares of its height: at both ends, and above and below."""
    along, across = corners[1] - corners[0], corners[3] - corners[0]
    height = np.linalg.norm(across)
    right = along / max(np.linalg.norm(along), 1) * wider * height
    down = across * higher
    return np.array(
        [corners[0] - right - down, corners[1] + right - down, corners[2] + right + down, corners[3] - right + down],
        np.float32,
    )


def crop(pixels: NDArray[np.uint8], corners: Corners) -> NDArray[np.uint8]:
    """Cut a line out of a page, laid level."""
    top, right, bottom, left = (math.dist(corners[a], corners[b]) for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)))
    width, height = max(1, int(max(top, bottom))), max(1, int(max(left, right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    x, y = corners[0].astype(int)
    line = pixels[max(y, 0) : y + height, max(x, 0) : x + width]
    # four boxes in five are level, on whole pixels: the transform would copy them, at ten times the cost
    if line.shape[:2] != (height, width) or not np.array_equal(corners, target + np.array([x, y])):
        line = cv2.warpPerspective(
            pixels,
            cv2.getPerspectiveTransform(corners, target),
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ).astype(np.uint8, copy=False)
    return np.rot90(line) if height >= UPWARDS * width else line


def prepare(line: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the model's input (3, 48, width), padded with grey to a whole step.

    A line is never padded to the width of another: that costs time, and reads worse.
    """
    height, width = line.shape[:2]
    scaled = min(WIDEST_PX, math.ceil(HEIGHT_PX * width / height))
    padded = np.zeros((3, HEIGHT_PX, math.ceil(scaled / STEP_PX) * STEP_PX), np.float32)
    # the model was trained on OpenCV's order of colours
    for plane, colour in zip(reversed(padded), cv2.split(cv2.resize(line, (scaled, HEIGHT_PX))), strict=True):
        plane[:, :scaled] = cv2.LUT(colour, NORMAL)
    return padded
