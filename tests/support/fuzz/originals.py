"""Small real files of every kind that is read: what the hostile ones are made from."""

import io
from collections.abc import Sequence
from functools import cache
from threading import Lock

from PIL import Image, ImageSequence

from ocr.image.kind import Kind
from tests.support import heic, pdf
from tests.support.fuzz import tiff_writer
from tests.support.lying import roll
from tests.support.print import encoded

# Six lines: what is read of a file is to cost little beside what is wrong with it
ITEMS = 2
# Room for lies in it
EXIF_BYTES = 1024
# Pillow notes on a picture how it is being saved
LOCK = Lock()


def originals(kind: Kind) -> Sequence[bytes]:
    """Return the files of a kind."""
    with LOCK:
        return made(kind)


@cache
def made(kind: Kind) -> Sequence[bytes]:
    """Create the files of a kind."""
    return {"JPEG": jpegs, "PNG": pngs, "WEBP": webps, "TIFF": tiffs, "HEIF": heifs, "PDF": pdfs}[kind]()


@cache
def picture() -> Image.Image:
    """Print a short receipt."""
    return Image.fromarray(roll(ITEMS)[0])


def exif() -> bytes:
    """Write the EXIF of a picture that lies on its side, with a long description."""
    tags = Image.Exif()
    tags[0x0112] = 6
    tags[0x010E] = "x" * EXIF_BYTES
    return tags.tobytes()


def jpegs() -> Sequence[bytes]:
    """Write JPEGs."""
    return (
        encoded(picture(), "JPEG", quality=85),
        encoded(picture(), "JPEG", quality=85, progressive=True),
        encoded(picture(), "JPEG", quality=85, exif=exif()),
        encoded(picture().convert("L"), "JPEG", quality=60),
        encoded(picture().convert("CMYK"), "JPEG", quality=60),
    )


def pngs() -> Sequence[bytes]:
    """Write PNGs."""
    return (
        encoded(picture()),
        encoded(picture().quantize(16)),
        encoded(picture().convert("LA"), exif=exif()),
        encoded(picture().convert("1")),
        encoded(picture().convert("I;16")),
    )


def webps() -> Sequence[bytes]:
    """Write WebPs; the last one moves."""
    frames = [picture().rotate(degrees) for degrees in (0, 90, 180)]
    return (
        encoded(picture(), "WEBP", quality=80),
        encoded(picture(), "WEBP", lossless=True),
        encoded(picture().convert("RGBA"), "WEBP", quality=80, exif=exif()),
        encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100),
    )


def tiffs() -> Sequence[bytes]:
    """Write TIFFs: in strips of every usual compression, in tiles, and of several pages."""
    pages = [picture(), picture().rotate(180)]
    many = io.BytesIO()
    pages[0].save(many, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate")
    return (
        encoded(picture().convert("L"), "TIFF"),
        encoded(picture(), "TIFF", compression="tiff_lzw"),
        encoded(picture(), "TIFF", compression="jpeg"),
        encoded(picture().convert("1"), "TIFF", compression="group4"),
        encoded(picture().convert("L"), "TIFF", compression="packbits"),
        many.getvalue(),
        tiff_writer.tiled(picture().convert("L")),
    )


def heifs() -> Sequence[bytes]:
    """Write HEICs: of one picture, of one that lies on its side, and of tiles."""
    tiles = picture().resize((3 * heic.TILE_PX, 2 * heic.TILE_PX))
    return (encoded(picture(), "HEIF"), encoded(picture(), "HEIF", exif=exif()), heic.grid(tiles))


def pdfs() -> Sequence[bytes]:
    """Write PDFs: of text, of a scan, of three pages, of a filled-in form, and as Pillow does."""
    text = "BT /Helv 20 Tf 20 300 Td (SARI-SARI STORE) Tj 0 -40 Td (TOTAL 1,234.50) Tj ET"
    scans = [frame.copy() for frame in ImageSequence.Iterator(picture())]
    return (
        pdf.page(content=text),
        encoded(scans[0], "PDF"),
        pdf.pages("TOTAL 1,234.50", broken=9),
        pdf.page(
            pdf.annotation("Widget", "/FT/Tx/T(a)/V(99.00)/AP<</N 5 0 R>>"),
            form="",
            others=[pdf.appearance("99.00")],
            content=text,
        ),
    )
