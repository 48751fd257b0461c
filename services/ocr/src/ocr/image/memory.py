"""Memory that decoding a picture takes, from its header, before anything of it is decoded."""

import math

from PIL import Image

from ocr.image.kind import Kind
from ocr.image.picture import WORKING_PIXELS, Limits, reduction
from ocr.image.truncation import JPEG_END, JPEG_SCAN
from ocr.model import Need

# Bytes that Pillow keeps of a pixel: of one band as it is, of more always four
BYTES_OF_BAND = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2, "I;16N": 2}
BYTES_OF_BANDS = 4
# Bytes of a pixel of the page that comes out
BYTES_OF_PAGE = 3
# Bytes of a pixel that decoders hold beside the picture that they fill. Those of JPEG, PNG and TIFF go row by row.
# - WebP: libwebp's canvas, the one before it, and the frame as Python has it
# - HEIF: planes of colour, then all of it in RGB
DECODER_BYTES = {"JPEG": 0, "PNG": 0, "TIFF": 0, "WEBP": 11, "HEIF": 5}
# PDFium's page, and a copy in RGB; a picture on it as it was unpacked
BYTES_OF_RENDERED = 4 + BYTES_OF_PAGE
BYTES_OF_UNPACKED = 4
# What is taken whatever the size: tables, rows, strips of conversion
FIXED_BYTES = 12_000_000

# JPEG is decoded to a fraction of its sides
REDUCTIONS = (1, 2, 4, 8)
# More stand before the first scan of no camera's JPEG: an EXIF or a colour profile in pieces of 64 kB, a few tables
SEGMENTS = 1000
# The end of a JPEG stands so close to that of its file, if it has come
TAIL_BYTES = 1024
ROWS_PER_STRIP_TAG, TILE_WIDTH_TAG, TILE_LENGTH_TAG = 278, 322, 323
BITS_TAG, SAMPLES_TAG = 258, 277

Size = tuple[int, int]


def decoding_bytes(kind: Kind, size: Size, mode: str, *, factor: int = 1, copies: int = 1) -> int:
    """Return how many bytes decoding a picture holds at most, with the page that comes out, and without the file.

    `mode` is Pillow's; `factor` is what JPEG is reduced by as it is decoded, and `copies` how often it is decoded.
    """
    pixels = math.prod(size)
    decoded = pixels // factor**2
    page = min(decoded, WORKING_PIXELS) * BYTES_OF_PAGE
    # afterwards, the page may be turned
    picture = max(page, decoded * copies * BYTES_OF_BAND.get(mode, BYTES_OF_BANDS))
    return picture + page + pixels * DECODER_BYTES.get(kind, 0) + FIXED_BYTES


def rendering_bytes(width: int, height: int, largest: int) -> int:
    """Return how many bytes rendering a page of a PDF holds, on which the largest picture has so many pixels."""
    return width * height * BYTES_OF_RENDERED + largest * BYTES_OF_UNPACKED + FIXED_BYTES


def plan(image: Image.Image, data: bytes, kind: Kind, limits: Limits) -> tuple[Need, Size | None]:
    """Return what a picture that was opened needs, and the size to decode it in, None for its own. Raises ImageTooLarge."""
    width, height = image.size
    kept, copies = 0, 1
    factors: tuple[int, ...] = (1,)
    if kind == "JPEG":
        kept = coefficients(image, data)
        # what is cut off is decoded again without its last bytes
        copies = 2 if kept and JPEG_END not in data[-TAIL_BYTES:] else 1
        least = max((each for each in REDUCTIONS if width * height > WORKING_PIXELS * each**2), default=1)
        factors = tuple(each for each in REDUCTIONS if each >= least)
    elif kind == "TIFF":
        kept = block(image)
    for factor in factors:
        needed = kept + decoding_bytes(kind, image.size, image.mode, factor=factor, copies=copies)
        if needed <= limits.bytes:
            across, down = max(1, width // factor), max(1, height // factor)
            reduced = reduction(across, down)
            need = Need(needed, math.ceil(across * reduced), math.ceil(down * reduced))
            return need, (across, down) if factor > 1 else None
    raise limits.too_large(width, height, needed)


def coefficients(image: Image.Image, data: bytes) -> int:
    """Return the bytes of a JPEG's coefficients that its decoder keeps: of all, unless they come in one scan."""
    layers: list[tuple[int, int, int, int]] = image.layer  # type: ignore[attr-defined]
    scan = first_scan(data)
    # ITU-T T.81, B.2.3: how many components the scan has stands behind its marker and its length
    if scan and data[scan + 4 : scan + 5] == bytes([len(layers)]) and "progressive" not in image.info:
        return 0
    largest = max(across for _, across, _, _ in layers) * max(down for _, _, down, _ in layers)
    return 2 * image.width * image.height * sum(across * down for _, across, down, _ in layers) // largest


def first_scan(data: bytes) -> int:
    """Return where the header of a JPEG's first scan begins, 0 where none was found."""
    # behind the marker of its start: segments, each a marker and a length that counts itself
    at = 2
    for _ in range(SEGMENTS):
        if data[at : at + 1] != b"\xff" or len(data) < at + 4:
            break
        if data[at : at + 2] == JPEG_SCAN:
            return at
        # bytes of 255 may fill the space before a marker
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0


def block(image: Image.Image) -> int:
    """Return the bytes of a strip or tile of a TIFF, which is unpacked as a whole."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    width = int(tags.get(TILE_WIDTH_TAG, image.width))
    rows = min(int(tags.get(TILE_LENGTH_TAG, tags.get(ROWS_PER_STRIP_TAG, image.height))), image.height)
    bits: int = max(tags.get(BITS_TAG, (1,))) * int(tags.get(SAMPLES_TAG, 1))
    return width * rows * max(4, bits // 8)
