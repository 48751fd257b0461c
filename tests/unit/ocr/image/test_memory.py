"""The memory that the decoder of a JPEG keeps, from its headers."""

import io
from typing import Any

import pytest
from PIL import Image

from ocr.image.memory import coefficients, first_scan

SIDE = 160


def saved(kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((SIDE, SIDE), 80).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()


def kept(data: bytes) -> int:
    return coefficients(Image.open(io.BytesIO(data), formats=["JPEG"]), data)


@pytest.mark.parametrize(
    "data",
    [
        saved(),
        saved(exif=b"Exif\0\0" + bytes(5000), icc_profile=bytes(3000)),
        # as phones save it, with a second picture behind the first
        saved("MPO", save_all=True, append_images=[Image.new("RGB", (80, 80))]),
        # 255 may fill the space before a marker
        saved().replace(b"\xff\xda", b"\xff\xff\xff\xda", 1),
    ],
    ids=["plain", "much before it", "two pictures", "filled up"],
)
def test_nothing_is_kept_of_a_picture_in_one_scan(data: bytes) -> None:
    assert kept(data) == 0


def test_all_is_kept_of_one_in_several() -> None:
    # two bytes for each of brightness, and for each of two colours at half its sides
    assert kept(saved(progressive=True)) == 2 * SIDE * SIDE * 3 // 2


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\0", b"\xff" * 10_000_000, saved()[:100]])
def test_finds_no_scan_where_there_is_none(data: bytes) -> None:
    assert first_scan(data) == 0
