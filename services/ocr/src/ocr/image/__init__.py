"""Decoding of files into upright RGB pages: JPEG, PNG, WebP, TIFF, HEIC and PDF, told apart by content."""

from collections.abc import Iterator

from ocr.errors import KindUnsupported
from ocr.image import child, raster
from ocr.image.kind import Kind, sniff
from ocr.image.picture import Before, Limits, Picture
from ocr.image.truncation import JPEG_SCAN

__all__ = ["Limits", "Picture", "decode", "start"]

# A progressive picture has about ten. For each the decoder goes through the whole picture, however little is in it.
MANY_SCANS = 20


def decode(data: bytes, limits: Limits, before: Before = lambda _: None) -> Iterator[Picture]:
    """Decode the pages of `data` one after the other; `before` is called before each with what that will hold, and may wait.

    The limits are checked before the first page is decoded. Raises KindUnsupported, ImageTooLarge and
    ImageUnreadable; the last also later, when a page turns out to be broken; and Overloaded.
    """
    kind = sniff(data)
    if kind is None:
        raise KindUnsupported("The file is not a JPEG, PNG, WebP, TIFF, HEIC or PDF. Send one of these.")
    pages = raster.pages if is_bounded(data, kind) else child.pages
    return pages(data, kind, limits, before)


def is_bounded(data: bytes, kind: Kind) -> bool:
    """Return whether the time and memory of decoding are bounded by the size of the picture."""
    return kind == "PNG" or (kind == "JPEG" and data.count(JPEG_SCAN) <= MANY_SCANS)


def start() -> None:
    """Start the process that decodes the other kinds, so that the first file need not wait for it."""
    child.SERVER.start()
