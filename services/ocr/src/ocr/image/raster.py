"""Pages of pictures: JPEG, PNG, WebP, TIFF and HEIF, decoded by Pillow."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

import numpy as np
from PIL import Image

from ocr.errors import ImageUnreadable
from ocr.image import tiff, truncation
from ocr.image.kind import Kind
from ocr.image.memory import plan
from ocr.image.picture import Before, Limits, Picture, reduction
from ocr.image.tones import View, as_page
from ocr.image.truncation import BROKEN

# Pillow's own limit is a warning up to twice its value; ours is checked in `pages`, for every page
Image.MAX_IMAGE_PIXELS = None

ORIENTATION_TAG = 0x0112
# Clockwise degrees that bring a picture of this EXIF orientation upright; 2, 4, 5 and 7 are mirrored as well
EXIF_ROTATION = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
# What undoes that
EXIF_AS_IT_LAY: Mapping[int, View] = {
    2: lambda page: page[:, ::-1],
    3: lambda page: page[::-1, ::-1],
    4: lambda page: page[::-1],
    5: lambda page: page.swapaxes(0, 1),
    6: np.rot90,
    7: lambda page: np.rot90(page.swapaxes(0, 1), 2),
    8: lambda page: np.rot90(page, -1),
}


def pages(data: bytes, kind: Kind, limits: Limits, before: Before) -> Iterator[Picture]:
    """Return the pages of a picture of `kind`, upright by their EXIF orientation, opaque, and as far as they are there."""
    with refusing_broken():
        # Only TIFF has pages: the frames of an animation, or the second picture of a stereo pair, are no receipts
        if kind == "TIFF":
            return pages_of_tiff(data, tiff.contents(data, limits, before), limits, before)
        image = truncation.opened(data, kind)
        limits.check_pixels(*image.size)
        plan(image, data, kind, limits)
    # opened again, or what is decoded would be held here while the page is read
    return (page(truncation.opened(data, kind), data, kind, limits, before) for _ in range(1))


def pages_of_tiff(data: bytes, contents: tiff.Contents, limits: Limits, before: Before) -> Iterator[Picture]:
    """Return the pages of a TIFF. One that is missing is refused only if it is the first: it counts, and is grey."""

    def decoded(count: int, number: int) -> Picture:
        with refusing_broken():
            # again, for Pillow decodes a picture over what it has of the one before
            picture = page(tiff.picture(data, number), data, "TIFF", limits, before, number=count)
        cut_off = contents.cut_off and count == len(contents.pages)
        return replace(picture, warnings=(*picture.warnings, truncation.PAGES_MISSING)) if cut_off else picture

    # whose pages are whoever's who takes them: none is kept while the next one is decoded
    return (decoded(count, number) for count, number in enumerate(contents.pages, 1))


def page(  # noqa: PLR0913 - a page of what, and under which conditions
    image: Image.Image, data: bytes, kind: Kind, limits: Limits, before: Before, *, number: int = 1
) -> Picture:
    """Decode one page, as far as it is there."""
    with refusing_broken():
        width, height = image.size
        factor = reduction(width, height)
        need, draft = plan(image, data, kind, limits)
        before(need)
        # a TIFF is turned as it is decoded, and its size is the one after that; of a PNG the tag may stand at the end
        turned_by = orientation(image) if kind == "TIFF" else 1
        remains = truncation.load(image, data, kind, draft)
        turn = orientation(remains.image)
        warnings = () if remains.share is None else tuple(truncation.noticed(remains.share, number))
        size = (max(1, round(width * factor)), max(1, round(height * factor))) if factor < 1 else None
        pixels = as_page(remains, size, EXIF_AS_IT_LAY.get(turn, lambda page: page))
        if turn >= 5:
            width, height = height, width
        return Picture(pixels, width, height, EXIF_ROTATION.get(max(turn, turned_by), 0), warnings)


def orientation(image: Image.Image) -> int:
    """Return the orientation of a picture by its EXIF tag; 1, upright, where that is broken."""
    with suppress(*BROKEN):
        value = image.getexif().get(ORIENTATION_TAG)
        if value is not None and value in EXIF_AS_IT_LAY:
            return int(value)
    return 1


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn whatever Pillow raises on broken data into ImageUnreadable."""
    try:
        yield
    except BROKEN as error:
        raise ImageUnreadable("The picture is broken or incomplete. Take or export it again.") from error
