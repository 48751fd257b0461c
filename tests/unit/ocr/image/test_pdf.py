import io

import pypdfium2
import pytest
from PIL import Image

from ocr.errors import ImageTooLarge, ImageUnreadable
from ocr.image import Limits, decode
from ocr.image.picture import WORKING_PIXELS

LIMITS = Limits(pixels=50_000_000, pages=3)
INCH = 72

# A blank page, encrypted (RC4, 40 bits) with keys that no password matches
ENCRYPTED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>
%%%%EOF
""" % (b"1f" * 32, b"e1" * 32)


def document(*sizes: tuple[float, float]) -> bytes:
    """Make a PDF of blank pages, sizes in points."""
    pdf, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    for width, height in sizes:
        pdf.new_page(width, height)
    pdf.save(buffer)
    return buffer.getvalue()


def test_renders_each_page_at_200_dpi() -> None:
    pages = list(decode(document((3 * INCH, 5 * INCH), (4 * INCH, 2 * INCH)), LIMITS))

    assert [(page.width, page.height) for page in pages] == [(600, 1000), (800, 400)]
    assert pages[0].pixels.shape == (1000, 600, 3)
    assert pages[0].pixels.min() == 255


def test_shows_the_picture_of_a_scan_in_its_colours() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 10, 30)).save(buffer, "PDF", resolution=100)
    (page,) = decode(buffer.getvalue(), LIMITS)

    red, green, blue = page.pixels[200, 300].tolist()
    assert (red > 190, green < 20, blue < 40) == (True, True, True)


def test_renders_a_huge_page_smaller() -> None:
    (page,) = decode(document((14_000, 14_000)), LIMITS)

    assert page.width * page.height <= WORKING_PIXELS * 1.01


def test_refuses_a_page_too_many() -> None:
    with pytest.raises(ImageTooLarge, match="more than 3 pages"):
        decode(document(*[(100, 100)] * 4), LIMITS)


def test_refuses_a_picture_over_the_limit_on_a_small_page() -> None:
    buffer = io.BytesIO()
    Image.new("1", (4000, 4000)).save(buffer, "PDF")

    with pytest.raises(ImageTooLarge, match="4000 x 4000"):
        decode(buffer.getvalue(), Limits(pixels=10_000_000, pages=3))


def test_refuses_a_broken_document() -> None:
    with pytest.raises(ImageUnreadable, match="broken"):
        decode(b"%PDF-1.7\n" + b"x" * 2000, LIMITS)


def test_says_that_a_password_is_in_the_way() -> None:
    with pytest.raises(ImageUnreadable, match="password"):
        decode(ENCRYPTED, LIMITS)
