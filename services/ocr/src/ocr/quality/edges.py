"""Count of the lines that the edge of the picture cuts."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.quality.tone import INK, PAPER, contrast, darkest

# Boxes are a little larger than print: one that ends so many line heights from the edge may reach it
NEAR = 0.3
# Of the outermost pixels of a line that is cut through its letters some are ink, and never all, as of a shadow or a rule
LEAST_INK, MOST_INK = 0.1, 0.8
# Seen so far in, what is at a side is a letter, and what is along the top or bottom, by this share of the line's height:
# scanners leave a dark rim of a few pixels there
DEPTH_PX = 2
DEPTH = 0.12
# A single letter may touch the side of a picture that was cropped to its print, or a smear the top of a scan
LEAST_AT_SIDES = 2
LEAST_STROKES = 3


def lines_cut(pixels: NDArray[np.uint8], corners: NDArray[np.float64]) -> int:
    """Count the lines whose letters the edge of the picture cuts."""
    size = np.array(pixels.shape[1::-1])
    starts, ends = corners.min(axis=1), corners.max(axis=1)
    near = NEAR * (ends - starts)[:, 1:]
    touching = np.flatnonzero(((starts <= near) | (ends >= size - near)).any(axis=1))
    across = along = 0
    for line in touching:
        at_start, at_end = starts[line] <= near[line], ends[line] >= size - near[line]
        left, top = np.where(at_start, 0, starts[line]).astype(int)
        right, bottom = np.where(at_end, size, np.ceil(ends[line]) + 1).astype(int)
        # a rim of the picture or of a shadow ends before the print begins
        gap = int(np.ceil(max(starts[line][0] * at_start[0], (size - ends[line])[0] * at_end[0])))
        ink = ink_of(pixels[top:bottom, left:right])
        if is_cut(ink, at_start[1], at_end[1], depth=max(DEPTH_PX, round(DEPTH * len(ink))), strokes=LEAST_STROKES):
            along += 1
        elif is_cut(ink.T, at_start[0], at_end[0], depth=max(DEPTH_PX, gap), strokes=1):
            across += 1
    return along + (across if across >= LEAST_AT_SIDES else 0)


def is_cut(ink: NDArray[np.bool_], at_first: bool, at_last: bool, *, depth: int, strokes: int) -> bool:
    """Return whether an edge of the picture cuts a line: its outermost `depth` rows there go through enough `strokes`.

    `at_first` and `at_last` tell which ends of the line are at an edge.
    """
    rows = [ink[:depth]] * bool(at_first) + [ink[-depth:]] * bool(at_last)
    edges = [np.asarray(each.all(axis=0)) for each in rows if each.size]
    return any(LEAST_INK <= edge.mean() <= MOST_INK and runs(edge) >= strokes for edge in edges)


def runs(edge: NDArray[np.bool_]) -> int:
    """Count the strokes that an edge goes through."""
    return int(np.count_nonzero(np.diff(edge.astype(np.int8), prepend=0) == 1))


def ink_of(part: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which pixels of a line are ink, none where it has no contrast."""
    if not part.size:
        return np.zeros(part.shape[:2], np.bool_)
    grey = np.asarray(cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY), np.uint8)
    middle = (darkest(grey, INK) + darkest(grey, PAPER)) / 2
    return np.asarray(grey < middle) & (contrast(grey) > 0)
