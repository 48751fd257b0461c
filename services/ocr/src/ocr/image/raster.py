"""Pages of pictures: JPEG, PNG, WebP, TIFF and HEIF, by Pillow."""

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pillow_heif
from PIL import Image, ImageOps

from ocr.errors import ImageUnreadable
from ocr.image.kind import Kind
from ocr.image.picture import WORKING_PIXELS, Limits, Picture

pillow_heif.register_heif_opener(thumbnails=False)

# Pillow's own limit is a warning up to twice its value; ours is checked in `pages`, for every page
Image.MAX_IMAGE_PIXELS = None

ORIENTATION_TAG = 0x0112
# Clockwise degrees that bring a picture of this EXIF orientation upright; 2, 4, 5 and 7 are mirrored as well
EXIF_ROTATION = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}


def pages(data: bytes, kind: Kind, limits: Limits) -> Iterator[Picture]:
    """Give the pages of a picture of `kind`, upright by their EXIF orientation, on white where transparent."""
    with reading():
        image = Image.open(io.BytesIO(data), formats=[kind])
        # Only TIFF has pages: the frames of an animation, or the second picture of a stereo pair, are no receipts
        count = check(image, limits) if kind == "TIFF" else 1
        limits.check_pixels(*image.size)
    return (page(image, number) for number in range(count))


def check(image: Image.Image, limits: Limits) -> int:
    """Count the pages of a TIFF from their headers, each within the limits."""
    for number in range(limits.pages + 1):
        try:
            image.seek(number)
        except EOFError:
            return number
        limits.check_pixels(*image.size)
    limits.check_pages(limits.pages + 1)
    return limits.pages


def page(image: Image.Image, number: int) -> Picture:
    """Decode one page."""
    with reading():
        if number != image.tell():
            image.seek(number)
        rotation = EXIF_ROTATION.get(image.getexif().get(ORIENTATION_TAG, 1), 0)
        width, height = image.size
        # of a TIFF, Pillow gives the size that it will have when it was turned
        if rotation % 180 and image.format != "TIFF":
            width, height = height, width
        factor = math.sqrt(WORKING_PIXELS / (width * height))
        if factor < 1:
            # JPEG decodes to 1/2, 1/4 or 1/8 at a fraction of the memory; for others this does nothing
            image.draft("RGB", (round(image.width * factor), round(image.height * factor)))
        upright = opaque(image)
        # without a tag to follow it would only copy
        if upright.getexif().get(ORIENTATION_TAG, 1) != 1:
            upright = ImageOps.exif_transpose(upright)
        if factor < 1:
            size = max(1, round(width * factor)), max(1, round(height * factor))
            upright = upright.resize(size, Image.Resampling.BOX)
        return Picture(np.asarray(upright), width, height, rotation)


def opaque(image: Image.Image) -> Image.Image:
    """Give the picture in RGB, on white where it is transparent."""
    if image.mode.startswith("I;16"):
        # Pillow clips 16 bits to white instead of scaling them
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        # exif_transpose needs the tags that a new picture would lack
        exif = image.getexif()
        foreground = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", foreground.size, "white"), foreground)
        image.info["exif"] = exif.tobytes()
    return image if image.mode == "RGB" else image.convert("RGB")


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever Pillow raises on broken data into ImageUnreadable."""
    try:
        yield
    except (
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        EOFError,
        IndexError,
        KeyError,
        OverflowError,
        RuntimeError,
    ) as e:
        # Image.open raises OSError, decoders raise what their parsing trips over
        raise ImageUnreadable("The picture is broken or incomplete. Take or export it again.") from e
