"""Width of the edges of letters, and whether they are weaker in one direction."""

import math
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.quality.tone import contrast, darkest

# As many lines tell how all are, and of each as much as is so many times its height
SAMPLE = 12
SPAN = 8
# So many of a line's pixels stand at the steepest of its edges
STEEPEST = 0.02


def sample(pixels: NDArray[np.uint8], corners: NDArray[np.float64]) -> list[NDArray[np.uint8]]:
    """Return the middle of some lines in grey, from all over a page."""
    chosen = np.linspace(0, len(corners) - 1, min(SAMPLE, len(corners))).round().astype(int)
    return [cut_out(pixels, box) for box in corners[chosen]]


def blur(lines: Iterable[NDArray[np.uint8]]) -> float:
    """Return the width of letters' edges as a share of their line's height: the median of the lines, 0 without any."""
    widths = [width for line in lines if (width := edge_width(line))]
    return float(np.median(widths)) if widths else 0.0


def evenness(lines: Iterable[NDArray[np.uint8]]) -> float:
    """Return the energy of edges in their weakest direction as a share of the strongest: the median of the lines.

    A hand that shakes smears letters in one direction: what is left of their strokes is as sharp as before across it, and
    gone along it. The directions are those of the structure tensor of all pixels of a line.
    """
    shares = [share for line in lines if (share := weakest_edges(line)) is not None]
    return float(np.median(shares)) if shares else 1.0


def weakest_edges(line: NDArray[np.uint8]) -> float | None:
    """Return the energy of a line's edges in their weakest direction as a share of the strongest; None without edges."""
    if min(line.shape) < 2:
        return None
    grey = line.astype(np.float32)
    across, down = grey[:-1, 1:] - grey[:-1, :-1], grey[1:, :-1] - grey[:-1, :-1]
    (xx, yy, xy) = (float(np.vdot(one, other)) for one, other in ((across, across), (down, down), (across, down)))
    if not xx + yy:
        return None
    difference = math.hypot(xx - yy, 2 * xy)
    return (xx + yy - difference) / (xx + yy + difference)


def cut_out(pixels: NDArray[np.uint8], box: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the middle of a line in grey."""
    left, top = np.maximum(0, np.floor(box.min(axis=0))).astype(int)
    right, bottom = np.ceil(box.max(axis=0)).astype(int)
    spare = max(0, (right - left - SPAN * (bottom - top)) // 2)
    part = np.ascontiguousarray(pixels[top:bottom, left + spare : right - spare])
    return np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.uint8) if part.size else part[..., 0]


def edge_width(line: NDArray[np.uint8]) -> float | None:
    """Return the width of a line's edges, in the direction in which they are wider, as a share of its height.

    None without ink.
    """
    if min(line.shape) < 2:
        return None
    ink_to_paper = contrast(line)
    if not ink_to_paper:
        return None
    steps = (cv2.absdiff(line[:, 1:], line[:, :-1]), cv2.absdiff(line[1:], line[:-1]))
    # of the direction in which they are less steep: a hand that shakes blurs one alone
    steepest = 255 - max(darkest(255 - np.asarray(step, np.uint8), STEEPEST) for step in steps)
    return ink_to_paper / max(1, steepest) / float(line.shape[0])
