"""Pages of a TIFF, told apart from the thumbnails, masks and smaller copies beside them."""

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ocr.image.memory import plan
from ocr.image.picture import Before, Limits
from ocr.image.tones import as_page
from ocr.image.truncation import BROKEN, Remains

# TIFF 6.0, section 8: bits for a copy in reduced resolution and for a mask of another picture; and an older form
NEW_SUBFILE_TYPE_TAG = 254
COPY_OR_MASK = 0b101
SUBFILE_TYPE_TAG = 255
REDUCED_COPY = 2
# A page has a mask and a pyramid of copies beside it at most, each of half the size
PICTURES_PER_PAGE = 16

# Many programs mark nothing. A copy has two thirds of the sides at most, the same shape but for a rounded side, and
# shows the same. Measured on scans: copies correlate by 0.86 and more, receipts of one shop, laid down alike, by 0.76 at
# most; of a thumbnail so small that nobody could read it as a page, 0.5 is enough.
COPY_SHARE = 2 / 3
SHAPE_TOLERANCE = 0.1
LIKENESS = 0.8
COMPARED_SIDE = 320
THUMBNAIL_SIDE = 256
THUMBNAIL_LIKENESS = 0.5
# What varies over more pixels than this is paper and what it lies on, not print
PRINT_RADIUS = 2

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Contents:
    """The pictures that are pages, by their place in the file, and whether the file ends before its list of pictures."""

    pages: tuple[int, ...]
    cut_off: bool


def contents(data: bytes, limits: Limits, before: Before) -> Contents:
    """List what is in a TIFF, without what stands beside its pages. Raises ImageTooLarge."""
    image = Image.open(io.BytesIO(data), formats=["TIFF"])
    sizes: dict[int, Size] = {}
    marked: dict[int, Size] = {}
    cut_off = False
    for number in count():
        try:
            image.seek(number)
        except EOFError:
            break
        except BROKEN:
            if not sizes and not marked:
                raise
            cut_off = True
            break
        (marked if is_marked(image) else sizes)[number] = image.size
        limits.check_pages(max(len(sizes), number // PICTURES_PER_PAGE))
    # where all are marked, that means something else
    sizes = sizes or marked
    limits.check_pages(len(sizes))
    for size in sizes.values():
        limits.check_pixels(*size)
    for number in sizes:
        plan(picture(data, number), data, "TIFF", limits)
    copies = set(unmarked_copies(data, sizes, limits, before))
    return Contents(tuple(number for number in sizes if number not in copies), cut_off)


def picture(data: bytes, number: int) -> Image.Image:
    """Open one of the pictures."""
    image = Image.open(io.BytesIO(data), formats=["TIFF"])
    image.seek(number)
    return image


def is_marked(image: Image.Image) -> bool:
    """Return whether the tags of the current picture mark it as a reduced copy or a mask."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    return bool(tags.get(NEW_SUBFILE_TYPE_TAG, 0) & COPY_OR_MASK) or tags.get(SUBFILE_TYPE_TAG) == REDUCED_COPY


def unmarked_copies(data: bytes, sizes: dict[int, Size], limits: Limits, before: Before) -> Iterator[int]:
    """Yield the pictures that are a smaller copy of one beside them."""
    for neighbours in pairwise(sizes):
        small, large = sorted(neighbours, key=sizes.__getitem__)
        enough = THUMBNAIL_LIKENESS if max(sizes[small]) <= THUMBNAIL_SIDE else LIKENESS
        # what cannot be decoded is no copy of anything
        with suppress(*BROKEN):
            if is_reduced(sizes[small], sizes[large]):
                before(plan(picture(data, large), data, "TIFF", limits)[0])
                if likeness(data, small, large, sizes[small]) > enough:
                    yield small


def is_reduced(small: Size, large: Size) -> bool:
    """Return whether the one can be a smaller copy of the other."""
    across, down = (one / other for one, other in zip(small, large, strict=True))
    return max(across, down) <= COPY_SHARE and abs(across / down - 1) <= SHAPE_TOLERANCE


def likeness(data: bytes, small: int, large: int, size: Size) -> float:
    """Correlate the print of two pictures, both in the size of the small one: 1 if they show the same, 0 if not."""
    compared = min(size[0], COMPARED_SIDE), min(size[1], COMPARED_SIDE)
    # one after the other, for each may have all the pixels that are allowed
    one, other = (print_of(reduced(picture(data, number), compared)) for number in (small, large))
    spread = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / spread if spread else 0.0


def reduced(image: Image.Image, size: Size) -> Image.Image:
    """Decode a picture in grey, in a smaller size."""
    return Image.fromarray(as_page(Remains(image), size)).convert("L")


def print_of(grey: Image.Image) -> NDArray[np.float32]:
    """Return the difference of each pixel from its blurred surroundings, in one row."""
    blurred = grey.filter(ImageFilter.BoxBlur(PRINT_RADIUS))
    return (np.asarray(grey, np.float32) - np.asarray(blurred, np.float32)).ravel()
