"""Make a picture of a sheet of paper look scanned or photographed, and return where its points went."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from tests.support.receipts.photo.camera import compress, expose
from tests.support.receipts.photo.levels import LEVELS, Level, LevelName
from tests.support.receipts.photo.scene import light, place
from tests.support.receipts.photo.shape import lay
from tests.support.receipts.photo.wear import wear
from tests.support.receipts.truth import Point

__all__ = ["LEVELS", "Level", "LevelName", "Photo", "degrade"]

_AS_DRAWN_QUALITY = 95


@dataclass(frozen=True)
class Photo:
    """A picture, the JPEG quality it was saved with, and the way of a point of the sheet into it."""

    image: Image.Image
    quality: int
    move: Callable[[Sequence[Point]], Sequence[Point]]


def degrade(image: Image.Image, level: LevelName, seed: int | str) -> Photo:
    """Photograph a sheet. The same image, level and seed give the same picture, byte by byte."""
    chosen = LEVELS[level]
    if chosen is None:
        return Photo(image, _AS_DRAWN_QUALITY, lambda points: points)
    rng = random.Random(seed)
    sheet = wear(rng, np.asarray(image.convert("RGB")), chosen)
    shape = lay(rng, image.width, image.height, chosen)
    cover = shape.picture(np.full(sheet.shape[:2], 255, np.uint8), outside=0)
    scene = light(rng, place(rng, shape.picture(sheet, outside=255), cover, chosen), chosen)
    quality = rng.randint(*chosen.quality)
    return Photo(compress(expose(rng, scene, chosen), quality), quality, shape.move)
