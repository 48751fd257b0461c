"""Geometry of print on a page: the angle of its lines, and the level frame around them that the detector looks at."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

Corners = NDArray[np.float32]
"""Four corners (x, y), clockwise from the top left of the text."""

# A box that is less elongated has no direction, fewer boxes tell none, and nor do those of which not half agree
MIN_ASPECT = 2.5
MIN_BOXES = 3
AGREED_DEGREES = 5
# Around the lines that were found in print that leans some more are looked for: so many heights of a line
MARGIN_LINES = 5


@dataclass(frozen=True)
class Frame:
    """A level rectangle of a page, `width` by `height` in pixels of the page; `onto` brings points of the page into it.

    The page as it lies where there is no `onto`.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    onto: NDArray[np.float64] | None = None

    @classmethod
    def whole(cls, pixels: NDArray[np.uint8]) -> Self:
        """Frame all of a page, as it lies."""
        return cls(pixels, pixels.shape[1], pixels.shape[0])

    @classmethod
    def around(cls, pixels: NDArray[np.uint8], found: Sequence[Corners], direction: float) -> Self:
        """Frame the lines found on a page, whose print is turned clockwise by `direction` degrees."""
        turn = np.asarray(cv2.getRotationMatrix2D((0, 0), direction, 1), np.float64)
        margin = MARGIN_LINES * line_height(found)
        height, width = pixels.shape[:2]
        page = moved(np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64), turn)
        lines = moved(np.concatenate(found), turn)
        start = np.maximum(lines.min(axis=0) - margin, page.min(axis=0))
        end = np.minimum(lines.max(axis=0) + margin, page.max(axis=0))
        turn[:, 2] -= start
        across, down = np.ceil(end - start).astype(int).tolist()
        return cls(pixels, max(1, across), max(1, down), turn)

    def picture(self, size: tuple[int, int], top: int, bottom: int) -> NDArray[np.uint8]:
        """Draw what is between two heights of the frame in `size` (width, height)."""
        if self.onto is None:
            return cv2.resize(self.pixels[top:bottom], size).astype(np.uint8, copy=False)
        scale = np.diag([size[0] / self.width, size[1] / (bottom - top)])
        onto = scale @ (self.onto - [[0, 0, 0], [0, 0, top]])
        picture = cv2.warpAffine(self.pixels, onto, size, borderMode=cv2.BORDER_REPLICATE)
        return picture.astype(np.uint8, copy=False)

    def reduced(self, shortest_px: int) -> NDArray[np.uint8]:
        """Draw all of the frame, its shorter side no longer than `shortest_px`."""
        factor = min(1.0, shortest_px / min(self.width, self.height))
        return self.picture((max(1, round(self.width * factor)), max(1, round(self.height * factor))), 0, self.height)

    def on_page(self, corners: Corners) -> Corners:
        """Return a box of the frame in coordinates of the page."""
        return corners if self.onto is None else moved(corners, self._back).astype(np.float32)

    @cached_property
    def _back(self) -> NDArray[np.float64]:
        return np.asarray(cv2.invertAffineTransform(self.onto), np.float64)  # type: ignore[arg-type]


def moved(points: NDArray[np.floating], by: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move points (x, y) by a matrix of two rows."""
    return np.asarray(points @ by[:, :2].T + by[:, 2], np.float64)


def line_height(found: Sequence[Corners]) -> float:
    """Return the height that half of the boxes exceed, in pixels, 0 where there are none."""
    return float(np.median([math.dist(box[0], box[3]) for box in found])) if found else 0.0


def lean_of(found: Sequence[Corners]) -> float:
    """Return the angle in degrees, -90 to 90, by which most lines fall towards the right, 0 where too few agree.

    Which end of a line is its left is not told: print on its head leans by 0.
    """
    if len(found) < MIN_BOXES:
        return 0.0
    boxes = np.stack(found)
    sides = boxes[:, 1:3] - boxes[:, 0:2]
    lengths = np.linalg.norm(sides, axis=2)
    rows = np.arange(len(boxes))
    longer = lengths.argmax(axis=1)
    elongated = lengths.max(axis=1) >= MIN_ASPECT * lengths.min(axis=1)
    if elongated.sum() < MIN_BOXES:
        return 0.0
    across, down = sides[rows, longer][elongated].T
    directions = np.degrees(np.arctan2(down, across))
    # directions of lines repeat after half a turn: doubled they can be averaged
    doubled = np.exp(2j * np.radians(directions)) * lengths.max(axis=1)[elongated]
    mean = math.degrees(np.angle(doubled.sum())) / 2
    middle = mean + float(np.median(half_turn(directions - mean)))
    agreed = np.abs(half_turn(directions - middle)) < AGREED_DEGREES
    return float(half_turn(np.array(middle))) if agreed.mean() >= 0.5 else 0.0


def half_turn(degrees: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return directions of lines, in degrees, normalised to -90 to 90: they repeat after half a turn."""
    return np.asarray((degrees + 90) % 180 - 90, np.float64)
