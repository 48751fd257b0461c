import functools

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.support.receipts.photo import LevelName, Photo, degrade

SPOTS = [(60.0, 80.0), (540.0, 80.0), (300.0, 450.0), (60.0, 820.0), (540.0, 820.0)]


def sheet(height: int = 900) -> Image.Image:
    """White paper with a black disc at each spot."""
    image = Image.new("RGB", (600, height), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    for x, y in SPOTS:
        pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=(10, 10, 10))
    return image


@functools.cache
def taken(name: LevelName, seed: int) -> Photo:
    return degrade(sheet(), name, seed)


def test_clean_is_the_drawing_itself() -> None:
    image = sheet()
    photo = degrade(image, "clean", 1)
    assert photo.image is image
    assert list(photo.move(SPOTS)) == SPOTS


def test_another_seed_gives_another_picture() -> None:
    assert taken("mild", 1).image.tobytes() != taken("mild", 2).image.tobytes()


@pytest.mark.parametrize(("name", "seed"), [("mild", 1), ("mild", 2), ("phone", 1)])
def test_points_move_to_where_the_picture_shows_them(name: LevelName, seed: int) -> None:
    photo = taken(name, seed)
    grey = cv2.GaussianBlur(np.asarray(photo.image.convert("L")), (0, 0), 4)
    for x, y in photo.move(SPOTS):
        around = grey[int(y) - 45 : int(y) + 46, int(x) - 45 : int(x) + 46].astype(np.float32)
        rows, columns = np.nonzero(around < (around.min() + np.median(around)) / 2)
        assert abs(rows.mean() - 45) < 4
        assert abs(columns.mean() - 45) < 4


@pytest.mark.slow
@pytest.mark.parametrize("height", [500, 3000])
def test_a_telephones_picture_is_neither_tiny_nor_endless(height: int) -> None:
    assert 1200 <= max(degrade(sheet(height), "phone", 3).image.size) <= 3500
