"""What decoding takes, told by the header of a picture before anything of it is decoded."""

from ocr.image.kind import Kind
from ocr.image.picture import WORKING_PIXELS

# Bytes that Pillow keeps of a pixel: of one band as it is, of more always four
BYTES_OF_BAND = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2, "I;16N": 2}
BYTES_OF_BANDS = 4
# Bytes of a pixel of the page that comes out
BYTES_OF_PAGE = 3

# Bytes of a pixel that decoders hold beside the picture that they fill. Those of JPEG, PNG and TIFF go row by row.
# - WebP: libwebp's canvas, the one before it, and the frame as Python has it
# - HEIF: planes of colour, then all of it in RGB
# - PDF: a picture on the page as it was unpacked, and its copy in the size of the page
DECODER_BYTES = {"JPEG": 0, "PNG": 0, "TIFF": 0, "WEBP": 16, "HEIF": 6, "PDF": 8}
# What is taken whatever the size: tables, rows, strips of conversion
FIXED_BYTES = 8_000_000


def decoding_bytes(kind: Kind, width: int, height: int, mode: str, *, factor: int = 1, kept: float = 0) -> int:
    """Return how many bytes decoding a picture takes at most, with the page that comes out, and without the file.

    `mode` is Pillow's; `factor` is what JPEG is reduced by as it is decoded; `kept` are the bytes of each pixel that the
    decoder keeps until the end: coefficients of a progressive JPEG, a strip or tile of a TIFF that holds all of it.
    """
    pixels = width * height
    decoded = pixels // factor**2 * BYTES_OF_BAND.get(mode, BYTES_OF_BANDS)
    page = min(pixels // factor**2, WORKING_PIXELS) * BYTES_OF_PAGE
    return decoded + page + round(pixels * (DECODER_BYTES[kind] + kept)) + FIXED_BYTES
