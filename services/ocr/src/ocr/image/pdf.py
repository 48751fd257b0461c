"""Pages of PDF documents, with what was filled into their forms, rendered by PDFium."""

import logging
import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ocr.errors import ImageUnreadable
from ocr.image.memory import rendering_bytes
from ocr.image.picture import WORKING_PIXELS, Before, Limits, Picture, skipped
from ocr.image.truncation import GREY
from ocr.model import Need, Notice

POINTS_PER_INCH = 72
# Scanners' usual resolution: small print is 20 pixels high
RESOLUTION_DPI = 200
# A page of nothing but length is no longer than this, whatever its area
LONGEST_SIDE_PX = 65_500
# Pictures stand in forms within forms; PDFium's own rendering goes no deeper
FORM_DEPTH = 15
# A page that cannot be drawn is a square of this, in which nothing is found
GREY_PX = 64
MISSING = Need(rendering_bytes(GREY_PX, GREY_PX, 0), GREY_PX, GREY_PX)

# PDFium is made for one thread at a time. It may come again: garbage is collected, and documents closed, at any moment.
LIBRARY = threading.RLock()

# It advises operators to install a build that draws XFA and runs scripts
logging.getLogger("pypdfium2").setLevel(logging.ERROR)

BROKEN = "The document is broken or incomplete. Export it again."
CUT_OFF = Notice(
    "truncated_file",
    "The end of the document is missing, and pages or parts of them with it. "
    "Check what was read against the paper, or send the whole file.",
)
DYNAMIC_FORM = Notice(
    "form_not_drawn",
    "The document is a form that only the program it was made for can draw (XFA): what was filled in was not read. "
    "Print it to PDF and send that.",
)


def pages(data: bytes, limits: Limits, before: Before) -> Iterator[Picture]:
    """Give the pages of a document, at 200 dpi or what a very large page leaves of it."""
    with LIBRARY, refusing_broken():
        document = opened(data)
        try:
            limits.check_pages(len(document))
            whole = whole_pages(document, limits)
        except BaseException:
            document.close()
            raise
        warnings = tuple(warned(data, document))
    return rendered(data, document, whole, warnings, before)


def rendered(
    data: bytes,
    document: pypdfium2.PdfDocument,
    whole: Sequence[Need | None],
    warnings: tuple[Notice, ...],
    before: Before,
) -> Iterator[Picture]:
    """Render the pages of a document, then close it; PDFium reads from `data` until then.

    A page that is not whole counts, and is grey.
    """
    try:
        for number, need in enumerate(whole):
            # not while the library is held, which the page that is waited for may need
            before(need or MISSING)
            # not in a variable, which would keep it while it is read
            yield drawn(document, number, need, () if number else warnings)
    finally:
        with LIBRARY:
            document.close()
        del data


def drawn(document: pypdfium2.PdfDocument, number: int, need: Need | None, warnings: tuple[Notice, ...]) -> Picture:
    """Render a page, or what stands for it, with warnings of the document."""
    with LIBRARY, refusing_broken():
        picture = render(document, number) if need else missing(number)
    return replace(picture, warnings=picture.warnings + warnings)


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a document, so that its forms are drawn. Raises ImageUnreadable."""
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        # only now: PDFium keeps the error of an earlier document otherwise
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ImageUnreadable("The document is protected by a password. Send it without.")
        raise ImageUnreadable(BROKEN)
    document = pypdfium2.PdfDocument(handle)
    if not len(document):
        document.close()
        raise ImageUnreadable("The document has no pages. Export it again.")
    # before any page is loaded. No script is run: the library is built without an interpreter.
    document.init_forms()
    return document


def warned(data: bytes, document: pypdfium2.PdfDocument) -> Iterator[Notice]:
    """Give what is to be known of a document."""
    # ISO 32000-1, 7.5.5: nothing of the file comes after its last end
    if b" obj" in data[data.rfind(b"%%EOF") + 1 :]:
        yield CUT_OFF
    if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
        yield DYNAMIC_FORM


def whole_pages(document: pypdfium2.PdfDocument, limits: Limits) -> list[Need | None]:
    """Tell what each page needs, None if it can't be loaded. Raises ImageTooLarge, and ImageUnreadable where none can be."""
    whole: list[Need | None] = [None] * len(document)
    for number in range(len(document)):
        with suppress(pypdfium2.PdfiumError):
            whole[number] = check(document[number], limits)
    if not any(whole):
        raise ImageUnreadable(BROKEN)
    return whole


def missing(number: int) -> Picture:
    """Give what stands for a page that cannot be drawn."""
    return Picture(np.full((GREY_PX, GREY_PX, 3), GREY, np.uint8), GREY_PX, GREY_PX, warnings=(skipped(number + 1),))


def check(page: pypdfium2.PdfPage, limits: Limits) -> Need:
    """Check the pictures on a page and in its annotations, which PDFium would decode whole; give what the page needs."""
    largest = max(map(math.prod, pictures(page, limits)), default=0)
    width, height = size_of(page)
    needed = rendering_bytes(width, height, largest)
    page.close()
    if needed > limits.bytes:
        raise limits.too_large(width, height, needed)
    return Need(needed, width, height)


def pictures(page: pypdfium2.PdfPage, limits: Limits) -> Iterator[tuple[int, int]]:
    """Give the sizes of the pictures on a page and in its annotations. Raises ImageTooLarge."""

    def checked(picture: pypdfium2.PdfObject) -> tuple[int, int]:
        limits.check_pixels(*picture.get_px_size())
        size: tuple[int, int] = picture.get_px_size()
        return size

    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE]
    yield from map(checked, page.get_objects(filter=kinds, max_depth=FORM_DEPTH))
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        for number in range(pdfium.FPDFAnnot_GetObjectCount(annotation)):
            part = pypdfium2.PdfObject(pdfium.FPDFAnnot_GetObject(annotation, number), page=page, pdf=page.pdf)
            if part.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                yield checked(part)
            elif part.type == pdfium.FPDF_PAGEOBJ_FORM:
                yield from map(checked, page.get_objects(filter=kinds, max_depth=FORM_DEPTH, form=part, level=1))
        pdfium.FPDFPage_CloseAnnot(annotation)


def scale_of(page: pypdfium2.PdfPage) -> float:
    """Give how many pixels a point becomes."""
    width, height = page.get_size()
    resolution = RESOLUTION_DPI / POINTS_PER_INCH
    return float(min(resolution, math.sqrt(WORKING_PIXELS / (width * height)), LONGEST_SIDE_PX / max(width, height)))


def size_of(page: pypdfium2.PdfPage) -> tuple[int, int]:
    """Give the size in pixels that a page is rendered in."""
    width, height = (math.ceil(side * scale_of(page)) for side in page.get_size())
    return width, height


def render(document: pypdfium2.PdfDocument, number: int) -> Picture:
    """Render one page in RGB."""
    page = document[number]
    # a copy, for the array is a view of a bitmap that goes with this call
    pixels = page.render(scale=scale_of(page), rev_byteorder=True).to_numpy()[:, :, :3].copy()
    page.close()
    return Picture(pixels, pixels.shape[1], pixels.shape[0])


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn the errors of PDFium into ImageUnreadable."""
    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise ImageUnreadable(BROKEN) from error
