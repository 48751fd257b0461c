"""Decoded pages, and the limits on decoding."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.errors import ImageTooLarge
from ocr.model import Need, Notice

Before = Callable[[Need], None]
"""Is told before each page what decoding it will hold, and may wait."""

# A picture beyond this is reduced before it is read: lettering that survives is still taller than the 48 pixels
# that the recogniser looks at, and memory stays within the container's limit.
WORKING_PIXELS = 16_000_000
# Nor is a picture longer than this, whatever its area: OpenCV warps and remaps up to 32,767
LONGEST_SIDE_PX = 32_000


def reduction(width: float, height: float) -> float:
    """Return the factor that a picture is reduced by; 1 if it may stay as it is."""
    return min(1.0, math.sqrt(WORKING_PIXELS / (width * height)), LONGEST_SIDE_PX / max(width, height))


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on decoding: pixels of one page, pages of a document, bytes that decoding a page holds."""

    pixels: int
    pages: int
    bytes: float = math.inf

    def check_pixels(self, width: int, height: int) -> None:
        """Raise ImageTooLarge if a page of `width` by `height` pixels is over the limit."""
        if width * height > self.pixels:
            raise ImageTooLarge(
                f"A page of {width} x {height} pixels is over the limit of {self.pixels} pixels. Send a smaller picture."
            )

    def too_large(self, width: int, height: int, needed: int) -> ImageTooLarge:
        """Return the error that decoding `width` by `height` pixels takes too many bytes."""
        return ImageTooLarge(
            f"To decode a picture of {width} x {height} pixels of this kind takes {needed // 10**6} MB of memory, over the limit "
            f"of {self.bytes / 1e6:.0f} MB. Send it as an ordinary JPEG, or smaller."
        )

    def check_pages(self, pages: int) -> None:
        """Raise ImageTooLarge if a document of `pages` pages is over the limit."""
        if pages > self.pages:
            raise ImageTooLarge(f"The document has more than {self.pages} pages. Send the pages of one receipt.")


def skipped(number: int) -> Notice:
    """Return the notice that a page could not be read."""
    return Notice(
        "pages_skipped",
        f"Page {number} is broken: nothing or next to nothing of it was read. Export the document again, or send that page "
        "as a picture.",
        value=1,
        limit=0,
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded page: RGB pixels (height, width, 3) of 8 bits.

    `width` and `height` are those of the page it was reduced from, in pixels; `rotation` is the clockwise degrees that
    it was turned by; `warnings` tell what of it could not be decoded.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    rotation: int = 0
    warnings: tuple[Notice, ...] = ()
