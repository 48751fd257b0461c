"""Wear of a print before it is photographed: thermal ink fades, paper is folded."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.support.receipts.photo.grain import Field, bell, clouds
from tests.support.receipts.photo.levels import Level


def wear(rng: random.Random, sheet: NDArray[np.uint8], level: Level) -> NDArray[np.uint8]:
    height, width = sheet.shape[:2]
    paper = np.median(sheet.reshape(-1, 3), axis=0).astype(np.float32)
    kept = _kept_ink(rng, height, width, rng.uniform(*level.ink))
    faded = paper + (sheet.astype(np.float32) - paper) * kept[..., None]
    faded *= _folds(rng, height, width, rng.randint(*level.folds))[..., None]
    faded += (bell(rng, height, width) * 1.2)[..., None]
    return np.asarray(np.clip(faded, 0, 255), np.uint8)


def _kept_ink(rng: random.Random, height: int, width: int, weakest: float) -> Field:
    """Return the ink that is left: it is lost in patches, in bands where the head was cold, in a streak along a dead dot."""
    patches = weakest + (1 - weakest) * clouds(rng, height, width, rows=7, columns=4)
    bands = 1 - (1 - weakest) * 0.35 * clouds(rng, height, width, rows=max(3, height // 45), columns=1)
    kept = patches * bands
    if weakest < 0.7 and rng.random() < 0.4:
        streak = rng.randint(width // 8, width - width // 8)
        kept[:, streak : streak + 2] *= 0.35
    return kept.astype(np.float32)


def _folds(rng: random.Random, height: int, width: int, count: int) -> Field:
    """Fold the paper: each fold leaves a pale crease, and the paper on its other side at another angle to the light."""
    light = np.ones((height, 1), np.float32)
    for _ in range(count):
        at = rng.randint(height // 10, height - height // 10)
        light[at:] *= rng.uniform(0.93, 1.05)
        light[at - 1 : at + 2] *= rng.uniform(0.86, 1.08)
    return np.broadcast_to(cv2.GaussianBlur(light, (1, 5), 1.5).reshape(height, 1), (height, width)).astype(np.float32)
