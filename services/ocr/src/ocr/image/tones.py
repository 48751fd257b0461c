"""Conversion of pictures of any mode to 8-bit RGB, as one sees them: on a background, upright and in the size wanted."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocr.image.truncation import Remains

Size = tuple[int, int]
View = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
"""Gives a page as it lay before it was turned, without a copy."""

# A picture is gone through in strips of so many pixels: as a whole it would stand in memory up to five times
STRIP_PIXELS = 500_000
# Print is nearly all outline, a sheet of paper hardly any: strokes of 100 pixels, a sheet of 200 x 400
OUTLINE_SHARE = 0.02
HALF_TONE = 128


def as_page(remains: Remains, size: Size | None = None, as_it_lay: View = lambda page: page) -> NDArray[np.uint8]:
    """Draw a picture in RGB, reduced to `size`; `as_it_lay` undoes what turns the page.

    What is transparent is drawn on a background that the print stands out from, and what is missing is grey.
    """
    image = remains.image
    opaque = toning(image)
    width, height = size or image.size
    upright = np.empty((height, width, 3), np.uint8)
    if as_it_lay(upright).shape != upright.shape:
        upright = np.empty((width, height, 3), np.uint8)
    page = as_it_lay(upright)
    scale = image.height / height
    for first, last in spans(height, round(image.width * scale)):
        top, bottom = math.floor(first * scale), min(image.height, math.ceil(last * scale))
        strip = opaque(image.crop((0, top, image.width, bottom)))
        remains.cover(strip, top)
        if size:
            box = (0, first * scale - top, image.width, min(last * scale - top, bottom - top))
            strip = strip.resize((width, last - first), Image.Resampling.BOX, box)
        page[first:last] = np.asarray(strip)
    return upright


def spans(height: int, width: int) -> Iterator[tuple[int, int]]:
    """Return the first row of each strip of a picture and the one after its last."""
    rows = max(1, STRIP_PIXELS // max(1, width))
    return ((first, min(first + rows, height)) for first in range(0, height, rows))


def strips(image: Image.Image) -> Iterator[Image.Image]:
    """Cut a picture into strips."""
    return (image.crop((0, first, image.width, last)) for first, last in spans(image.height, image.width))


def toning(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """Return the function that converts strips of a picture to opaque RGB, chosen by all of the picture."""
    scaled = in_8_bits(image) if image.mode.startswith(("I", "F")) else None
    behind = background(image) if image.has_transparency_data else None

    def opaque(strip: Image.Image) -> Image.Image:
        if scaled:
            # Pillow clips these to 0 and 255 instead of scaling them
            strip = Image.fromarray(scaled(np.asarray(strip)))
        if behind:
            foreground = strip.convert("RGBA")
            strip = Image.alpha_composite(Image.new("RGBA", foreground.size, behind), foreground)
        return strip if strip.mode == "RGB" else strip.convert("RGB")

    return opaque


def in_8_bits(image: Image.Image) -> Callable[[NDArray[Any]], NDArray[np.uint8]]:
    """Choose how values become 8 bits: whole numbers of 16 by the bits that they use, others by their range unless 0 to 255."""
    if image.mode.startswith("I;16"):
        unused = max(0, max(int(np.asarray(strip).max()) for strip in strips(image)).bit_length() - 8)
        return lambda values: (values >> unused).astype(np.uint8)
    finite = [values[np.isfinite(values)] for values in map(np.asarray, strips(image))]
    ranges = [(float(values.min()), float(values.max())) for values in finite if values.size]
    low, high = (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else (0.0, 0.0)
    if low >= 0 and 1 < high <= 255:
        low, high = 0.0, 255.0
    scale = 255 / (high - low) if high > low else 0.0

    def scaled(values: NDArray[Any]) -> NDArray[np.uint8]:
        strip = np.nan_to_num(values.astype(np.float32), copy=False, nan=high, posinf=high, neginf=low)
        # in this order nothing grows beyond what a number of 32 bits holds
        return np.clip(strip * scale - low * scale if scale else np.full_like(strip, 255), 0, 255).astype(np.uint8)

    return scaled


def background(image: Image.Image) -> str:
    """Choose what a transparent picture was drawn for: black where light print stands on nothing, else white."""
    solid = outlined = brightness = 0
    for first, last in spans(image.height, image.width):
        # with the rows beside the strip; the edge of the picture is no outline
        top, bottom = max(0, first - 1), min(image.height, last + 1)
        picture = image.crop((0, top, image.width, bottom)).convert("RGBA")
        alpha = np.asarray(picture.getchannel("A")) >= HALF_TONE
        # what has nothing on one side at least
        around = np.pad(alpha, ((top == first, bottom == last), (1, 1)), mode="edge")
        inner = around[2:, 1:-1] & around[:-2, 1:-1] & around[1:-1, 2:] & around[1:-1, :-2]
        rows = slice(first - top, last - top)
        outline = alpha[rows] & ~inner
        solid += int(np.count_nonzero(alpha[rows]))
        outlined += int(np.count_nonzero(outline))
        brightness += int(np.asarray(picture.convert("L"))[rows][outline].sum(dtype=np.int64))
    if outlined <= OUTLINE_SHARE * solid:
        return "white"
    return "black" if brightness > HALF_TONE * outlined else "white"
