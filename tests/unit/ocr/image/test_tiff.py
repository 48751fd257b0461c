import io

import numpy as np
import pytest
from PIL import Image

from ocr.errors import ImageTooLarge
from ocr.image import Limits, decode
from tests.support.print import encoded, sheet

LIMITS = Limits(pixels=50_000_000, pages=3)
NEW_SUBFILE_TYPE_TAG = 254
SUBFILE_TYPE_TAG = 255


def tiff(*pictures: Image.Image, **save: str) -> bytes:
    first, *others = pictures
    return encoded(first, "TIFF", save_all=True, append_images=others, **save)


def marked(picture: Image.Image, tag: int, value: int) -> Image.Image:
    """Return a picture that is written with a tag of its own."""
    picture.encoderinfo = {"tiffinfo": {tag: value}}
    return picture


def reduced(picture: Image.Image, width: int, height: int, quality: int = 75) -> Image.Image:
    """Make a thumbnail, with what JPEG leaves of it."""
    return Image.open(io.BytesIO(encoded(picture.resize((width, height)), "JPEG", quality=quality))).convert("RGB")


def sizes(data: bytes, limits: Limits = LIMITS) -> list[tuple[int, int]]:
    return [(page.width, page.height) for page in decode(data, limits)]


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        pytest.param(NEW_SUBFILE_TYPE_TAG, 1, id="thumbnail"),
        pytest.param(NEW_SUBFILE_TYPE_TAG, 4, id="mask"),
        pytest.param(NEW_SUBFILE_TYPE_TAG, 5, id="mask of a thumbnail"),
        pytest.param(NEW_SUBFILE_TYPE_TAG, 3, id="thumbnail of a page"),
        pytest.param(SUBFILE_TYPE_TAG, 2, id="thumbnail in the older form"),
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_passes_over_what_is_marked_as_no_page(tag: int, value: int, before: bool) -> None:
    beside = marked(sheet(100, 60, seed=2), tag, value)
    page = marked(sheet(), NEW_SUBFILE_TYPE_TAG, 0)

    assert sizes(tiff(beside, page) if before else tiff(page, beside)) == [(240, 320)]


@pytest.mark.parametrize(("tag", "value"), [(NEW_SUBFILE_TYPE_TAG, 2), (SUBFILE_TYPE_TAG, 1), (SUBFILE_TYPE_TAG, 3)])
def test_reads_what_is_marked_as_a_page(tag: int, value: int) -> None:
    data = tiff(sheet(), marked(sheet(200, 220, seed=2), tag, value))

    assert sizes(data) == [(240, 320), (200, 220)]


def test_reads_every_page_where_all_bear_the_mark() -> None:
    pages = [marked(sheet(seed=seed), NEW_SUBFILE_TYPE_TAG, 1) for seed in (1, 2)]

    assert sizes(tiff(*pages)) == [(240, 320)] * 2


@pytest.mark.parametrize(
    ("width", "height", "quality"),
    [(500, 700, 75), (450, 600, 60), (160, 213, 75), (160, 224, 50), (96, 128, 75), (75, 100, 90)],
)
@pytest.mark.parametrize("before", [False, True])
def test_passes_over_a_smaller_copy_without_a_mark(width: int, height: int, quality: int, before: bool) -> None:
    page = sheet(900, 1200)
    copy = reduced(page, width, height, quality)

    assert sizes(tiff(copy, page) if before else tiff(page, copy)) == [(900, 1200)]


def test_passes_over_a_whole_pyramid_of_copies() -> None:
    page = sheet(960, 1280)
    copies = [reduced(page, 480, 640), reduced(page, 240, 320), reduced(page, 120, 160)]

    assert sizes(tiff(page, *copies), Limits(pixels=50_000_000, pages=4)) == [(960, 1280)]


@pytest.mark.parametrize("scale", [0.65, 0.5, 0.4, 0.3])
def test_reads_a_smaller_page_of_the_same_shape_with_other_print(scale: float) -> None:
    size = round(900 * scale), round(1200 * scale)
    other = sheet(900, 1200, seed=2).resize(size)

    assert sizes(tiff(sheet(900, 1200), other)) == [(900, 1200), size]


def test_reads_the_same_page_twice_where_it_is_there_twice() -> None:
    assert sizes(tiff(sheet(), sheet())) == [(240, 320)] * 2


@pytest.mark.parametrize("missing", [10, 3_000, 10_000])
def test_reads_the_page_before_a_thumbnail_that_is_cut(missing: int) -> None:
    page = sheet(900, 1200)
    data = tiff(page, reduced(page, 160, 213))
    first, *others = decode(data[:-missing], LIMITS)

    assert first.warnings == ()
    assert [notice.code for other in others for notice in other.warnings] == ["truncated_file"]


def test_counts_no_thumbnail_against_the_limit_of_pages() -> None:
    pages = [sheet(seed=seed) for seed in (1, 2, 3)]
    thumbnails = [marked(sheet(60, 80, seed=seed), NEW_SUBFILE_TYPE_TAG, 1) for seed in (1, 2, 3)]
    pictures = [each for pair in zip(pages, thumbnails, strict=True) for each in pair]
    pages[0] = marked(pages[0], NEW_SUBFILE_TYPE_TAG, 0)

    assert len(sizes(tiff(*pictures))) == 3


def test_refuses_thumbnails_without_end() -> None:
    thumbnails = [marked(sheet(12, 12), NEW_SUBFILE_TYPE_TAG, 1) for _ in range(70)]

    with pytest.raises(ImageTooLarge, match="more than 3 pages"):
        decode(tiff(sheet(), *thumbnails), LIMITS)


def test_checks_no_pixels_of_what_it_passes_over() -> None:
    mask = marked(sheet(1000, 1200), NEW_SUBFILE_TYPE_TAG, 4)

    assert sizes(tiff(sheet(), mask), Limits(pixels=100_000, pages=3)) == [(240, 320)]


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg", "group4"])
def test_decodes_each_page_by_itself_however_compressed(compression: str) -> None:
    mode = "1" if compression == "group4" else "RGB"
    pages = list(decode(tiff(sheet(mode=mode), sheet(seed=2, mode=mode), compression=compression), LIMITS))

    assert [page.warnings for page in pages] == [(), ()]
    for page, seed in zip(pages, (1, 2), strict=True):
        drawn = np.asarray(sheet(seed=seed, mode=mode).convert("RGB"), np.int16)
        assert np.abs(page.pixels - drawn).mean() < 10
