"""Pictures whose end is missing or broken, decoded as far as they go, as viewers do.

Pillow's own switch for this, LOAD_TRUNCATED_IMAGES, is one for the whole process and does not tell what is missing.
"""

import io
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops

from ocr.errors import ImageUnreadable
from ocr.image.kind import Kind
from ocr.image.picture import skipped
from ocr.model import Notice

# What Pillow and its decoders raise on broken data: OSError on opening, then what their parsing trips over
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    RuntimeError,
    # of a picture whose palette never came
    AssertionError,
    struct.error,
)

# Less is the head of a receipt at best: to send the whole file helps more than to guess at it
USEFUL_SHARE = 0.25
# What the JPEG decoder gives for what is missing, but for its rounding
GREY = 128
# What the last block or two are made of: without it, decoding stops just before
LAST_BYTES = 16

Size = tuple[int, int]
Box = tuple[int, int, int, int]

# Pictures are compared by squares of so many pixels
COMPARED_PX = 4
# and row by row, so many at once
COMPARED_ROWS = 64

JPEG_END = b"\xff\xd9"
# ITU-T T.81, B.2.3 and G.1.1: the header of a scan; and of that which brings the finest details, up to coefficient 63, of
# the first component (brightness, by the number 0 or 1; C of CMYK, R of RGB), not of those that make them more exact
JPEG_SCAN = b"\xff\xda"
JPEG_DETAILS = re.compile(rb"\xff\xda\0\x08\x01[\0\x01CR].[\x01-\x3f]\x3f[\0-\x0f]", re.DOTALL)

PAGES_MISSING = Notice(
    "truncated_file", "The file is broken or cut off: there may be more pages than were read. Send the whole file."
)


def opened(data: bytes, kind: Kind) -> Image.Image:
    """Open a picture, even one that is cut off."""
    # Pillow opens no WebP that is shorter than it says
    return Image.open(io.BytesIO(lengthened(data, kind) if kind == "WEBP" else data), formats=[kind])


@dataclass(frozen=True, slots=True)
class Remains:
    """The remains of a picture: the picture, the share that is there, and the box in pixels to paint over.

    `share` is None where nothing is missing.
    """

    image: Image.Image
    share: float | None = None
    missing: Box | None = None

    def cover(self, strip: Image.Image, top: int) -> None:
        """Paint over what is missing, in a strip of the picture in RGB, so that nothing is read there."""
        if self.missing:
            left, first, right, last = self.missing
            strip.paste((GREY, GREY, GREY), (left, max(0, first - top), right, max(0, last - top)))


def load(image: Image.Image, data: bytes, kind: Kind, draft: Size | None) -> Remains:
    """Decode a picture as far as it is there; `draft` is the size that is enough, None for all of it."""
    if kind == "HEIF" and len(data) < end_of_pictures(data) * USEFUL_SHARE:
        # a decoder may make do with the first tiles, and say nothing
        return Remains(image, share=0)
    if kind in ("WEBP", "HEIF") and lengthened(data, kind) is not data:
        return load_lengthened(data, kind, draft)
    with suppress(*BROKEN):
        return Remains(reduced(image, draft))
    if kind == "JPEG":
        # the pixels of the first go before it is decoded again; a progressive one is drawn only when its end has come
        image.close()
        image = opened(lengthened(data, kind), kind)
        with suppress(*BROKEN):
            reduced(image, draft)
            if "progressive" in image.info:
                return Remains(image, share_sharp(image, data, draft))
    # PNG, TIFF and JPEG are decoded into the picture row by row, and without a tile Pillow takes it for loaded
    image.tile = []  # type: ignore[attr-defined]
    if kind == "TIFF":
        # turns it by its tag, as it does with the whole one
        image.load_end()  # type: ignore[attr-defined]
    rows = rows_filled(image)
    return Remains(image, rows / image.height, (0, rows, image.width, image.height))


def share_sharp(image: Image.Image, data: bytes, draft: Size | None) -> float:
    """Return the share of a progressive JPEG, from the top, that its scan of details covers; the rest is a blur."""
    details = JPEG_DETAILS.search(data)
    if not details:
        return 0
    if data.find(JPEG_SCAN, details.end()) >= 0:
        return 1
    shorter = decoded(lengthened(data[:-LAST_BYTES], "JPEG"), "JPEG", draft)
    for top in range(0, image.height, COMPARED_ROWS):
        strip = (0, top, image.width, min(top + COMPARED_ROWS, image.height))
        if lacking := ImageChops.difference(image.crop(strip), shorter.crop(strip)).getbbox():
            return (top + lacking[1]) / image.height
    return 1


def load_lengthened(data: bytes, kind: Kind, draft: Size | None) -> Remains:
    """Decode a cut-off WebP or HEIF after padding it with zeros, and find the part of the picture that is missing.

    That part begins where the picture changes when the last bytes of the data are zeros, too.
    """
    longer = lengthened(data, kind)
    if len(longer) <= len(data):
        # only what stands behind the picture is missing
        return Remains(decoded(longer, kind, draft), share=1)
    # one after the other, for each may have all the pixels that are allowed
    shorter = decoded(lengthened(data[:-LAST_BYTES] + bytes(LAST_BYTES), kind), kind, draft).reduce(COMPARED_PX)
    image = decoded(longer, kind, draft)
    differing = ImageChops.difference(image.reduce(COMPARED_PX), shorter).getbbox(alpha_only=False)
    if not differing:
        return Remains(image, len(data) / len(longer))
    left, top, right, bottom = (side * COMPARED_PX for side in differing)
    # less than half the width is a tile, as phones make their HEIF of, and those beside it are there
    tile = right - left < image.width / 2
    missing = (left, top, right, bottom) if tile and kind == "HEIF" else (0, top, *image.size)
    return Remains(image, len(data) / len(longer), missing)


def reduced(image: Image.Image, draft: Size | None) -> Image.Image:
    """Decode a picture, to a smaller size if that is enough and cheap."""
    if draft:
        image.draft("RGB", draft)
    image.load()
    return image


def decoded(data: bytes, kind: Kind, draft: Size | None) -> Image.Image:
    """Open and decode a picture."""
    return reduced(Image.open(io.BytesIO(data), formats=[kind]), draft)


def lengthened(data: bytes, kind: Kind) -> bytes:
    """Append an end to a JPEG, zeros to a WebP or HEIF that is shorter than it says: they decode to no print."""
    if kind == "JPEG":
        return data + JPEG_END
    if kind == "WEBP" and 8 + int.from_bytes(data[4:8], "little") > len(data):
        end = end_of_chunk(data)
        # with no more chunks than have come
        return filled(data[:4] + struct.pack("<I", (end - 8) & 0xFFFFFFFF) + data[8:end], end)
    return filled(data, end_of_pictures(data)) if kind == "HEIF" else data


def filled(data: bytes, end: int) -> bytes:
    """Append zeros to `data` up to `end`, unless they would be most of it: any header may claim any length."""
    return data.ljust(end, b"\0") if end * USEFUL_SHARE <= len(data) else data


def end_of_chunk(data: bytes) -> int:
    """Return where the last chunk of a WebP ends (RFC 9649, 2.3), beyond the data perhaps."""
    end = 12
    while end + 8 <= len(data):
        (size,) = struct.unpack_from("<4xI", data, end)
        end += 8 + size + size % 2
    return end


def end_of_pictures(data: bytes) -> int:
    """Return where the last box of a HEIF with picture data ends (ISO/IEC 14496-12, 4.2), beyond the data perhaps."""
    start = end = 0
    while start + 16 <= len(data):
        size, kind, large_size = struct.unpack_from(">I4sQ", data, start)
        size = large_size if size == 1 else size
        if size < 8:
            break
        start += size
        if kind == b"mdat":
            end = start
    return end


def rows_filled(image: Image.Image) -> int:
    """Count the rows down to the last that a decoder has filled; the others are zero still, or grey."""
    for count in range(image.height, 0, -1):
        # row by row, for a copy of all of it would be large
        row = np.asarray(image.crop((0, count - 1, image.width, count)))
        low, high = row.min(), row.max()
        if not (low == high == 0 or GREY - 1 <= low <= high <= GREY + 1):
            return count
    return 0


def noticed(share: float, number: int) -> Iterator[Notice]:
    """Yield the notices that a page is broken or cut off. Raises ImageUnreadable if too little of the first page is there."""
    if number == 1 and share < USEFUL_SHARE:
        raise ImageUnreadable(
            f"The picture is broken or cut off: less than {USEFUL_SHARE:.0%} of it can be decoded. "
            "Send the whole file, or take or export it again."
        )
    extent = "all of it could be decoded, if less sharp" if share == 1 else f"about {share:.0%} of it could be decoded"
    yield Notice(
        "truncated_file",
        f"Page {number} is broken or cut off: {extent}. Check what was read against the paper, or send the whole file.",
        value=round(share, 2),
        limit=1,
    )
    if share < USEFUL_SHARE:
        yield skipped(number)
