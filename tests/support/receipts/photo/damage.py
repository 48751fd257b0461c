"""Damage a picture in one way, so badly that a person would take it again."""

import math
import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import cv2
import numpy as np
from PIL import Image

from tests.support.receipts.photo.grain import Field, bell
from tests.support.receipts.truth import Line

DamageName = Literal["defocus", "shake", "dark", "glare", "small", "cut"]

# Shares of a line's height, in which letters begin to be misread
DEFOCUS_LINES = (0.12, 0.18)
SHAKE_LINES = (0.6, 0.9)
LIGHT = (0.06, 0.22)
# A camera lets paper shine only where something shines more
EXPOSURE = (0.7, 0.86)
SPOT_WIDTHS = (0.1, 0.2)
SMALL_LINE_PX = (4, 5.8)
# Of the lines of a receipt the edge goes through the letters of so many at least, or along one
CUT_LINES = 4


def spoil(image: Image.Image, lines: Sequence[Line], damage: DamageName, seed: int | str) -> Image.Image:
    """Spoil the picture of a receipt with these lines. The same arguments give the same picture."""
    rng = random.Random(f"{damage} {seed}")
    return _SPOILED[damage](rng, image.convert("RGB"), lines)


def _line_px(lines: Sequence[Line]) -> float:
    return statistics.median(math.dist(line.box[0], line.box[3]) for line in lines)


def _defocus(rng: random.Random, image: Image.Image, lines: Sequence[Line]) -> Image.Image:
    sigma = rng.uniform(*DEFOCUS_LINES) * _line_px(lines)
    return Image.fromarray(cv2.GaussianBlur(np.asarray(image), (0, 0), sigma))


def _shake(rng: random.Random, image: Image.Image, lines: Sequence[Line]) -> Image.Image:
    length = max(3, round(rng.uniform(*SHAKE_LINES) * _line_px(lines)))
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    kernel[length, length // 2 : length // 2 + length] = 1
    turned = cv2.warpAffine(
        kernel, cv2.getRotationMatrix2D((length, length), rng.uniform(0, 180), 1), kernel.shape[::-1]
    )
    return Image.fromarray(cv2.filter2D(np.asarray(image), -1, turned / turned.sum()))


def _dark(rng: random.Random, image: Image.Image, _lines: Sequence[Line]) -> Image.Image:
    picture = np.asarray(image, np.float32) * rng.uniform(*LIGHT)
    return _picture(picture + bell(rng, *picture.shape[:2])[..., None] * rng.uniform(0.5, 2))


def _glare(rng: random.Random, image: Image.Image, lines: Sequence[Line]) -> Image.Image:
    picture = np.asarray(image, np.float32) * rng.uniform(*EXPOSURE)
    for _ in range(rng.randint(1, 3)):
        (x0, y0), _, (x1, y1), _ = rng.choice(lines).box
        picture += _spot(rng, picture.shape[:2], rng.uniform(x0, x1), (y0 + y1) / 2)[..., None]
    return _picture(picture)


def _spot(rng: random.Random, size: tuple[int, ...], x: float, y: float) -> Field:
    """Return light that is reflected around a point, longer in one direction."""
    height, width = size
    across, down = (rng.uniform(*SPOT_WIDTHS) * width for _ in range(2))
    turn = rng.uniform(0, math.pi)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    u = ((columns - x) * math.cos(turn) + (rows - y) * math.sin(turn)) / across
    v = ((rows - y) * math.cos(turn) - (columns - x) * math.sin(turn)) / down
    return np.asarray(500 * np.exp(-(u * u + v * v) * 1.5), np.float32)


def _small(rng: random.Random, image: Image.Image, lines: Sequence[Line]) -> Image.Image:
    factor = rng.uniform(*SMALL_LINE_PX) / _line_px(lines)
    return image.resize((round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS)


def _cut(rng: random.Random, image: Image.Image, lines: Sequence[Line]) -> Image.Image:
    if rng.random() < 0.5:
        # along the middle of a line, so that its letters are halved
        (_, top), _, (_, bottom), _ = rng.choice(lines[len(lines) // 4 : -len(lines) // 4]).box
        row = round((top + bottom) / 2)
        return image.crop((0, 0, image.width, row) if rng.random() < 0.5 else (0, row, image.width, image.height))
    starts, ends = sorted(line.box[0][0] for line in lines), sorted(line.box[2][0] for line in lines)
    inside = rng.uniform(0.5, 2) * _line_px(lines)
    if rng.random() < 0.5:
        return image.crop((round(starts[CUT_LINES] + inside), 0, image.width, image.height))
    return image.crop((0, 0, round(ends[-CUT_LINES - 1] - inside), image.height))


def _picture(values: Field) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


_SPOILED: Mapping[DamageName, Callable[[random.Random, Image.Image, Sequence[Line]], Image.Image]] = {
    "defocus": _defocus,
    "shake": _shake,
    "dark": _dark,
    "glare": _glare,
    "small": _small,
    "cut": _cut,
}
