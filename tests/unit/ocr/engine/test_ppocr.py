"""The engine that receipts are read with, with its real models."""

import gc
import math
import weakref
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.engine import Engine, load
from ocr.engine.ctc import UNREAD, Transcript
from ocr.engine.detection import Detector
from ocr.engine.frame import Corners, Frame
from ocr.engine.orientation import Orientation
from ocr.engine.ppocr import PpOcrEngine, is_blank, quarter_turned, sureness
from ocr.engine.recognition import Recognizer
from ocr.errors import ImageTooLarge
from ocr.model import Line
from ocr.settings import Settings
from tests.support.lying import Ground, lying, roll
from tests.support.ocr import read

pytestmark = pytest.mark.slow

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


def printed(lines: Iterable[Line], texts: list[str]) -> list[Line]:
    """Return the lines that are of these texts; a ground has shapes that look like letters."""
    known = {letters(text) for text in texts}
    return [line for line in lines if letters(line.text) in known]


def test_the_networks_go_with_the_engine_not_with_the_garbage() -> None:
    # a process that is forked meanwhile would collect them, and wait for threads that it does not have
    engine = load("onnxruntime", lang="en", models_dir=Settings().models_dir, threads=1)
    gone = weakref.ref(engine)
    gc.disable()
    try:
        del engine
        assert gone() is None
    finally:
        gc.enable()


def test_reads_lines_with_boxes_and_scores(engine: Engine, page: NDArray[np.uint8]) -> None:
    reading = read(engine, page)

    assert [letters(line.text) for line in reading.lines] == [letters(text) for text in TEXTS]
    assert all(line.score > 0.9 for line in reading.lines)
    first = reading.lines[0].box
    assert all(50 <= x <= 560 and 30 <= y <= 90 for x, y in first)
    assert first[0][0] < first[1][0]
    assert first[0][1] < first[3][1]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turns_a_page_that_lies_on_its_side_or_head(engine: Engine, page: NDArray[np.uint8], turns: int) -> None:
    reading = read(engine, np.ascontiguousarray(np.rot90(page, turns)))

    assert reading.rotation == turns * 90
    assert [letters(line.text) for line in reading.lines] == [letters(text) for text in TEXTS]
    assert all(x <= 620 and y <= 900 for line in reading.lines for x, y in line.box)


@pytest.mark.parametrize("margin", [0.0, 0.2])
@pytest.mark.parametrize(
    ("degrees", "ground"),
    [
        (-44, "white"),
        (90 - 30, "dark"),
        (180 - 22, "cluttered"),
        (270 - 12, "white"),
        (90 + 10, "cluttered"),
        (20, "white"),
        (22, "dark"),
        (270 + 35, "cluttered"),
        (180 + 44, "white"),
    ],
)
def test_reads_a_page_that_leans(
    engine: Engine, page: NDArray[np.uint8], degrees: int, ground: Ground, margin: float
) -> None:
    picture = lying(page, degrees, ground, margin=margin)
    reading = read(engine, picture)
    lines = printed(reading.lines, TEXTS)

    assert [letters(line.text) for line in lines] == [letters(text) for text in TEXTS]
    assert reading.rotation == round(degrees / 90) * 90 % 360
    height, width = picture.shape[:2] if reading.rotation % 180 == 0 else picture.shape[1::-1]
    for line in lines:
        assert all(0 <= x <= width and 0 <= y <= height for x, y in line.box)
        (x0, y0), (x1, y1) = line.box[:2]
        rise = math.degrees(math.atan2(y0 - y1, x1 - x0)) - (degrees - reading.rotation)
        assert (rise + 180) % 360 - 180 == pytest.approx(0, abs=2)


@pytest.mark.parametrize(("degrees", "told"), [(0, 180), (0, 90), (90, 0), (180, 0), (270, 90), (25, 180), (25, 90)])
def test_what_was_read_is_believed_rather_than_the_orientation_told(
    engine: Engine, page: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch, degrees: int, told: int
) -> None:
    monkeypatch.setattr(Orientation, "rotation", lambda *_: told)
    monkeypatch.setattr(Orientation, "is_on_its_head", lambda *_: told != 180)
    reading = read(engine, lying(page, degrees))

    assert [letters(line.text) for line in reading.lines] == [letters(text) for text in TEXTS]
    assert reading.rotation == degrees // 90 * 90


@pytest.mark.parametrize("items", [30, 60, 100, 170, 400])
def test_reads_a_roll_of_any_length(engine: Engine, items: int) -> None:
    picture, texts = roll(items)
    reading = read(engine, picture)

    assert [letters(line.text) for line in reading.lines] == [letters(text) for text in texts]
    assert reading.warnings == ()


@pytest.mark.parametrize("degrees", [90, 270, 180, 2, -25])
def test_reads_a_roll_that_lies(engine: Engine, degrees: int) -> None:
    picture, texts = roll(60)
    reading = read(engine, lying(picture, degrees, "dark"))

    assert [letters(line.text) for line in reading.lines] == [letters(text) for text in texts]


@pytest.mark.parametrize("degrees", [0, 90])
def test_looks_closer_at_a_roll_that_is_far_away(engine: Engine, degrees: int) -> None:
    picture, texts = roll(60)
    far = np.pad(lying(picture, degrees), ((1000, 1000), (1000, 1000), (0, 0)), constant_values=255)
    lines = read(engine, far).lines

    assert [letters(line.text) for line in lines] == [letters(text) for text in texts]


@pytest.mark.parametrize(
    ("size_px", "codes"),
    [(5, ["low_resolution"]), (6, ["low_resolution"]), (7, ["low_resolution"]), (12, []), (20, [])],
)
def test_warns_of_print_that_is_too_small(engine: Engine, size_px: int, codes: list[str]) -> None:
    picture, _ = roll(20, size_px=size_px)

    assert [notice.code for notice in read(engine, picture).warnings] == codes


def test_an_ordinary_page_is_looked_at_and_read_once(
    engine: Engine, page: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def noted(kind: type, method: str) -> None:
        do = getattr(kind, method)

        def note(*given: object) -> object:
            calls.append(method)
            return do(*given)

        monkeypatch.setattr(kind, method, note)

    noted(Detector, "_look")
    noted(Recognizer, "read")
    read(engine, page)

    assert calls == ["_look", "read"]


def test_letters_weigh_as_much_in_short_lines_as_in_long_ones() -> None:
    assert sureness([Transcript("ABC", 0.9), Transcript("D", 0.5), UNREAD]) == pytest.approx(0.8)
    assert sureness([UNREAD]) == sureness([]) == 0


@pytest.mark.parametrize(
    ("quarters", "corner"), [(0, (10, 20)), (1, (80, 10)), (-3, (80, 10)), (2, (190, 80)), (3, (20, 190))]
)
def test_turns_a_point_with_its_page(quarters: int, corner: tuple[int, int]) -> None:
    points = np.array([[10, 20], [-3, 120]], np.float32)

    assert quarter_turned(points, (100, 200), quarters).tolist()[0] == list(corner)
    assert quarter_turned(points, (100, 200), 0).tolist()[1] == [0, 100]


def test_reads_the_same_beside_another_page(engine: Engine, page: NDArray[np.uint8]) -> None:
    on_two_threads = load("onnxruntime", lang="en", models_dir=Settings().models_dir, threads=2)
    with ThreadPoolExecutor(2) as clients:
        readings = list(clients.map(on_two_threads.read, [page] * 4))

    assert all(reading == read(engine, page) for reading in readings)


def test_a_page_beside_another_has_one_thread_for_detection(
    engine: Engine, page: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(engine, PpOcrEngine)
    alone = []

    def find(_: Detector, __: Frame, **how: bool) -> list[Corners]:
        alone.append(how["alone"])
        return []

    monkeypatch.setattr(Detector, "find", find)
    read(engine, page)
    with engine._inflight:
        read(engine, page)

    assert alone == [True, False]


def test_reads_the_same_twice(engine: Engine, page: NDArray[np.uint8]) -> None:
    assert read(engine, page) == read(engine, page)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (15, 15), (64, 4000)])
def test_finds_nothing_on_blank_pages_of_any_shape(engine: Engine, size: tuple[int, int]) -> None:
    reading = read(engine, np.full((*size, 3), 255, np.uint8))

    assert (reading.lines, reading.rotation) == ((), 0)


def test_refuses_a_page_of_more_print_than_receipts_have(
    engine: Engine, page: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ocr.engine.ppocr.MOST_PRINT", 10)
    with pytest.raises(ImageTooLarge, match="more print"):
        engine.read(page)


@pytest.mark.parametrize("colour", [(255, 255, 255), (12, 200, 7)])
def test_a_page_of_one_colour_is_blank(colour: tuple[int, int, int]) -> None:
    assert is_blank(np.full((420, 300, 3), colour, np.uint8))


@pytest.mark.parametrize("spot", [(0, 0), (5, 7), (419, 299)])
def test_a_page_with_one_pixel_of_print_is_not_blank(spot: tuple[int, int]) -> None:
    page = np.full((420, 300, 3), 255, np.uint8)
    page[spot] = (255, 254, 255)
    assert not is_blank(page)


def test_nothing_is_looked_for_on_a_blank_page(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Detector, "find")
    monkeypatch.delattr(Orientation, "upright")
    pixels = np.full((420, 300, 3), 255, np.uint8)
    upright, degrees = engine.upright(pixels)
    assert degrees == 0
    assert engine.read(upright).lines == ()
