from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ocr.image import Limits, decode
from tests.support.print import encoded, sheet

LIMITS = Limits(pixels=50_000_000, pages=3)
PAPER = np.asarray(sheet(mode="L"))
INK = PAPER < 128


def shown(data: bytes) -> NDArray[np.uint8]:
    """Return what is decoded, in grey."""
    (picture,) = decode(data, LIMITS)
    return np.asarray(Image.fromarray(picture.pixels).convert("L"))


def contrast(data: bytes, ink: NDArray[np.bool_] = INK) -> float:
    """Measure how much the print stands out from what is around it."""
    grey = shown(data).astype(float)
    return abs(float(grey[ink].mean()) - float(grey[~ink].mean()))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(PAPER.astype(np.uint16) * 257, id="16 bits"),
        pytest.param(PAPER.astype(np.uint16) * 16, id="12 of 16 bits"),
        pytest.param(PAPER.astype(np.uint16) * 4, id="10 of 16 bits"),
        pytest.param(PAPER.astype(np.uint16), id="8 of 16 bits"),
        pytest.param(PAPER.astype(np.int32), id="8 of 32 bits"),
        pytest.param(PAPER.astype(np.int32) * 257, id="16 of 32 bits"),
        pytest.param(PAPER.astype(np.int32) * 8_000_000, id="32 bits"),
        pytest.param(PAPER.astype(np.int32) * 100 - 20_000, id="negative whole numbers"),
        pytest.param(PAPER.astype(np.float32) / 255, id="0 to 1"),
        pytest.param(PAPER.astype(np.float32), id="0 to 255"),
        pytest.param(PAPER.astype(np.float32) * 257, id="0 to 65535"),
        pytest.param(PAPER.astype(np.float32) / 128 - 1, id="-1 to 1"),
        pytest.param(PAPER.astype(np.float32) * 1e-5, id="tiny"),
        pytest.param(np.where(PAPER > 250, np.nan, PAPER).astype(np.float32), id="with what is no number"),
        pytest.param(np.where(PAPER > 250, np.inf, PAPER / 255).astype(np.float32), id="infinite"),
    ],
)
def test_shows_print_whatever_numbers_it_is_made_of(values: NDArray[Any]) -> None:
    assert contrast(encoded(Image.fromarray(values), "TIFF")) > 100


@pytest.mark.parametrize("kind", ["int32", "float32"])
def test_leaves_numbers_that_are_of_8_bits_as_they_are(kind: str) -> None:
    assert np.array_equal(shown(encoded(Image.fromarray(PAPER.astype(kind)), "TIFF")), PAPER)


@pytest.mark.parametrize("value", [0.0, 0.5, 7e9, -3.0, np.nan])
def test_shows_a_blank_sheet_of_one_number(value: float) -> None:
    assert np.ptp(shown(encoded(Image.fromarray(np.full((20, 30), value, np.float32)), "TIFF"))) == 0


def drawn(colour: tuple[int, int, int]) -> Image.Image:
    """Draw print in a colour on nothing."""
    return Image.fromarray(np.dstack([np.full((*INK.shape, 3), colour, np.uint8), INK.astype(np.uint8) * 255]))


def with_palette(colour: tuple[int, int, int]) -> Image.Image:
    """Draw print with a palette, in which nothing is of the same colour."""
    indexed = Image.fromarray(INK.astype(np.uint8), "P")
    indexed.putpalette([*colour, *colour])
    indexed.info["transparency"] = 0
    return indexed


COLOURS = [
    pytest.param((255, 255, 255), id="white"),
    pytest.param((230, 230, 200), id="cream"),
    pytest.param((255, 240, 0), id="yellow"),
    pytest.param((180, 180, 180), id="light grey"),
    pytest.param((90, 90, 90), id="dark grey"),
    pytest.param((0, 0, 0), id="black"),
    pytest.param((200, 0, 0), id="red"),
]


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("form", ["PNG", "palette", "WEBP", "TIFF", "grey"])
def test_puts_print_on_a_background_that_it_stands_out_from(form: str, colour: tuple[int, int, int]) -> None:
    picture = drawn(colour)
    match form:
        case "palette":
            data = encoded(with_palette(colour))
        case "grey":
            data = encoded(picture.convert("LA"))
        case "WEBP":
            data = encoded(picture, "WEBP", lossless=True)
        case kind:
            data = encoded(picture, kind)

    assert contrast(data) > 100


def test_puts_soft_edged_white_print_on_black() -> None:
    soft = drawn((255, 255, 255)).resize((360, 480), Image.Resampling.BICUBIC).resize((240, 320))

    assert contrast(encoded(soft)) > 60


def background(picture: Image.Image) -> int:
    return int(shown(encoded(picture))[0, 0])


def test_leaves_a_sheet_that_was_cut_out_on_white() -> None:
    cut_out = Image.new("RGBA", (440, 520))
    cut_out.paste(sheet(mode="RGBA"), (100, 100))

    assert background(cut_out) == 255


def test_leaves_a_screenshot_with_round_corners_on_white() -> None:
    picture = sheet(mode="RGBA")
    for corner in ((0, 0), (239, 0), (0, 319), (239, 319)):
        picture.putpixel(corner, (0, 0, 0, 0))

    assert background(picture) == 255


def test_puts_dark_print_between_white_panels_on_white() -> None:
    picture = drawn((20, 20, 20))
    picture.paste((255, 255, 255, 255), (40, 10, 230, 150))

    assert background(picture) == 255


def test_ignores_an_alpha_channel_that_hides_nothing() -> None:
    assert np.array_equal(shown(encoded(sheet(mode="RGBA"))), PAPER)
