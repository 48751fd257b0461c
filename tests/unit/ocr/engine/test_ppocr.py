"""The engine that receipts are read with, with its real models."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.engine import Engine, load
from ocr.engine.detection import Corners, Detector
from ocr.engine.ppocr import PpOcrEngine
from ocr.settings import Settings

TEXTS = ["BAYANIHAN GENERAL STORE", "DATE 03/14/2026", "TOTAL 1,234.50", "CASH 1,300.00", "CHANGE 65.50"] * 3


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load("onnxruntime", lang="en", models_dir=Settings().models_dir, threads=1)


@pytest.fixture(scope="module")
def page() -> NDArray[np.uint8]:
    image = Image.new("RGB", (620, 900), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    for number, text in enumerate(TEXTS):
        draw.text((60, 40 + 56 * number), text, "black", font)
    return np.asarray(image)


def letters(text: str) -> str:
    return "".join(text.split())


def test_reads_lines_with_boxes_and_scores(engine: Engine, page: NDArray[np.uint8]) -> None:
    reading = engine.read(page)

    assert [letters(line.text) for line in reading.lines] == [letters(text) for text in TEXTS]
    assert all(line.score > 0.9 for line in reading.lines)
    first = reading.lines[0].box
    assert all(50 <= x <= 560 and 30 <= y <= 90 for x, y in first)
    assert first[0][0] < first[1][0]
    assert first[0][1] < first[3][1]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turns_a_page_that_lies_on_its_side_or_head(engine: Engine, page: NDArray[np.uint8], turns: int) -> None:
    reading = engine.read(np.ascontiguousarray(np.rot90(page, turns)))

    assert reading.rotation == turns * 90
    assert [letters(line.text) for line in reading.lines] == [letters(text) for text in TEXTS]
    assert all(x <= 620 and y <= 900 for line in reading.lines for x, y in line.box)


def test_reads_the_same_beside_another_page(engine: Engine, page: NDArray[np.uint8]) -> None:
    on_two_threads = load("onnxruntime", lang="en", models_dir=Settings().models_dir, threads=2)
    with ThreadPoolExecutor(2) as clients:
        readings = list(clients.map(on_two_threads.read, [page] * 4))

    assert all(reading == engine.read(page) for reading in readings)


def test_a_page_beside_another_has_one_thread_for_detection(
    engine: Engine, page: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(engine, PpOcrEngine)
    alone = []

    def find(_: Detector, __: NDArray[np.uint8], **how: bool) -> list[Corners]:
        alone.append(how["alone"])
        return []

    monkeypatch.setattr(Detector, "find", find)
    engine.read(page)
    with engine._activity:
        engine.read(page)

    assert alone == [True, False]


def test_reads_the_same_twice(engine: Engine, page: NDArray[np.uint8]) -> None:
    assert engine.read(page) == engine.read(page)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (15, 15), (64, 4000)])
def test_finds_nothing_on_blank_pages_of_any_shape(engine: Engine, size: tuple[int, int]) -> None:
    reading = engine.read(np.full((*size, 3), 255, np.uint8))

    assert (reading.lines, reading.rotation) == ((), 0)
