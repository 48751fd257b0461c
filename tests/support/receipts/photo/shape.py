"""Position of a point of a flat sheet in the picture of it: bowed, swaying, turned, seen at an angle."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.support.receipts.photo.levels import Level
from tests.support.receipts.truth import Point

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shape:
    """A sheet's way into a picture of `width` x `height` pixels. Both directions have a closed form."""

    sheet_width: int
    sheet_height: int
    bow: float
    sway: float
    phase: float
    onto: Floats
    width: int
    height: int

    def move(self, points: Sequence[Point]) -> list[Point]:
        """Carry points of the sheet into the picture."""
        x, y = np.array(points, np.float64).T
        y = y + self._bow_at(x)
        x = x + self._sway_at(y)
        u, v, w = self.onto @ np.stack((x, y, np.ones_like(x)))
        return [(float(a), float(b)) for a, b in zip(u / w, v / w, strict=True)]

    def picture(self, sheet: NDArray[np.uint8], *, outside: int) -> NDArray[np.uint8]:
        """Return the sheet as it lies in the picture; `outside` fills what is beside it."""
        u, v = np.meshgrid(np.arange(self.width, dtype=np.float32), np.arange(self.height, dtype=np.float32))
        back = np.linalg.inv(self.onto).astype(np.float32)
        w = back[2, 0] * u + back[2, 1] * v + back[2, 2]
        x = (back[0, 0] * u + back[0, 1] * v + back[0, 2]) / w
        y = (back[1, 0] * u + back[1, 1] * v + back[1, 2]) / w
        x = x - self._sway_at(y)
        y = y - self._bow_at(x)
        taken = cv2.remap(
            sheet, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT, borderValue=(outside, outside, outside),
        )  # fmt: skip
        return taken.astype(np.uint8)

    def _bow_at(self, x: Floats | NDArray[np.float32]) -> Floats:
        """Return the bow: rows bend like the section of a rolled sheet."""
        return np.asarray(self.bow * self.sheet_width * (1 - (2 * x / self.sheet_width - 1) ** 2), np.float64)

    def _sway_at(self, y: Floats | NDArray[np.float32]) -> Floats:
        """Return the sway: long sheets do not lie straight."""
        wave = np.sin(y / self.sheet_width * 2 + self.phase)
        return np.asarray(self.sway * self.sheet_width * wave, np.float64)


def lay(rng: random.Random, sheet_width: int, sheet_height: int, level: Level) -> Shape:
    """Choose how a sheet lies before the camera, and cut the picture around it."""
    smallest, largest = (limit / max(sheet_width, sheet_height) for limit in level.longest_px)
    zoom = min(max(rng.uniform(*level.zoom), smallest), largest)
    angle = math.radians(rng.uniform(*level.turn_degrees))
    corners = _corners(rng, sheet_width * zoom, sheet_height * zoom, angle, rng.uniform(*level.perspective))
    left, top, right, bottom = (rng.uniform(*level.margin) * sheet_width * zoom for _ in range(4))
    corners += (left - corners[:, 0].min(), top - corners[:, 1].min())
    flat = np.array(((0, 0), (sheet_width, 0), (sheet_width, sheet_height), (0, sheet_height)), np.float32)
    return Shape(
        sheet_width,
        sheet_height,
        bow=rng.uniform(*level.bow),
        sway=rng.uniform(*level.sway),
        phase=rng.uniform(0, 6.28),
        onto=np.asarray(cv2.getPerspectiveTransform(flat, corners.astype(np.float32)), np.float64),
        width=round(corners[:, 0].max() + right),
        height=round(corners[:, 1].max() + bottom),
    )


def _corners(rng: random.Random, width: float, height: float, angle: float, perspective: float) -> Floats:
    """Return the sheet's corners, turned; each pulled inwards a little, as a tilted camera sees them."""
    turned = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        pull_x, pull_y = (1 - rng.random() * perspective * 2 for _ in range(2))
        dx, dy = x * width / 2 * pull_x, y * height / 2 * pull_y
        turned.append((dx * math.cos(angle) - dy * math.sin(angle), dx * math.sin(angle) + dy * math.cos(angle)))
    return np.array(turned, np.float64)
