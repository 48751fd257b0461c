"""Bytes in, upright RGB pages out: JPEG, PNG, WebP, TIFF, HEIC and PDF, told apart by content."""

from collections.abc import Iterator

from ocr.errors import KindUnsupported
from ocr.image import pdf, raster
from ocr.image.kind import sniff
from ocr.image.picture import Before, Limits, Picture

__all__ = ["Limits", "Picture", "decode"]


def decode(data: bytes, limits: Limits, before: Before = lambda _: None) -> Iterator[Picture]:
    """Decode the pages of `data` one after the other; `before` each it is told what that will hold, and may wait.

    The limits are checked before the first page is decoded. Raises KindUnsupported, ImageTooLarge and
    ImageUnreadable; the last also later, when a page turns out to be broken.
    """
    kind = sniff(data)
    if kind is None:
        raise KindUnsupported("The file is none of JPEG, PNG, WebP, TIFF, HEIC and PDF. Send one of these.")
    return pdf.pages(data, limits, before) if kind == "PDF" else raster.pages(data, kind, limits, before)
