"""Tones of ink and paper."""

import numpy as np
from numpy.typing import NDArray

# What is darkest on a line is ink, what is lighter than nearly all of it paper: ink is a fifth of it
INK = 0.02
PAPER = 0.9
# Less is paper alone, or print that has faded to nothing
MIN_CONTRAST = 24


def darkest(grey: NDArray[np.uint8], share: float) -> int:
    """Return the tone that this share of the pixels does not exceed."""
    counts = np.bincount(grey.ravel(), minlength=256)
    return int(np.searchsorted(np.cumsum(counts), share * grey.size))


def contrast(grey: NDArray[np.uint8]) -> int:
    """Return how much lighter the paper of a line is than its ink, 0 where there is no ink."""
    difference = darkest(grey, PAPER) - darkest(grey, INK)
    return difference if difference >= MIN_CONTRAST else 0
