"""Pages of PDF documents, rendered by PDFium."""

import math
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw

from ocr.errors import ImageUnreadable
from ocr.image.picture import WORKING_PIXELS, Limits, Picture

POINTS_PER_INCH = 72
# Scanners' usual resolution: small print is 20 pixels high
RESOLUTION_DPI = 200
# Pictures stand in forms within forms; PDFium's own rendering goes no deeper
FORM_DEPTH = 15


def pages(data: bytes, limits: Limits) -> Iterator[Picture]:
    """Give the pages of a document, at 200 dpi or what a very large page leaves of it."""
    try:
        document = pypdfium2.PdfDocument(data)
        limits.check_pages(len(document))
        for page in document:
            check(page, limits)
    except pypdfium2.PdfiumError as error:
        raise unreadable(error) from error
    return (render(document, number) for number in range(len(document)))


def check(page: pypdfium2.PdfPage, limits: Limits) -> None:
    """Check the pictures on a page, which PDFium would decode whole."""
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=FORM_DEPTH):
        limits.check_pixels(*picture.get_px_size())
    page.close()


def render(document: pypdfium2.PdfDocument, number: int) -> Picture:
    """Render one page in RGB."""
    try:
        page = document[number]
        width, height = page.get_size()
        scale = RESOLUTION_DPI / POINTS_PER_INCH
        scale *= min(1.0, math.sqrt(WORKING_PIXELS / (width * height * scale**2)))
        # a copy, for the array is a view of a bitmap that goes with this call
        pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3].copy()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise unreadable(error) from error
    return Picture(pixels, pixels.shape[1], pixels.shape[0], 0)


def unreadable(error: pypdfium2.PdfiumError) -> ImageUnreadable:
    """Say what is wrong with the document."""
    if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
        return ImageUnreadable("The document is protected by a password. Send it without.")
    return ImageUnreadable("The document is broken or incomplete. Export it again.")
