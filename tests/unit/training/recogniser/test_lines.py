"""Lines as the network takes them in."""

import base64
import io
import random

import numpy as np
import pytest
from PIL import Image

from training.recogniser.crops import CROP_HEIGHT_PX, Crop

pytest.importorskip("torch", reason="PyTorch is in .venv-train, which make train-recogniser makes")

from training.recogniser.lines import BATCH_PX, Alphabet, Lines, boxed

ALPHABET = Alphabet(["a", "b"])


def crop(text: str, read: str = "", width: int = 300) -> Crop:
    """Return a grey line of some width."""
    png = io.BytesIO()
    Image.fromarray(np.full((CROP_HEIGHT_PX, width, 3), 128, np.uint8)).save(png, "PNG")
    return Crop("1.jpg", 0, text, read, 0.9, base64.b64encode(png.getvalue()).decode())


def test_characters_are_classes_and_back() -> None:
    assert ALPHABET.encode("ab b") == [1, 2, 3, 2]
    assert ALPHABET.decode([0, 1, 1, 0, 1, 2, 3, 2]) == "aab b"


def test_lines_with_an_unknown_character_are_left_out() -> None:
    assert Lines([crop("ab"), crop("äb")], ALPHABET).classes == [[1, 2]]


def test_lines_of_a_batch_have_one_width() -> None:
    lines = Lines([crop("ab", width=width) for width in range(100, 600, 7)], ALPHABET)
    chance = random.Random(1)
    batches = lines.batches(chance)
    assert sorted(number for _, numbers in batches for number in numbers) == list(range(len(lines.crops)))
    for width, numbers in batches:
        assert width * len(numbers) <= BATCH_PX
        assert lines.inputs(width, numbers, chance).shape == (len(numbers), 3, 48, width)


def test_without_margins_a_line_is_as_the_service_cuts_it() -> None:
    pixels = np.zeros((CROP_HEIGHT_PX, 200, 3), np.uint8)
    margin = (CROP_HEIGHT_PX - 48) // 2
    pixels[margin:-margin, margin:-margin] = 255
    line = boxed(pixels)
    assert line.shape[:2] == (3, 48)
    assert line[:, 2:-2, 2:-12].min() == pytest.approx(1)
