"""A receipt that was sent twice is known again, read by the real engine."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from ocr.app import create_pipeline
from ocr.engine import Engine, load
from ocr.fingerprint import SAME_BITS
from ocr.model import Fingerprint
from ocr.settings import Settings
from tests.support.receipts import draw

pytestmark = pytest.mark.slow

PIPELINE = create_pipeline(Settings())
SHEET = draw("fuel_station", 3, shop=1).image.convert("RGB")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load("onnxruntime", lang="en", models_dir=Settings().models_dir, threads=1)


@pytest.fixture(scope="module")
def original(engine: Engine) -> Fingerprint:
    return taken(SHEET, engine)


def taken(image: Image.Image, engine: Engine, kind: str = "JPEG", quality: int = 90) -> Fingerprint:
    buffer = io.BytesIO()
    image.save(buffer, kind, quality=quality)
    return PIPELINE.read(buffer.getvalue(), engine).fingerprint


def bits(one: Fingerprint, other: Fingerprint) -> int:
    assert one.perceptual
    assert other.perceptual
    return (int(one.perceptual, 16) ^ int(other.perceptual, 16)).bit_count()


def scaled(factor: float) -> Callable[[Image.Image], Image.Image]:
    return lambda sheet: sheet.resize((round(sheet.width * factor), round(sheet.height * factor)))


def turned(degrees: float) -> Callable[[Image.Image], Image.Image]:
    return lambda sheet: sheet.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="#786450")


@pytest.mark.parametrize("quality", [50, 70, 95])
def test_survives_another_encoding(engine: Engine, original: Fingerprint, quality: int) -> None:
    again = taken(SHEET, engine, quality=quality)

    assert bits(original, again) <= SAME_BITS
    assert again.sha256 != original.sha256


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_survives_another_kind_of_file(engine: Engine, original: Fingerprint, kind: str) -> None:
    assert bits(original, taken(SHEET, engine, kind)) <= SAME_BITS


@pytest.mark.parametrize(
    "change",
    [scaled(0.5), scaled(0.75), scaled(1.5), turned(-3), turned(3), turned(180)],
    ids=["half", "smaller", "larger", "turned left", "turned right", "on its head"],
)
def test_survives_another_size_and_a_turn(
    engine: Engine, original: Fingerprint, change: Callable[[Image.Image], Image.Image]
) -> None:
    assert bits(original, taken(change(SHEET), engine)) <= SAME_BITS


def test_tells_two_receipts_of_one_shop_apart(engine: Engine, original: Fingerprint) -> None:
    other = taken(draw("fuel_station", 4, shop=1).image, engine)

    assert bits(original, other) > SAME_BITS
    assert original.key != other.key


def test_has_a_key_where_all_that_makes_it_is_sure(original: Fingerprint) -> None:
    assert original.key
