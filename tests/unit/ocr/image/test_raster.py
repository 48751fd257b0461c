import io
import zlib
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageDraw, ImageOps

from ocr.errors import ImageTooLarge, ImageUnreadable, KindUnsupported
from ocr.image import Limits, Picture, decode
from ocr.image.picture import LONGEST_SIDE_PX, WORKING_PIXELS

LIMITS = Limits(pixels=50_000_000, pages=3)
FORMATS = ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"]


def marked(width: int = 120, height: int = 80) -> Image.Image:
    """Draw a white picture with a black square in its top left corner."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 39, 39), "black")
    return image


def encoded(image: Image.Image, kind: str = "PNG", **save: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **save)
    return buffer.getvalue()


def only(data: bytes, limits: Limits = LIMITS) -> Picture:
    (picture,) = decode(data, limits)
    return picture


def corner(picture: Picture) -> tuple[str, str]:
    """Return in which corner the black square is."""
    height, width = picture.pixels.shape[:2]
    dark = np.argwhere(picture.pixels.mean(axis=2) < 128).mean(axis=0)
    return ("top" if dark[0] < height / 2 else "bottom"), ("left" if dark[1] < width / 2 else "right")


@pytest.mark.parametrize("kind", FORMATS)
def test_decodes_each_kind(kind: str) -> None:
    pillow_heif.register_heif_opener()
    picture = only(encoded(marked(), kind))

    assert (picture.width, picture.height, picture.rotation) == (120, 80, 0)
    assert picture.pixels.shape == (80, 120, 3)
    assert picture.pixels.dtype == np.uint8
    assert corner(picture) == ("top", "left")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_decodes_every_mode_to_rgb(mode: str) -> None:
    image = (
        Image.fromarray(np.array(marked().convert("L"), np.uint16) * 257) if mode == "I;16" else marked().convert(mode)
    )

    assert corner(only(encoded(image, "TIFF" if mode in ("CMYK", "PA", "YCbCr") else "PNG"))) == ("top", "left")


def test_scales_sixteen_bits_instead_of_clipping_them() -> None:
    grey = Image.fromarray(np.full((10, 10), 0x8000, np.uint16))

    assert only(encoded(grey)).pixels[5, 5].tolist() == [128, 128, 128]


def test_puts_a_transparent_picture_on_white() -> None:
    picture = only(encoded(Image.new("RGBA", (10, 10), (0, 0, 0, 0))))

    assert picture.pixels.min() == 255


@pytest.mark.parametrize(
    ("orientation", "rotation", "where"),
    [(1, 0, ("top", "left")), (3, 180, ("bottom", "right")), (6, 90, ("top", "right")), (8, 270, ("bottom", "left"))],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_turns_a_picture_by_its_exif_orientation(
    kind: str, orientation: int, rotation: int, where: tuple[str, str]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation

    picture = only(encoded(marked(), kind, exif=exif))

    assert picture.rotation == rotation
    assert (picture.width, picture.height) == ((80, 120) if rotation % 180 else (120, 80))
    assert picture.pixels.shape[:2] == (picture.height, picture.width)
    assert corner(picture) == where


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_turns_a_picture_as_pillow_does(kind: str) -> None:
    exif = Image.Exif()
    for orientation in range(1, 9):
        exif[0x0112] = orientation
        data = encoded(marked(), kind, exif=exif)
        with Image.open(io.BytesIO(data)) as image:
            upright = ImageOps.exif_transpose(image)

        assert np.array_equal(only(data).pixels, np.asarray(upright.convert("RGB"))), orientation


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0" + bytes(40), b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0II*\0\xff\xff\xff\xff"]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_takes_a_picture_with_broken_exif_for_upright(kind: str, exif: bytes) -> None:
    picture = only(encoded(marked(), kind, exif=exif))

    assert (corner(picture), picture.rotation, picture.warnings) == (("top", "left"), 0, ())


def test_turns_a_picture_of_sixteen_bits_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    deep = Image.fromarray(np.array(marked().convert("L"), np.uint16) * 257)

    assert corner(only(encoded(deep, exif=exif))) == ("top", "right")


def test_turns_a_transparent_picture_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    assert corner(only(encoded(marked().convert("RGBA"), "PNG", exif=exif))) == ("top", "right")


def test_gives_all_pages_of_a_tiff() -> None:
    data = encoded(marked(), "TIFF", save_all=True, append_images=[marked(50, 60), marked(70, 90)])

    assert [(page.width, page.height) for page in decode(data, LIMITS)] == [(120, 80), (50, 60), (70, 90)]


def test_gives_the_first_frame_of_an_animation() -> None:
    assert only(encoded(marked(), "WEBP", save_all=True, append_images=[marked(120, 80)])).width == 120


def test_refuses_a_page_too_many_before_decoding() -> None:
    data = encoded(marked(), "TIFF", save_all=True, append_images=[marked()] * 3)

    with pytest.raises(ImageTooLarge, match="more than 3 pages"):
        decode(data, LIMITS)


def test_refuses_a_large_page_behind_a_small_one() -> None:
    data = encoded(marked(), "TIFF", save_all=True, append_images=[marked(400, 300)])

    with pytest.raises(ImageTooLarge, match="400 x 300"):
        decode(data, Limits(pixels=100_000, pages=3))


def test_refuses_a_bomb_by_its_header() -> None:
    rows = zlib.compress(bytes(30_000 * 30_001 // 8), 9)
    header = (30_000).to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big") for name, body in chunks
    )
    assert len(data) < 120_000

    with pytest.raises(ImageTooLarge, match="30000 x 30000"):
        decode(data, LIMITS)


@pytest.mark.parametrize("start", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0", b"\0\0\0\x18ftypheic"])
def test_refuses_noise_behind_a_good_start(start: bytes) -> None:
    with pytest.raises(ImageUnreadable):
        list(decode(start + bytes(range(256)) * 4, LIMITS))


def test_refuses_other_kinds() -> None:
    with pytest.raises(KindUnsupported, match="JPEG, PNG, WebP, TIFF, HEIC or PDF"):
        decode(b"plain text", LIMITS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_reduces_a_large_picture_and_keeps_its_size_in_mind(kind: str) -> None:
    picture = only(encoded(Image.new("RGB", (5200, 3250), "white"), kind))

    assert (picture.width, picture.height) == (5200, 3250)
    assert picture.pixels.shape[0] * picture.pixels.shape[1] <= WORKING_PIXELS
    assert picture.pixels.shape[1] / picture.pixels.shape[0] == pytest.approx(1.6, rel=0.01)


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1)])
def test_decodes_the_smallest_and_the_thinnest(size: tuple[int, int]) -> None:
    assert only(encoded(Image.new("RGB", size, "white"))).pixels.shape == (size[1], size[0], 3)


@pytest.mark.parametrize("size", [(1, 60_000), (60_000, 1), (65_000, 260)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_reduces_what_is_longer_than_can_be_worked_on(kind: str, size: tuple[int, int]) -> None:
    picture = only(encoded(Image.new("L", size, 200), kind))

    assert (picture.width, picture.height) == size
    assert max(picture.pixels.shape) <= LONGEST_SIDE_PX
    assert picture.pixels.mean() == pytest.approx(200, abs=2)


def test_refuses_a_picture_whose_palette_is_missing() -> None:
    whole = encoded(marked().quantize(16))
    start = whole.index(b"PLTE") - 4
    length = int.from_bytes(whole[start : start + 4], "big")

    with pytest.raises(ImageUnreadable):
        only(whole[:start] + whole[start + 12 + length :])
