"""Checks of an uploaded file: its kind, its checksum, whether it is accepted; and its preview."""

import hashlib
import io

from PIL import Image, ImageOps

from .words import _lt, filled

# The OCR service takes requests of 10 MiB; some of it is the form around the file.
LIMIT_BYTES = 10 * 1024 * 1024 - 16 * 1024
PREVIEW_PX = 1600
# As the OCR service: beyond it, a page is no photo of a receipt.
LIMIT_PIXELS = 50_000_000
ORIENTATION_TAG = 0x0112
# Clockwise degrees that bring a picture of this EXIF orientation upright.
EXIF_ROTATION = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
# Pillow's names are counterclockwise.
TURN = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
# Brands of ISO/IEC 23008-12 whose pictures HEVC codes, and of any still picture.
HEIC_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"])
HEIF_BRANDS = frozenset([b"mif1", b"msf1"])
# Other bytes may precede it (ISO 32000-1, annex H).
PDF_HEADER_WITHIN_BYTES = 1024

EMPTY = _lt("The file is empty. Take the picture again and send that.")
TOO_LARGE = _lt("The file has %(size)s MB, more than 10 MB. Send a smaller picture.")
NOT_A_PICTURE = _lt(
    "The file is not a picture that can be read. "
    "Send JPEG, PNG, WebP, TIFF, HEIC or PDF."
)


class PictureRefused(Exception):
    """The file is not accepted; `status` is HTTP's."""

    def __init__(
        self, status: int, template: str, values: dict[str, object] | None = None
    ) -> None:
        self.status = status
        self.template = template
        self.values = values or {}
        super().__init__(filled(template, self.values))


def sniff(content: bytes) -> str | None:
    """Return the media type by content; None for a kind that the service cannot read."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "image/tiff"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        return "image/heif"
    if b"%PDF-" in content[:PDF_HEADER_WITHIN_BYTES]:
        return "application/pdf"
    return None


def check(content: bytes) -> str:
    """Return the media type of an acceptable file; raise PictureRefused for others."""
    if not content:
        raise PictureRefused(400, EMPTY)
    if len(content) > LIMIT_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f}"
        raise PictureRefused(413, TOO_LARGE, {"size": size})
    mimetype = sniff(content)
    if mimetype is None:
        raise PictureRefused(415, NOT_A_PICTURE)
    return mimetype


def sha256(content: bytes) -> str:
    """Return the checksum by which the same file is recognised."""
    return hashlib.sha256(content).hexdigest()


def preview(content: bytes, rotation: int | None = None) -> bytes | None:
    """Draw the first page upright, as JPEG; None for PDF, HEIC and what is broken.

    `rotation` is the answer's, from the file's pixels, EXIF included: boxes fit then,
    scaled. Without it the page is upright as far as EXIF tells.
    """
    if sniff(content) in (None, "application/pdf", "image/heic", "image/heif"):
        return None
    try:
        image: Image.Image = Image.open(io.BytesIO(content))
        if image.width * image.height > LIMIT_PIXELS:
            return None
        # Before it is loaded: Pillow turns a TIFF then, and newer ones forget the tag.
        turned = EXIF_ROTATION.get(image.getexif().get(ORIENTATION_TAG, 1), 0)
        # A JPEG is decoded to a fraction; it is never below this size.
        image.draft("RGB", (PREVIEW_PX, PREVIEW_PX))
        image.load()
        if image.format != "TIFF":
            image = ImageOps.exif_transpose(image)
        upright = on_white(image)
        upright.thumbnail((PREVIEW_PX, PREVIEW_PX))
        if rotation is not None and (rotation - turned) % 360 in TURN:
            upright = upright.transpose(TURN[(rotation - turned) % 360])
        buffer = io.BytesIO()
        upright.save(buffer, "JPEG", quality=85)
    # Pillow raises many kinds on broken data; a preview is not worth a lost picture.
    except Exception:  # noqa: BLE001
        return None
    return buffer.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """Return a transparent picture on white, the colour of paper."""
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")
