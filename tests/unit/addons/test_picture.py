"""Pictures that are taken or refused, and their previews."""

import hashlib
import io
from typing import Any

import pytest
from PIL import Image

from addons.ip_expense_mvp.gateway import picture
from addons.ip_expense_mvp.gateway.ocr_client import OcrClient
from addons.ip_expense_mvp.gateway.picture import PictureRefused, check, preview, sha256, sniff
from ocr.image import kind
from tests.support.receipts import Receipt

# What a camera does that is held so: the raw picture of an upright one.
HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
CLOCKWISE = {0: None, 90: HELD[6], 180: HELD[3], 270: HELD[8]}
KINDS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
}


def marked() -> Image.Image:
    """Draw a page, blue, with a red corner at the top left."""
    page = Image.new("RGB", (600, 800), "blue")
    page.paste("red", (0, 0, 200, 200))
    return page


def encoded(image: Image.Image, form: str = "JPEG", **save: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **save)
    return buffer.getvalue()


def turned(image: Image.Image, by: Image.Transpose | None) -> Image.Image:
    return image if by is None else image.transpose(by)


def with_orientation(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[picture.ORIENTATION_TAG] = value
    return exif


def seen(drawn: bytes | None) -> Image.Image:
    assert drawn is not None
    image = Image.open(io.BytesIO(drawn))
    assert image.format == "JPEG"
    return image


def is_upright(image: Image.Image) -> bool:
    pixels = image.convert("RGB").resize((6, 8))
    red, blue = (255, 0, 0), (0, 0, 255)
    near = [pixels.getpixel(at) for at in ((0, 0), (5, 0), (0, 7), (5, 7))]
    wanted = [red, blue, blue, blue]
    return all(
        isinstance(found, tuple) and max(abs(a - b) for a, b in zip(found, want, strict=True)) < 40
        for found, want in zip(near, wanted, strict=True)
    )


# kinds and limits


@pytest.mark.parametrize("form", KINDS)
def test_tells_a_picture_by_its_content(form: str) -> None:
    assert sniff(encoded(marked(), form)) == check(encoded(marked(), form)) == KINDS[form]


@pytest.mark.parametrize(
    ("start", "mimetype"),
    [
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypmif1", "image/heif"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\n" * 1000 + b"%PDF-1.7", "application/pdf"),
        (b"MM\0*", "image/tiff"),
        (b"\0\0\0\x18ftypavif", None),
        (b"\0\0\0\x18ftypmp42", None),
        (b"GIF89a", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_tells_the_kinds_that_the_service_tells(start: bytes, mimetype: str | None) -> None:
    content = start + b" and more"
    assert sniff(content) == mimetype
    assert (kind.sniff(content) is None) == (mimetype is None)


@pytest.mark.parametrize(
    ("content", "status", "says"),
    [
        (b"", 400, "Take the picture again"),
        (b"\xff\xd8\xff" + b"x" * picture.LIMIT_BYTES, 413, "has 10.0 MB, more than 10 MB"),
        (b"a text", 415, "Send JPEG, PNG"),
    ],
)
def test_refuses_what_the_service_would(content: bytes, status: int, says: str) -> None:
    with pytest.raises(PictureRefused, match=says) as caught:
        check(content)
    assert caught.value.status == status
    assert (caught.value.template % caught.value.values if caught.value.values else caught.value.template) == str(
        caught.value
    )


@pytest.mark.slow
def test_the_largest_that_is_taken_is_taken_by_the_service(ocr_url: str) -> None:
    content = encoded(marked(), "PNG")
    content += b"\0" * (picture.LIMIT_BYTES - len(content))
    check(content)
    name = "x" * 4000 + ".png"
    assert OcrClient(ocr_url, timeout=60.0).read(content, name)["lines"] == []


def test_the_sum_is_that_of_the_bytes() -> None:
    assert sha256(b"picture") == hashlib.sha256(b"picture").hexdigest()


# previews


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_a_preview_is_upright_as_exif_says(form: str) -> None:
    for orientation, held in HELD.items():
        image = seen(preview(encoded(turned(marked(), held), form, exif=with_orientation(orientation))))
        assert image.size == (600, 800), orientation
        assert is_upright(image), orientation


@pytest.mark.parametrize("more", CLOCKWISE)
def test_a_preview_is_turned_as_the_answer_says_exif_included(more: int) -> None:
    page = turned(marked(), CLOCKWISE[more])
    for orientation, held in HELD.items():
        raw = encoded(turned(page, held), exif=with_orientation(orientation))
        rotation = (picture.EXIF_ROTATION.get(orientation, 0) + more) % 360
        assert is_upright(seen(preview(raw, rotation))), orientation


@pytest.mark.slow
@pytest.mark.parametrize(("orientation", "more"), [(1, 90), (6, 0), (3, 180), (8, 90)])
def test_the_answers_boxes_fit_on_the_preview(ocr_url: str, receipt: Receipt, orientation: int, more: int) -> None:
    page = turned(receipt.image, CLOCKWISE[more])
    raw = encoded(turned(page, HELD[orientation]), exif=with_orientation(orientation))
    answer = OcrClient(ocr_url, timeout=60.0).read(raw, "r.jpg")
    meta = answer["meta"]
    assert meta["rotation"] == (picture.EXIF_ROTATION.get(orientation, 0) + more) % 360
    image = seen(preview(raw, meta["rotation"])).convert("L")
    scale = image.width / meta["width"]
    assert scale == pytest.approx(image.height / meta["height"], rel=0.01)
    (left, top), _, (right, bottom), _ = answer["totals"]["total_amount"]["box"]
    upright = receipt.image.convert("L").resize(image.size)
    there = (round(left * scale), round(top * scale), round(right * scale), round(bottom * scale))
    shown, wanted = image.crop(there), upright.crop(there)
    # it is print, and the print of the drawn receipt
    assert min(shown.tobytes()) < 128
    difference = [abs(a - b) for a, b in zip(shown.tobytes(), wanted.tobytes(), strict=True)]
    assert sum(difference) / len(difference) < 20


def test_a_large_picture_is_reduced_and_a_small_one_is_not_enlarged() -> None:
    assert seen(preview(encoded(marked().resize((3000, 4000))))).size == (1200, 1600)
    assert seen(preview(encoded(marked().resize((30, 40))))).size == (30, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_a_preview_of_any_mode_is_drawn(mode: str) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    page = Image.new("I;16", (60, 80), 40000) if mode == "I;16" else marked().convert(mode)
    assert seen(preview(encoded(page, form))).mode == "RGB"


def test_what_one_can_look_through_is_white() -> None:
    page = Image.new("RGBA", (60, 80), (0, 0, 0, 0))
    assert seen(preview(encoded(page, "PNG"))).getpixel((30, 40)) == (255, 255, 255)


def test_of_a_tiff_the_first_page_is_shown() -> None:
    other = Image.new("RGB", (600, 800), "white")
    raw = encoded(marked(), "TIFF", save_all=True, append_images=[other])
    assert is_upright(seen(preview(raw)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a text",
        b"%PDF-1.7",
        b"\0\0\0\x18ftypheic",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"II*\0",
        encoded(marked(), "PNG")[:100],
    ],
    ids=["empty", "text", "pdf", "heic", "jpeg", "png", "tiff", "cut off"],
)
def test_no_preview_of_what_cannot_be_drawn(content: bytes) -> None:
    assert preview(content) is None


@pytest.mark.parametrize("side", [10_000, 14_000])
def test_no_preview_of_too_many_pixels(side: int) -> None:
    assert preview(encoded(Image.new("1", (side, side)), "PNG")) is None


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_exif_tag_does_not_hide_the_picture() -> None:
    assert is_upright(seen(preview(encoded(marked(), exif=b"Exif\0\0II*\0garbage"))))
