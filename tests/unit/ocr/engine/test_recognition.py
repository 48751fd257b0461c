import math
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.engine.frame import Corners
from ocr.engine.recognition import Recognizer, crop, grown, prepare, spaced
from ocr.settings import Settings

MODELS = Settings().models_dir
INT8, LATIN, FULL = (
    MODELS / f"PP-OCRv6_small_rec{variant}/inference.onnx" for variant in ("_latin_int8", "_latin", "")
)
TEXTS = ["TOTAL AMOUNT DUE", "PHP 1,234.50", "VAT-REG TIN 123-456-789-00000", "Peñafrancia, Naga"]


@pytest.fixture(scope="module")
def latin() -> Recognizer:
    return Recognizer(INT8, LATIN, threads=2)


@pytest.fixture(scope="module")
def full() -> Recognizer:
    return Recognizer(FULL, FULL, threads=1)


def page() -> tuple[NDArray[np.uint8], list[Corners]]:
    image = Image.new("RGB", (700, 60 * len(TEXTS)), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype("DejaVuSansMono.ttf", 30)
    boxes = []
    for number, text in enumerate(TEXTS):
        draw.text((20, 10 + 60 * number), text, "black", font)
        left, top, right, bottom = draw.textbbox((20, 10 + 60 * number), text, font)
        edges = [[left - 4, top - 4], [right + 4, top - 4], [right + 4, bottom + 4], [left - 4, bottom + 4]]
        boxes.append(np.array(edges, np.float32))
    return np.asarray(image), boxes


def test_reads_each_line_in_its_place(latin: Recognizer) -> None:
    read = latin.read(*page())

    assert [text.replace(" ", "") for text, _ in read] == [text.replace(" ", "") for text in TEXTS]
    assert all(0.5 < score <= 1 for _, score in read)


def test_reads_latin_script_as_the_full_model_does(latin: Recognizer, full: Recognizer) -> None:
    assert [text for text, _ in latin.read(*page())] == [text for text, _ in full.read(*page())]


@pytest.mark.parametrize("variant", [INT8, LATIN])
def test_reads_with_each_variant_alone_as_the_full_model_does(full: Recognizer, variant: Path) -> None:
    # without the other, whose second look would hide what it misreads
    alone = Recognizer(variant, variant, threads=1)

    assert [text for text, _ in alone.read(*page())] == [text for text, _ in full.read(*page())]


def test_looks_twice_at_a_line_that_it_is_not_sure_of(full: Recognizer, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([("T0TAL", 0.96), ("TOTAL", 0.99)])
    monkeypatch.setattr(full, "_look", lambda *_: next(looks))

    # the surer reading, and the doubt that was there
    assert full.read(page()[0], page()[1][:1]) == [("TOTAL", 0.96)]


@pytest.mark.parametrize("looks", [[("TOTAL", 0.97)], [("TOTAL", 0.96), ("T0TAL", 0.95)], [("", 0.0)]])
def test_keeps_the_first_reading_unless_the_second_is_surer(
    full: Recognizer, monkeypatch: pytest.MonkeyPatch, looks: list[tuple[str, float]]
) -> None:
    left = looks.copy()
    monkeypatch.setattr(full, "_look", lambda *_: left.pop(0))

    assert full.read(page()[0], page()[1][:1]) == looks[:1]
    assert left == []


@pytest.mark.parametrize("angle", [0, 30, 90])
def test_widens_the_margins_of_a_box_by_its_height(angle: float) -> None:
    box = cv2.boxPoints(((100, 100), (80, 20), angle))[[1, 2, 3, 0]].astype(np.float32)
    sides = sorted(math.dist(a, b) for a, b in pairwise(grown(box)))

    assert grown(box).mean(axis=0) == pytest.approx((100, 100), abs=0.01)
    assert sides == pytest.approx([20 + 2 * 0.06 * 20, 80 + 2 * 0.1 * 20, 80 + 2 * 0.1 * 20], abs=0.01)


def test_knows_no_character_that_is_on_no_receipt(latin: Recognizer, full: Recognizer) -> None:
    assert "合" in full._characters
    assert "合" not in latin._characters
    assert {"", " ", "₱", "ñ", "Z", "9"} <= set(latin._characters)
    assert len(latin._characters) < 250


@pytest.mark.parametrize(
    ("read", "likely", "text"),
    [
        ("TOTALDUE", {5}, "TOTAL DUE"),
        ("TOTAL DUE", {5, 6}, "TOTAL DUE"),
        ("1,234.50", {1, 2, 5, 6}, "1,234.50"),
        ("PHP1,234.50", {3, 4}, "PHP 1,234.50"),
        ("A", set(), "A"),
    ],
)
def test_parts_words_where_a_space_is_likely_but_no_amounts(read: str, likely: set[int], text: str) -> None:
    # two steps a character, the second of which is where a space may be
    spaces = np.array([0.4 if step % 2 and (step + 1) // 2 in likely else 0.01 for step in range(2 * len(read))])

    assert spaced(list(read), np.arange(0, 2 * len(read), 2), spaces.astype(np.float32)) == text


@pytest.mark.parametrize(("gap", "text"), [(2, "GINKEE"), (4, "GIN KEE")])
def test_takes_an_unlikely_space_where_letters_stand_apart(gap: int, text: str) -> None:
    steps = np.array([0, 2, 4, 4 + gap, 6 + gap, 8 + gap])
    spaces = np.full(9 + gap, 0.01, np.float32)
    spaces[5] = 0.2

    assert spaced(list("GINKEE"), steps, spaces) == text


def test_reads_nothing_where_there_are_no_boxes(latin: Recognizer) -> None:
    assert latin.read(page()[0], []) == []


def test_gives_an_empty_text_for_a_blank_line(latin: Recognizer) -> None:
    blank = np.full((40, 300, 3), 255, np.uint8)
    box = np.array([[0, 0], [300, 0], [300, 40], [0, 40]], np.float32)

    assert latin.read(blank, [box]) == [("", 0.0)]


@pytest.mark.parametrize(
    ("size", "width"), [((48, 100), 104), ((24, 100), 200), ((1, 1), 48), ((10, 9000), 3200), ((300, 1), 8)]
)
def test_brings_a_line_to_the_height_of_the_model(size: tuple[int, int], width: int) -> None:
    tensor = prepare(np.zeros((*size, 3), np.uint8))

    assert tensor.shape == (3, 48, width)
    assert tensor[0, 0, 0] == -1


@pytest.mark.parametrize("turn", [0, 0.3])
def test_cuts_a_level_box_as_a_turned_one(turn: float) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (60, 200, 3), np.uint8)
    box = np.array([[20, 10], [120, 10], [120, 40], [20, 40]], np.float32)

    cut = crop(pixels, box + np.array([[0, 0], [0, 0], [0, turn], [0, turn]], np.float32))

    assert cut.shape == (30, 100, 3)
    assert np.array_equal(cut, pixels[10:40, 20:120]) == (turn == 0)


def test_lays_a_line_that_runs_upwards_level() -> None:
    pixels = np.zeros((200, 100, 3), np.uint8)
    box = np.array([[10, 10], [40, 10], [40, 190], [10, 190]], np.float32)

    assert crop(pixels, box).shape == (30, 180, 3)


def test_cuts_a_box_that_reaches_over_the_edge() -> None:
    box = np.array([[-5, -5], [120, -5], [120, 20], [-5, 20]], np.float32)

    assert crop(np.zeros((50, 100, 3), np.uint8), box).shape == (25, 125, 3)
