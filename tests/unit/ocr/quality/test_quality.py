"""What is said of drawn pictures, with boxes where their lines are."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ocr.model import Box, Notice
from ocr.quality import MAX_BLUR, notices
from ocr.quality.sharpness import blur, evenness, sample
from tests.support.receipts import Receipt, draw
from tests.support.receipts.photo import LevelName
from tests.support.receipts.photo.damage import DamageName, spoil

pytestmark = pytest.mark.slow

Pixels = NDArray[np.uint8]
LAYOUTS = ("convenience", "fuel_station", "ecommerce_invoice")
CODES: list[tuple[DamageName, str]] = [
    ("defocus", "blurred"), ("shake", "blurred"), ("dark", "dark"), ("glare", "glare"),
]  # fmt: skip
SPOTS: list[Box] = [((60, y), (540, y), (540, y + 30), (60, y + 30)) for y in range(100, 700, 60)]


@cache
def photo(layout: str, level: LevelName = "mild") -> Receipt:
    return draw(layout, 4711, level=level)


def boxes(receipt: Receipt) -> list[Box]:
    """Return a box around each line, with as much around the print as the detector leaves."""
    grown = []
    for line in receipt.truth.lines:
        space = (line.box[3][1] - line.box[0][1]) / 4
        ways = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        a, b, c, d = (
            (max(0, round(x + across * space)), max(0, round(y + down * space)))
            for (x, y), (across, down) in zip(line.box, ways, strict=True)
        )
        grown.append((a, b, c, d))
    return grown


def said(image: Image.Image, where: list[Box], page: int = 1) -> list[Notice]:
    return list(notices(np.asarray(image.convert("RGB")), where, page))


def codes(image: Image.Image, where: list[Box]) -> list[str]:
    return [notice.code for notice in said(image, where)]


@pytest.mark.parametrize("level", ["clean", "mild", "phone"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_says_nothing_of_a_picture_that_is_as_it_should_be(layout: str, level: LevelName) -> None:
    receipt = photo(layout, level)

    assert codes(receipt.image, boxes(receipt)) == []


@pytest.mark.parametrize(("damage", "code"), CODES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_says_what_is_wrong_with_a_picture_and_nothing_else(layout: str, damage: DamageName, code: str) -> None:
    receipt = photo(layout)
    image = spoil(receipt.image, receipt.truth.lines, damage, 1)

    assert codes(image, boxes(receipt)) == [code]


@pytest.mark.parametrize(("damage", "code"), CODES)
def test_gives_the_figure_its_limit_and_the_page(damage: DamageName, code: str) -> None:
    receipt = photo("fuel_station")
    image = spoil(receipt.image, receipt.truth.lines, damage, 2)
    (notice,) = said(image, boxes(receipt), page=3)

    assert notice.code == code
    assert notice.value is not None
    assert notice.limit is not None
    assert (notice.value < notice.limit) if code == "dark" else (notice.value > notice.limit)
    assert "page 3" in notice.detail.lower()
    assert f"{notice.value:.0%}" in notice.detail


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_looks_at_a_view_of_a_page_that_was_turned(turn: int) -> None:
    """The page is turned upright without being copied."""
    receipt = photo("fuel_station")
    pixels = np.asarray(spoil(receipt.image, receipt.truth.lines, "defocus", 1))
    upright = np.rot90(np.rot90(pixels, turn).copy(), -turn)

    assert [notice.code for notice in notices(upright, boxes(receipt), 1)] == ["blurred"]


def test_does_not_mind_what_the_print_lies_on() -> None:
    receipt = photo("fuel_station", "clean")
    sheet = np.asarray(receipt.image.convert("RGB"))
    table = np.pad(sheet, ((300, 300), (300, 300), (0, 0)), constant_values=8)
    moved: list[Box] = [
        ((a[0] + 300, a[1] + 300), (b[0] + 300, b[1] + 300), (c[0] + 300, c[1] + 300), (d[0] + 300, d[1] + 300))
        for a, b, c, d in boxes(receipt)
    ]

    assert [notice.code for notice in notices(table, moved, 1)] == []


@pytest.mark.parametrize("where", [[], SPOTS, [((0, 0), (0, 0), (0, 0), (0, 0))]], ids=["none", "some", "empty"])
@pytest.mark.parametrize("tone", [255, 128])
def test_has_no_print_to_complain_of_on_a_blank_page(tone: int, where: list[Box]) -> None:
    assert [notice.code for notice in notices(np.full((800, 600, 3), tone, np.uint8), where, 1)] == []


def crop(receipt: Receipt, left: int, top: int, right: int, bottom: int) -> tuple[Image.Image, list[Box]]:
    """Cut a receipt, and its boxes with it."""
    inside = []
    for box in boxes(receipt):
        held = [(min(max(x, left), right) - left, min(max(y, top), bottom) - top) for x, y in box]
        if held[1][0] - held[0][0] > 8 and held[3][1] - held[0][1] > 8:
            inside.append((held[0], held[1], held[2], held[3]))
    return receipt.image.crop((left, top, right, bottom)), inside


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
def test_says_that_the_edge_of_the_picture_cuts_print(layout: str, side: str) -> None:
    receipt = photo(layout, "clean")
    width, height = receipt.image.size
    lines = sorted(boxes(receipt), key=lambda box: box[1][0] - box[0][0])
    (x0, y0), _, (x1, y1), _ = lines[-1]
    middle = {"left": (x0 + x1) // 2, "top": (y0 + y1) // 2, "right": (x0 + x1) // 2, "bottom": (y0 + y1) // 2}[side]
    edges = {"left": 0, "top": 0, "right": width, "bottom": height} | {side: middle}
    (notice,) = said(*crop(receipt, **edges))

    assert notice.code == "cut_off"
    assert notice.value is not None
    assert f"{notice.value} of its lines are cut" in notice.detail


@pytest.mark.parametrize("layout", LAYOUTS)
def test_leaves_alone_what_is_cropped_tight_to_its_print(layout: str) -> None:
    receipt = photo(layout, "clean")
    ink = np.asarray(receipt.image.convert("L")) < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    tight = crop(receipt, columns[0] - 3, rows[0] - 3, columns[-1] + 4, rows[-1] + 4)

    assert codes(*tight) == []


def test_leaves_alone_the_dark_rim_of_a_scan() -> None:
    receipt = photo("convenience", "clean")
    pixels = np.array(receipt.image.convert("RGB"))
    image, where = crop(receipt, 0, boxes(receipt)[0][0][1] - 3, *receipt.image.size)
    pixels = np.array(image.convert("RGB"))
    pixels[:3] = 20
    pixels[:, :4] = 20

    assert [notice.code for notice in notices(pixels, where, 1)] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_leaves_alone_a_rim_that_is_dark_in_parts_and_ends_before_the_print(layout: str) -> None:
    receipt = photo(layout, "clean")
    left = min(box[0][0] for box in boxes(receipt)) - 5
    image, where = crop(receipt, left, 0, *receipt.image.size)
    pixels = np.array(image.convert("RGB"))
    for row in range(0, len(pixels), 10):
        pixels[row : row + 5, :3] = 20

    assert [notice.code for notice in notices(pixels, where, 1)] == []


@pytest.mark.parametrize("seed", [4001, 4018, 4020, 4029])
def test_a_shaken_receipt_whose_strokes_stay_narrow_is_blurred(seed: int) -> None:
    """What is smeared in one direction has edges as sharp as before across it."""
    receipt = draw(LAYOUTS[seed % len(LAYOUTS)], seed, level="mild")
    pixels = np.asarray(receipt.image)
    shaken = np.asarray(spoil(receipt.image, receipt.truth.lines, "shake", seed))
    corners = np.array(boxes(receipt), np.float64)

    assert blur(sample(shaken, corners)) <= MAX_BLUR
    assert evenness(sample(shaken, corners)) < 0.45 < evenness(sample(pixels, corners))
    assert "blurred" in {notice.code for notice in notices(shaken, boxes(receipt), 1)}
