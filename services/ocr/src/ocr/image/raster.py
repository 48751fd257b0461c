"""Pages of pictures: JPEG, PNG, WebP, TIFF and HEIF, by Pillow."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pillow_heif
from PIL import Image, ImageOps

from ocr.errors import ImageUnreadable
from ocr.image import tiff, truncation
from ocr.image.kind import Kind
from ocr.image.picture import WORKING_PIXELS, Limits, Picture
from ocr.image.tones import opaque
from ocr.image.truncation import BROKEN

pillow_heif.register_heif_opener(thumbnails=False)

# Pillow's own limit is a warning up to twice its value; ours is checked in `pages`, for every page
Image.MAX_IMAGE_PIXELS = None

ORIENTATION_TAG = 0x0112
# Clockwise degrees that bring a picture of this EXIF orientation upright; 2, 4, 5 and 7 are mirrored as well
EXIF_ROTATION = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}


def pages(data: bytes, kind: Kind, limits: Limits) -> Iterator[Picture]:
    """Give the pages of a picture of `kind`, upright by their EXIF orientation, opaque, and as far as they are there."""
    with reading():
        # Only TIFF has pages: the frames of an animation, or the second picture of a stereo pair, are no receipts
        if kind == "TIFF":
            return pages_of_tiff(data, tiff.contents(data, limits))
        image = truncation.opened(data, kind)
        limits.check_pixels(*image.size)
    return (page(image, data, kind) for _ in range(1))


def pages_of_tiff(data: bytes, contents: tiff.Contents) -> Iterator[Picture]:
    """Give the pages of a TIFF. One that is missing is refused only if it is the first: it counts, and is grey."""
    for count, number in enumerate(contents.pages, 1):
        with reading():
            # anew, for Pillow decodes a picture over what it has of the one before
            image = tiff.picture(data, number)
        picture = page(image, data, "TIFF", number=count)
        if contents.cut_off and count == len(contents.pages):
            picture = replace(picture, warnings=(*picture.warnings, truncation.PAGES_MISSING))
        yield picture


def page(image: Image.Image, data: bytes, kind: Kind, *, number: int = 1) -> Picture:
    """Decode one page, as far as it is there."""
    with reading():
        width, height = image.size
        factor = math.sqrt(WORKING_PIXELS / (width * height))
        # JPEG decodes to 1/2, 1/4 or 1/8 at a fraction of the memory; for others this does nothing
        draft = (round(width * factor), round(height * factor)) if factor < 1 else None
        # Pillow turns a TIFF as it decodes it, and gives the size that it will have then; of a PNG it reads the tag last
        orientation = tag(image) if kind == "TIFF" else None
        image, share = truncation.loaded(image, data, kind, draft)
        rotation = EXIF_ROTATION.get(orientation or tag(image), 0)
        if rotation % 180 and kind != "TIFF":
            width, height = height, width
        warnings = () if share is None else (truncation.noticed(share, number),)
        upright = opaque(image)
        if share is not None:
            truncation.cover(upright, share)
        # without a tag to follow it would only copy
        if tag(upright) != 1:
            upright = ImageOps.exif_transpose(upright)
        if factor < 1:
            size = max(1, round(width * factor)), max(1, round(height * factor))
            upright = upright.resize(size, Image.Resampling.BOX)
        return Picture(np.asarray(upright), width, height, rotation, warnings)


def tag(image: Image.Image) -> int:
    """Give the orientation of a picture by its EXIF tag, 1 if upright."""
    orientation: int = image.getexif().get(ORIENTATION_TAG, 1)
    return orientation


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever Pillow raises on broken data into ImageUnreadable."""
    try:
        yield
    except BROKEN as error:
        raise ImageUnreadable("The picture is broken or incomplete. Take or export it again.") from error
