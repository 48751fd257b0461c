"""Quality of a picture where its print is: warnings about an upright page and its lines."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.model import Box, Notice
from ocr.quality.edges import lines_cut
from ocr.quality.light import light
from ocr.quality.sharpness import blur, evenness, sample

__all__ = ["notices"]

# Each limit lies where bench/picture_warnings.py finds the damage that spoils a reading and leaves the 361 labelled receipts alone.

# Edges of letters this wide, as a share of the height of their box: on labelled receipts and on photographs as drawn 0.11 at
# most; of those out of focus lines begin to be misread from there
MAX_BLUR = 0.12
# Edges that are so much weaker in one direction than in another are those of a phone that was moved, and narrower than that:
# labelled receipts have 0.107 at most where a share is under 0.45, and 0.26 at least; drawn ones 0.48 at least
MAX_BLUR_BY_EVENNESS = ((0.24, 0.09), (0.45, 0.11))
# Brightness of the paper, as a share of full light, behind the darker quarter of the print
MIN_BRIGHTNESS = 0.3
# Share of the print's area that is nothing but white, on paper that is not
MAX_GLARE = 0.02
MAX_LINES_CUT = 0


def notices(pixels: NDArray[np.uint8], boxes: Sequence[Box], page: int) -> Iterator[Notice]:
    """Yield what is wrong with an upright RGB page (height, width, 3), whose lines are in `boxes`.

    Only print is looked at: what it lies on may be as dark or out of focus as it likes.
    """
    corners = np.array(boxes, np.float64).reshape(-1, 4, 2)
    lines = sample(pixels, corners)
    blurred = blur(lines)
    if blurred > (limit := max_blur(blurred, lines)):
        yield Notice(
            "blurred",
            f"Page {page} is out of focus or shaken: edges of letters are {blurred:.0%} of a line's height wide, over "
            f"{limit:.0%}. Wipe the lens, hold the phone still, tap on the print to focus, and take the picture again.",
            value=round(blurred, 3),
            limit=limit,
        )
    if not len(corners):
        return
    brightness, glare = light(pixels, corners)
    if brightness < MIN_BRIGHTNESS:
        yield Notice(
            "dark",
            f"Page {page} is dark: the paper has {brightness:.0%} of full light, less than {MIN_BRIGHTNESS:.0%}. "
            "Turn on a light or the flash, and keep your own shadow off the paper.",
            value=round(brightness, 3),
            limit=MIN_BRIGHTNESS,
        )
    if glare > MAX_GLARE:
        yield Notice(
            "glare",
            f"Light is reflected on page {page}: {glare:.0%} of the printed area is white, over {MAX_GLARE:.0%}. "
            "Turn off the flash, or tilt the phone or the paper until the bright spot is gone.",
            value=round(glare, 3),
            limit=MAX_GLARE,
        )
    cut = lines_cut(pixels, corners)
    if cut > MAX_LINES_CUT:
        yield Notice(
            "cut_off",
            f"Print continues beyond the edge of page {page}: {cut} of its lines are cut. Hold the phone further away so that all "
            "of the receipt and some of the table is in the picture, or take a long receipt in parts.",
            value=cut,
            limit=MAX_LINES_CUT,
        )


def max_blur(blurred: float, lines: Sequence[NDArray[np.uint8]]) -> float:
    """Return the limit on the width of edges, lower where they are uneven: a phone was moved.

    `blurred` is their width, with which the limit will be compared: below all limits the evenness need not be measured.
    """
    if blurred <= min(width for _, width in MAX_BLUR_BY_EVENNESS):
        return MAX_BLUR
    even = evenness(lines)
    return next((width for share, width in MAX_BLUR_BY_EVENNESS if even < share), MAX_BLUR)
