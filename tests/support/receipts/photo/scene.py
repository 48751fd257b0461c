"""Surroundings of the sheet: the table it lies on, the light and the shadows over both."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.support.receipts.photo.grain import Field, bell, clouds
from tests.support.receipts.photo.levels import Level

_WOOD = ((92, 66, 44), (150, 112, 74), (186, 148, 108), (60, 44, 34))
_PLAIN = ((38, 40, 44), (120, 122, 120), (88, 104, 96), (176, 170, 160))


def place(rng: random.Random, sheet: NDArray[np.uint8], cover: NDArray[np.uint8], level: Level) -> Field:
    """Put the sheet on a table; `cover` is 255 where it lies. Values from 0 to 255."""
    height, width = cover.shape
    share = _soft(cover, 0.8)[..., None]
    if not level.table:
        return np.asarray(sheet * share + rng.randint(225, 255) * (1 - share), np.float32)
    reach = max(4, width // 90)
    cast = _soft(np.roll(cover, (reach, reach), (0, 1)), reach)[..., None]
    return np.asarray(sheet * share + _table(rng, height, width) * (1 - 0.5 * cast) * (1 - share), np.float32)


def light(rng: random.Random, picture: Field, level: Level) -> Field:
    """Let the light fall off to one side, throw the photographer's shadow, and tint the whole."""
    height, width = picture.shape[:2]
    falloff = 1 - rng.uniform(*level.uneven_light) * _ramp(rng, height, width)
    lit = picture * (falloff * (1 - rng.uniform(*level.shadow) * _shadow(rng, height, width)))[..., None]
    if not level.table:
        return np.asarray(lit, np.float32)
    warmth = rng.uniform(-0.05, 0.07)
    return np.asarray(lit * (1 + warmth, 1, 1 - warmth), np.float32)


def _table(rng: random.Random, height: int, width: int) -> Field:
    if rng.random() < 0.6:
        colour = rng.choice(_WOOD)
        streaks = clouds(rng, height, width, rows=rng.randint(40, 90), columns=3)
        shade = 0.75 + 0.35 * streaks + 0.12 * clouds(rng, height, width, rows=5, columns=4)
    else:
        colour = rng.choice(_PLAIN)
        shade = 0.85 + 0.2 * clouds(rng, height, width, rows=4, columns=4)
    shade = shade + 0.02 * bell(rng, height, width)
    return np.asarray(np.array(colour, np.float32) * shade[..., None], np.float32)


def _ramp(rng: random.Random, height: int, width: int) -> Field:
    """Return a ramp from 0 at one edge or corner to 1 at the other."""
    down, across = rng.uniform(-1, 1), rng.uniform(-1, 1)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    slope = down * y + across * x
    return np.asarray((slope - slope.min()) / max(float(np.ptp(slope)), 1e-3), np.float32)


def _shadow(rng: random.Random, height: int, width: int) -> Field:
    """Return the shadow of a hand or a telephone between lamp and table: a soft-edged shape that comes in from one side."""
    near, far = (rng.uniform(0.25, 0.8) + rng.uniform(-0.3, 0.3) for _ in range(2))
    if rng.random() < 0.5:
        points = ((0.0, 0.0), (near * width, 0.0), (far * width, float(height)), (0.0, float(height)))
    else:
        points = (
            (0.0, float(height)),
            (0.0, near * height),
            (float(width), far * height),
            (float(width), float(height)),
        )
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.array(points, np.int32)], (255,))
    return _soft(mask, rng.uniform(0.01, 0.06) * min(height, width))


def _soft(mask: NDArray[np.uint8], sigma_px: float) -> Field:
    """Return a mask with blurred edges, from 0 to 1."""
    height, width = mask.shape
    # PERF: a wide blur is the same on a small copy, and takes a second less.
    step = max(1, int(sigma_px / 4))
    small = cv2.resize(mask, (width // step, height // step), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma_px / step)
    return np.asarray(cv2.resize(blurred, (width, height)) / 255, np.float32)
