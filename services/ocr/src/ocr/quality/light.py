"""Brightness of the paper behind the print, and how much of it shines."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.quality.tone import darkest

# So many pixels, a grid over the print, show light and shadow
LOOKED_AT = 60_000
# The lightest pixel of so many around is paper
AROUND = 9
# What is lighter has no print left in it; paper that is as light hardly shows where it shines
WHITE = 250
MAX_PAPER = 235
# Between specks, and the paper between two letters, and what shines
SPECK = 5
DARK_QUARTER = 0.25


def light(pixels: NDArray[np.uint8], corners: NDArray[np.float64]) -> tuple[float, float]:
    """Return the brightness of the paper behind the darker quarter of the print, and the share of its area that shines."""
    left, top = np.maximum(0, corners.min(axis=(0, 1))).astype(int)
    right, bottom = corners.max(axis=(0, 1)).astype(int)
    step = max(1, round(((right - left) * (bottom - top) / LOOKED_AT) ** 0.5))
    part = np.ascontiguousarray(pixels[top:bottom:step, left:right:step])
    if not part.size:
        return 1.0, 0.0
    hull = cv2.convexHull(((corners.reshape(-1, 2) - (left, top)) / step).astype(np.int32))
    inside = np.zeros(part.shape[:2], np.uint8)
    cv2.fillPoly(inside, [hull], 1)
    grey = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.uint8)
    paper = np.asarray(cv2.dilate(grey, np.ones((AROUND, AROUND), np.uint8)), np.uint8)[inside > 0]
    if not paper.size:
        return 1.0, 0.0
    brightness = darkest(paper, DARK_QUARTER) / 255
    return brightness, shining(grey, inside) if darkest(paper, 0.5) < MAX_PAPER else 0.0


def shining(grey: NDArray[np.uint8], inside: NDArray[np.uint8]) -> float:
    """Return the share of a printed area that is white."""
    white = ((grey >= WHITE) & (inside > 0)).astype(np.uint8)
    spots = cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((SPECK, SPECK), np.uint8))
    return float(np.count_nonzero(spots) / np.count_nonzero(inside))
