import math
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.engine.ctc import UNREAD, Transcript
from ocr.engine.frame import Corners
from ocr.engine.recognition import WIDTH_AT_ONCE_PX, Recognizer, crop, grown, prepare
from ocr.model import Letter
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


def texts(recognizer: Recognizer) -> list[str]:
    return [line.text for line in recognizer.read(*page())]


def test_reads_each_line_in_its_place(latin: Recognizer) -> None:
    read = latin.read(*page())

    assert [line.text.replace(" ", "") for line in read] == [text.replace(" ", "") for text in TEXTS]
    assert all(0.5 < line.score <= 1 for line in read)
    assert [len(line.letters) for line in read] == [len(line.text) for line in read]


def test_reads_latin_script_as_the_full_model_does(latin: Recognizer, full: Recognizer) -> None:
    assert texts(latin) == texts(full)


@pytest.mark.parametrize("variant", [INT8, LATIN])
def test_reads_with_each_variant_alone_as_the_full_model_does(full: Recognizer, variant: Path) -> None:
    # without the other, whose second look would hide what it misreads
    alone = Recognizer(variant, variant, threads=1)

    assert texts(alone) == texts(full)


def test_looks_twice_at_a_line_that_it_is_not_sure_of(full: Recognizer, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = tuple(Letter(0.99) for _ in "TOTAL")
    looks = iter([Transcript("T0TAL", 0.96), Transcript("TOTAL", 0.99, letters)])
    monkeypatch.setattr(full, "_look", lambda *_: next(looks))

    # the surer reading, and the doubt that was there
    assert full.read(page()[0], page()[1][:1]) == [Transcript("TOTAL", 0.96, letters)]


@pytest.mark.parametrize(
    "looks", [[Transcript("TOTAL", 0.97)], [Transcript("TOTAL", 0.96), Transcript("T0TAL", 0.95)], [UNREAD]]
)
def test_keeps_the_first_reading_unless_the_second_is_surer(
    full: Recognizer, monkeypatch: pytest.MonkeyPatch, looks: list[Transcript]
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


def test_reads_nothing_where_there_are_no_boxes(latin: Recognizer) -> None:
    assert latin.read(page()[0], []) == []


def test_gives_an_empty_text_for_a_blank_line(latin: Recognizer) -> None:
    blank = np.full((40, 300, 3), 255, np.uint8)
    box = np.array([[0, 0], [300, 0], [300, 40], [0, 40]], np.float32)

    assert latin.read(blank, [box]) == [UNREAD]


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


def test_never_looks_at_more_width_at_once_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    recognizer = Recognizer(INT8, LATIN, threads=4)
    session, lock, widths = recognizer._int8, threading.Lock(), list[int]()
    most: list[int] = []

    class Watched:
        """Runs the network, and keeps the widths that are in it."""

        def run(self, outputs: None, feed: dict[str, NDArray[np.float32]]) -> Any:
            width = feed["x"].shape[-1]
            with lock:
                widths.append(width)
                most.append(sum(widths))
            try:
                return session.run(outputs, feed)
            finally:
                with lock:
                    widths.remove(width)

    monkeypatch.setattr(recognizer, "_int8", Watched())
    monkeypatch.setattr(recognizer, "_fp32", Watched())
    # wide ones, and one that is wider than all that is allowed
    wide = [
        np.array([[0, y], [x, y], [x, y + 30], [0, y + 30]], np.float32)
        for y, x in ((0, 1900), (40, 600), (80, 600), (120, 600))
    ]

    recognizer.read(np.full((160, 2000, 3), 255, np.uint8), wide)

    assert len(most) == 4
    assert max(most) == 48 * 1900 // 30
    assert sorted(most)[-2] <= WIDTH_AT_ONCE_PX
