"""Pages of pictures: JPEG, PNG, WebP, TIFF and HEIF, by Pillow."""

import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import numpy as np
import pillow_heif
from PIL import Image

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
EXIF_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def pages(data: bytes, kind: Kind, limits: Limits) -> Iterator[Picture]:
    """Give the pages of a picture of `kind`, upright by their EXIF orientation, opaque, and as far as they are there."""
    with refusing_broken():
        # Only TIFF has pages: the frames of an animation, or the second picture of a stereo pair, are no receipts
        if kind == "TIFF":
            return pages_of_tiff(data, tiff.contents(data, limits))
        image = truncation.opened(data, kind)
        limits.check_pixels(*image.size)
    return (page(image, data, kind) for _ in range(1))


def pages_of_tiff(data: bytes, contents: tiff.Contents) -> Iterator[Picture]:
    """Give the pages of a TIFF. One that is missing is refused only if it is the first: it counts, and is grey."""
    for count, number in enumerate(contents.pages, 1):
        with refusing_broken():
            # anew, for Pillow decodes a picture over what it has of the one before
            image = tiff.picture(data, number)
        picture = page(image, data, "TIFF", number=count)
        if contents.cut_off and count == len(contents.pages):
            picture = replace(picture, warnings=(*picture.warnings, truncation.PAGES_MISSING))
        yield picture


def page(image: Image.Image, data: bytes, kind: Kind, *, number: int = 1) -> Picture:
    """Decode one page, as far as it is there."""
    with refusing_broken():
        width, height = image.size
        factor = math.sqrt(WORKING_PIXELS / (width * height))
        # JPEG decodes to 1/2, 1/4 or 1/8 at a fraction of the memory; for others this does nothing
        draft = (round(width * factor), round(height * factor)) if factor < 1 else None
        # a TIFF is turned as it is decoded, and its size is the one after that; of a PNG the tag may stand at the end
        turned_by = orientation(image) if kind == "TIFF" else 1
        remains = truncation.load(image, data, kind, draft)
        turn = orientation(remains.image)
        if turn >= 5:
            width, height = height, width
        warnings = () if remains.share is None else tuple(truncation.noticed(remains.share, number))
        upright = opaque(remains.image)
        remains.cover(upright)
        if turn in EXIF_TRANSPOSE:
            upright = upright.transpose(EXIF_TRANSPOSE[turn])
        if factor < 1:
            size = max(1, round(width * factor)), max(1, round(height * factor))
            upright = upright.resize(size, Image.Resampling.BOX)
        return Picture(np.asarray(upright), width, height, EXIF_ROTATION.get(max(turn, turned_by), 0), warnings)


def orientation(image: Image.Image) -> int:
    """Give the orientation of a picture by its EXIF tag; 1, upright, where that is broken."""
    with suppress(*BROKEN):
        value = image.getexif().get(ORIENTATION_TAG)
        if value in EXIF_TRANSPOSE:
            return int(value)
    return 1


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn whatever Pillow raises on broken data into ImageUnreadable."""
    try:
        yield
    except BROKEN as error:
        raise ImageUnreadable("The picture is broken or incomplete. Take or export it again.") from error
