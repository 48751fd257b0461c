import functools
import io
import random
import re
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ocr.errors import ImageUnreadable, Refusal
from ocr.image import Limits, Picture, decode
from tests.support.heic import grid
from tests.support.print import encoded, sheet

LIMITS = Limits(pixels=50_000_000, pages=3)
ORIENTATION_TAG = 0x0112
JPEG_END = b"\xff\xd9"


def scanned() -> bytes:
    """Write a TIFF as scanners do: its tags first, then compressed strips."""
    pixels = np.asarray(sheet(mode="L"))
    height, width = pixels.shape
    strips = [zlib.compress(pixels[top : top + 16].tobytes()) for top in range(0, height, 16)]
    tags = 10 + 9 * 12 + 4
    offsets = list(accumulate(map(len, strips[:-1]), initial=tags + 8 * len(strips)))
    entries = [(256, width), (257, height), (258, 8), (259, 8), (262, 1), (277, 1), (278, 16)]
    entries += [(273, tags), (279, tags + 4 * len(strips))]
    fields = [
        struct.pack("<HHII", tag, 4, len(strips) if tag in (273, 279) else 1, value) for tag, value in sorted(entries)
    ]
    lists = struct.pack(f"<{2 * len(strips)}I", *offsets, *map(len, strips))
    return b"".join([b"II*\0\x08\0\0\0", struct.pack("<H", 9), *fields, bytes(4), lists, *strips])


def upright() -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = 1
    return exif


# Each as it is drawn, whole
FILES: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: encoded(sheet(), "JPEG"),
    "JPEG in grey": lambda: encoded(sheet(mode="L"), "JPEG", quality=60),
    "JPEG in CMYK": lambda: encoded(sheet(mode="CMYK"), "JPEG"),
    "JPEG with restarts": lambda: encoded(sheet(), "JPEG", restart_marker_rows=1, subsampling="4:4:4"),
    "JPEG with optimised tables": lambda: encoded(sheet(), "JPEG", optimize=True, subsampling="4:2:2"),
    "PNG": lambda: encoded(sheet()),
    "PNG in grey": lambda: encoded(sheet(mode="L")),
    "PNG with a palette": lambda: encoded(sheet(mode="P")),
    "PNG in black and white": lambda: encoded(sheet(mode="1")),
    "PNG with alpha": lambda: encoded(sheet(mode="RGBA")),
    "WebP": lambda: encoded(sheet(), "WEBP"),
    "WebP of high quality": lambda: encoded(sheet(), "WEBP", quality=95),
    "WebP with EXIF": lambda: encoded(sheet(), "WEBP", exif=upright()),
    "TIFF": lambda: encoded(sheet(), "TIFF"),
    "TIFF in grey": lambda: encoded(sheet(mode="L"), "TIFF"),
    "TIFF, compressed": scanned,
    "HEIF": lambda: encoded(sheet(), "HEIF"),
    "HEIC of a phone": lambda: grid(sheet(256, 384)),
    "HEIF of low quality": lambda: encoded(sheet(), "HEIF", quality=20),
}
PROGRESSIVE: dict[str, Callable[[], bytes]] = {
    "progressive": lambda: encoded(sheet(), "JPEG", progressive=True),
    "progressive in grey": lambda: encoded(sheet(mode="L"), "JPEG", progressive=True),
    "progressive, 4:4:4": lambda: encoded(sheet(), "JPEG", progressive=True, subsampling="4:4:4"),
    "progressive in CMYK": lambda: encoded(sheet(mode="CMYK"), "JPEG", progressive=True),
    "progressive of high quality": lambda: encoded(sheet(), "JPEG", progressive=True, quality=95),
}
JPEGS = [name for name in FILES if "JPEG" in name] + list(PROGRESSIVE)


@functools.cache
def file(name: str) -> bytes:
    return (FILES | PROGRESSIVE)[name]()


def only(data: bytes) -> Picture:
    (picture,) = decode(data, LIMITS)
    return picture


def grey(picture: Picture) -> NDArray[np.float64]:
    return np.asarray(Image.fromarray(picture.pixels).convert("L"), np.float64)


def outcome(data: bytes) -> object:
    """Return the pages of a file with what is to be known of them, or why it is refused."""
    try:
        return [(page.pixels.tobytes(), page.warnings) for page in decode(data, LIMITS)]
    except Refusal as refusal:
        return str(refusal)


def has_print(rows: NDArray[np.float64]) -> bool:
    return bool((rows.max(axis=1) - rows.min(axis=1) > 60).any())


def codes(picture: Picture) -> list[str]:
    return [notice.code for notice in picture.warnings]


@pytest.mark.parametrize("name", list(FILES) + list(PROGRESSIVE))
def test_says_nothing_of_a_whole_file(name: str) -> None:
    assert only(file(name)).warnings == ()


@pytest.mark.parametrize("name", FILES)
def test_reads_the_rows_that_are_there_and_says_so(name: str) -> None:
    data = file(name)
    whole = grey(only(data))
    for share in (0.5, 0.8, 0.99):
        picture = only(data[: int(len(data) * share)])
        there = round(picture.height * max(0, share - 0.25))

        assert codes(picture) == ["truncated_file"], share
        assert np.abs(grey(picture)[:there] - whole[:there]).max() < 6, share
        assert has_print(grey(picture)[:there]), share


@pytest.mark.parametrize("name", FILES)
def test_draws_nothing_like_print_where_rows_are_missing(name: str) -> None:
    data = file(name)
    picture = only(data[: len(data) // 2])

    assert not has_print(grey(picture)[round(picture.height * 0.85) :])


@pytest.mark.parametrize("name", PROGRESSIVE)
def test_reads_the_whole_of_a_progressive_picture_a_little_softer(name: str) -> None:
    data = file(name)
    for share in (0.6, 0.8, 0.95):
        picture = only(data[: int(len(data) * share)])

        assert codes(picture) == ["truncated_file"], share
        assert np.abs(grey(picture) - grey(only(data))).mean() < 25, share
        assert has_print(grey(picture)[-40:]), share


@pytest.mark.parametrize("name", JPEGS)
def test_reads_all_of_a_jpeg_that_only_lacks_its_end_marker(name: str) -> None:
    data = file(name)
    assert data.endswith(JPEG_END)
    for missing in (1, 2):
        picture = only(data[:-missing])

        assert codes(picture) == ["truncated_file"], missing
        assert np.array_equal(picture.pixels, only(data).pixels), missing


@pytest.mark.parametrize("name", ["JPEG", "progressive", "PNG", "WebP", "TIFF", "HEIF", "HEIC of a phone"])
def test_ignores_what_stands_behind_the_end(name: str) -> None:
    whole = only(file(name)).pixels
    for behind in (b"\0" * 4096, b"\r\n", b"\xff" * 10, b"--boundary--\r\n", bytes(range(256)) * 40):
        picture = only(file(name) + behind)

        assert picture.warnings == (), behind
        assert np.array_equal(picture.pixels, whole), behind


@pytest.mark.parametrize("marker", [b"\xff\xdb", b"\xff\xc4", b"\xff\xda"])
def test_ignores_bytes_between_the_segments_of_a_jpeg(marker: bytes) -> None:
    head, tail = file("JPEG").split(marker, 1)
    for between in (b"\xff", b"\xff\xff\xff", b"\0\0", b"\0" * 100, b"junk"):
        picture = only(head + between + marker + tail)

        assert picture.warnings == (), between
        assert np.array_equal(picture.pixels, only(file("JPEG")).pixels), between


def is_refused(data: bytes, says: str) -> bool:
    try:
        only(data)
    except ImageUnreadable as refusal:
        return bool(re.search(says, str(refusal)))
    return False


@pytest.mark.parametrize("name", FILES)
def test_refuses_a_picture_of_which_hardly_anything_is_there(name: str) -> None:
    data = file(name)
    for share in (0.02, 0.1, 0.2):
        assert is_refused(data[: int(len(data) * share)], "Take or export it again|Send the whole file"), share


@pytest.mark.parametrize("name", PROGRESSIVE)
def test_refuses_a_progressive_picture_that_is_but_a_blur(name: str) -> None:
    data = file(name)
    for share in (0.05, 0.1, 0.15):
        assert is_refused(data[: int(len(data) * share)], "Send the whole file"), share


def test_says_how_much_is_there_and_what_to_do() -> None:
    data = file("TIFF")
    (notice,) = only(data[: int(len(data) * 0.6)]).warnings

    assert "60% of it" in notice.detail
    assert "send the whole file" in notice.detail


def test_says_that_all_is_there_where_only_sharpness_is_missing() -> None:
    (notice,) = only(file("progressive")[:-200]).warnings

    assert "all of it could be decoded, if less sharp" in notice.detail


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_turns_what_is_there_of_a_photo_that_lies(kind: str) -> None:
    exif = upright()
    exif[ORIENTATION_TAG] = 6
    data = encoded(sheet(), kind, exif=exif)
    picture = only(data[: len(data) * 3 // 4])

    assert (picture.width, picture.height, picture.rotation) == (320, 240, 90)
    assert not has_print(grey(picture)[:, :20])


@functools.cache
def large() -> Image.Image:
    return sheet(4000, 4400)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "save"), [("JPEG", {}), ("PNG", {"compress_level": 1})])
def test_reduces_what_is_there_of_a_large_picture(kind: str, save: dict[str, int]) -> None:
    data = encoded(large(), kind, **save)
    picture = only(data[: len(data) // 2])

    assert codes(picture) == ["truncated_file"]
    assert (picture.width, picture.height) == (4000, 4400)
    assert picture.pixels.shape[0] < 4400


def test_gives_the_pages_before_the_cut_and_counts_the_page_that_is_cut() -> None:
    data = encoded(sheet(), "TIFF", save_all=True, append_images=[sheet(seed=2), sheet(seed=3)])
    first, second, third = decode(data[: int(len(data) * 0.7)], LIMITS)

    # a tenth of the third page is there
    assert (codes(first), codes(second), codes(third)) == ([], [], ["truncated_file", "pages_skipped"])
    assert "Page 3" in third.warnings[0].detail
    assert not has_print(grey(third)[-100:])


def test_gives_the_pages_that_a_cut_off_list_still_names() -> None:
    data = encoded(sheet(), "TIFF", save_all=True, append_images=[sheet(seed=2), sheet(seed=3)])
    (count,) = struct.unpack_from("<H", data, 8)
    (second_list,) = struct.unpack_from("<I", data, 10 + 12 * count)
    (picture,) = decode(data[: second_list + 1], LIMITS)

    assert codes(picture) == ["truncated_file"]
    assert "more pages" in picture.warnings[0].detail
    assert np.array_equal(picture.pixels, np.asarray(sheet()))


def test_reads_whole_and_cut_pictures_side_by_side() -> None:
    """Whether an end may be missing is not a switch of the whole process."""
    cases = [file(name)[: int(len(file(name)) * share)] for name in FILES for share in (0.5, 1)]
    cases += [file("JPEG")[:100], file("PNG")[:100]]
    alone = [outcome(data) for data in cases]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(outcome, cases * 2)) == alone * 2


@pytest.mark.parametrize("name", list(FILES) + list(PROGRESSIVE))
def test_gives_a_picture_or_a_refusal_for_whatever_a_line_makes_of_a_file(name: str) -> None:
    chance = random.Random(name)
    data = file(name)
    damaged = [data[: chance.randrange(len(data))] for _ in range(5)]
    for changes in [1, 2, 5, 20, 100]:
        changed = bytearray(data)
        for _ in range(changes):
            changed[chance.randrange(16, len(data))] = chance.randrange(256)
        damaged.append(bytes(changed))
    assert all(map(outcome, damaged))


@pytest.mark.parametrize("missing", [1, 7, 8, 9, 16, 33, 34])
def test_reads_all_of_a_webp_of_which_only_the_exif_is_cut(missing: int) -> None:
    data = file("WebP with EXIF")
    picture = only(data[:-missing])

    assert codes(picture) == ["truncated_file"]
    assert np.array_equal(picture.pixels, only(data).pixels)


@pytest.mark.parametrize(("name", "place", "order"), [("WebP", 16, "<"), ("HEIF", -1, ">")])
def test_makes_no_room_for_whatever_length_a_header_claims(name: str, place: int, order: str) -> None:
    data = bytearray(file(name))
    place = data.index(b"mdat") - 4 if place < 0 else place
    struct.pack_into(f"{order}I", data, place, 0xFFFF_FFF0)
    if name == "WebP":
        struct.pack_into("<I", data, 4, 0xFFFF_FFF0)
    tracemalloc.start()
    outcome(bytes(data[: len(data) // 2]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 10_000_000


def test_leaves_pillow_strict_for_others() -> None:
    only(file("PNG")[:-2000])
    with Image.open(io.BytesIO(file("PNG")[:-2000])) as image, pytest.raises(OSError, match="truncated"):
        image.load()
