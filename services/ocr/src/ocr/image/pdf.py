"""Pages of PDF documents, with the content of their forms, rendered by PDFium."""

import logging
import math
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ocr.errors import ImageUnreadable
from ocr.image.memory import rendering_bytes
from ocr.image.picture import Before, Limits, Picture, reduction, skipped
from ocr.image.truncation import GREY
from ocr.model import Need, Notice

POINTS_PER_INCH = 72
# Scanners' usual resolution: small print is 20 pixels high
RESOLUTION_DPI = 200
# Pictures stand in forms within forms; PDFium's own rendering goes no deeper
FORM_DEPTH = 15
# A picture in JPEG 2000 is unpacked in 32 bits for each of its colours, and more than once: 12 million pixels of four took 290 MB
JPEG_2000_WEIGHT = 6
# A page that cannot be drawn is a square of this, in which nothing is found
GREY_PX = 64
MISSING = Need(rendering_bytes(GREY_PX, GREY_PX, 0), GREY_PX, GREY_PX)

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
    """Return the pages of a document, at 200 dpi or what a very large page leaves of it."""
    with refusing_broken():
        document = opened(data)
        limits.check_pages(len(document))
        return rendered(data, document, whole_pages(document, limits), before)


def rendered(
    data: bytes, document: pypdfium2.PdfDocument, whole: Sequence[Need | None], before: Before
) -> Iterator[Picture]:
    """Render the pages of a document one after the other; one that cannot be loaded becomes a grey page.

    PDFium reads `data` until the last page is rendered.
    """
    warnings = tuple(warned(data, document))
    for number, need in enumerate(whole):
        before(need or MISSING)
        # not in a variable, which would keep it while the next one is rendered
        yield drawn(document, number, need, () if number else warnings)
    del data


def drawn(document: pypdfium2.PdfDocument, number: int, need: Need | None, warnings: tuple[Notice, ...]) -> Picture:
    """Render a page, or return a grey one where it cannot be loaded, with the document's warnings added."""
    with refusing_broken():
        picture = render(document, number) if need else missing(number)
    return replace(picture, warnings=picture.warnings + warnings)


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a document, so that its forms are drawn. Raises ImageUnreadable."""
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ImageUnreadable("The document is protected by a password. Send it without one.")
        raise ImageUnreadable(BROKEN)
    document = pypdfium2.PdfDocument(handle)
    if not len(document):
        raise ImageUnreadable("The document has no pages. Export it again.")
    # before any page is loaded. No script is run: the library is built without an interpreter.
    document.init_forms()
    return document


def warned(data: bytes, document: pypdfium2.PdfDocument) -> Iterator[Notice]:
    """Yield the notices about a document."""
    # ISO 32000-1, 7.5.5: nothing of the file comes after its last end
    if b" obj" in data[data.rfind(b"%%EOF") + 1 :]:
        yield CUT_OFF
    if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
        yield DYNAMIC_FORM


def whole_pages(document: pypdfium2.PdfDocument, limits: Limits) -> list[Need | None]:
    """Return the memory that each page needs, None for one that can't be loaded.

    Raises ImageTooLarge, and ImageUnreadable where no page can be loaded.
    """
    whole: list[Need | None] = [None] * len(document)
    for number in range(len(document)):
        with suppress(pypdfium2.PdfiumError):
            whole[number] = check(document[number], limits)
    if not any(whole):
        raise ImageUnreadable(BROKEN)
    return whole


def missing(number: int) -> Picture:
    """Return the grey picture, with its notice, that stands for a page that cannot be drawn."""
    return Picture(np.full((GREY_PX, GREY_PX, 3), GREY, np.uint8), GREY_PX, GREY_PX, warnings=(skipped(number + 1),))


def check(page: pypdfium2.PdfPage, limits: Limits) -> Need:
    """Check the pictures on a page and in its annotations, which PDFium would decode whole; return what the page needs."""
    # PDFium keeps all pictures of a page until it is rendered, each once; one that there is no memory for it leaves out
    unpacked = sum(dict(pictures(page, limits)).values())
    width, height = size_of(page)
    needed = rendering_bytes(width, height, unpacked)
    page.close()
    if needed > limits.bytes:
        raise limits.too_large(width, height, needed)
    return Need(needed, width, height)


def pictures(page: pypdfium2.PdfPage, limits: Limits) -> Iterator[tuple[object, int]]:
    """Yield an identity and the weighted number of pixels of each picture on a page and in its annotations.

    The identity is the picture's size with a checksum of its data; pixels of JPEG 2000 count JPEG_2000_WEIGHT times.

    Raises ImageTooLarge.
    """

    def checked(picture: pypdfium2.PdfObject) -> tuple[object, int]:
        width, height = picture.get_px_size()
        limits.check_pixels(width, height)
        weight = JPEG_2000_WEIGHT if "JPXDecode" in picture.get_filters() else 1
        return (width, height, zlib.crc32(picture.get_data())), width * height * weight

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
    """Return how many pixels a point becomes. Raises PdfiumError if the page has no size."""
    width, height = page.get_size()
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise pypdfium2.PdfiumError("the page has no size")
    resolution: float = RESOLUTION_DPI / POINTS_PER_INCH
    return resolution * reduction(width * resolution, height * resolution)


def size_of(page: pypdfium2.PdfPage) -> tuple[int, int]:
    """Return the size in pixels that a page is rendered in."""
    width, height = (math.ceil(side * scale_of(page)) for side in page.get_size())
    return width, height


def render(document: pypdfium2.PdfDocument, number: int) -> Picture:
    """Render one page in RGB."""
    page = document[number]
    pixels = page.render(scale=scale_of(page), rev_byteorder=True, limit_image_cache=True).to_numpy()[:, :, :3]
    page.close()
    return Picture(pixels, pixels.shape[1], pixels.shape[0])


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn the errors of PDFium into ImageUnreadable."""
    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise ImageUnreadable(BROKEN) from error
