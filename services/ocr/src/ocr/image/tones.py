"""Pictures of more than 8 bits and transparent ones, as one sees them: 8 bits of RGB, on a background."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Strips of so many rows keep a picture of 32 bits from standing in memory three times
STRIP_ROWS = 256
# Print is nearly all outline, a sheet of paper hardly any: strokes of 100 pixels, a sheet of 200 x 400
OUTLINE_SHARE = 0.02
HALF_TONE = 128


def opaque(image: Image.Image) -> Image.Image:
    """Give the picture in RGB; where it is transparent, on a background that its print stands out from."""
    if image.mode.startswith(("I", "F")):
        # Pillow clips these to 0 and 255 instead of scaling them
        image = Image.fromarray(in_8_bits(np.asarray(image)))
    if image.has_transparency_data:
        foreground = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", foreground.size, background(foreground)), foreground)
    return image if image.mode == "RGB" else image.convert("RGB")


def in_8_bits(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Scale whole numbers of 16 bits by the bits that they use, others by their range unless that is 0 to 255."""
    if values.dtype.kind == "u":
        unused = max(0, int(values.max()).bit_length() - 8)
        return (values >> unused).astype(np.uint8)
    low, high = float(values.min()), float(values.max())
    whole = math.isfinite(low) and math.isfinite(high)
    if not whole:
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if low >= 0 and 1 < high <= 255:
        low, high = 0.0, 255.0
    scale = 255 / (high - low) if high > low else 0.0
    scaled = np.empty(values.shape, np.uint8)
    for start in range(0, len(values), STRIP_ROWS):
        strip = values[start : start + STRIP_ROWS].astype(np.float32)
        if not whole:
            strip = np.nan_to_num(strip, copy=False, nan=high, posinf=high, neginf=low)
        # in this order nothing grows beyond what a number of 32 bits holds
        scaled[start : start + STRIP_ROWS] = np.clip(strip * scale - low * scale, 0, 255) if scale else 255
    return scaled


def background(picture: Image.Image) -> str:
    """Choose what a picture in RGBA was drawn for: black where light print stands on nothing, else white."""
    alpha = np.asarray(picture.getchannel("A")) >= HALF_TONE
    # what has nothing on one side at least; the edge of the picture is no such side
    around = np.pad(alpha, 1, mode="edge")
    inner = around[2:, 1:-1] & around[:-2, 1:-1] & around[1:-1, 2:] & around[1:-1, :-2]
    outline = alpha & ~inner
    if np.count_nonzero(outline) <= OUTLINE_SHARE * np.count_nonzero(alpha):
        return "white"
    return "black" if np.asarray(picture.convert("L"))[outline].mean() > HALF_TONE else "white"
