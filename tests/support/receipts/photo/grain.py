"""Random fields, all from `random.Random` so that a seed gives the same picture under every version of numpy."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]


def bell(rng: random.Random, height: int, width: int) -> Field:
    """Return noise around 0 with a standard deviation of 1, near enough to normal: the sum of four bytes."""
    count = height * width
    summed = np.zeros(count, np.float32)
    for _ in range(4):
        summed += np.frombuffer(rng.randbytes(count), np.uint8)
    # A byte has a variance of (256^2 - 1) / 12, four of them four times that.
    return ((summed - 510) / 147.8).reshape(height, width)


def clouds(rng: random.Random, height: int, width: int, *, rows: int, columns: int) -> Field:
    """Return a smooth field from 0 to 1 with so many hills and valleys down and across."""
    grid = np.frombuffer(rng.randbytes(rows * columns), np.uint8).reshape(rows, columns).astype(np.float32) / 255
    field = cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(field, 0, 1).astype(np.float32)
