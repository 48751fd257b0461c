"""Sheets that lie at an angle on some ground, as a hand takes pictures of them, and the rolls of long receipts."""

import math
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ground = Literal["white", "dark", "cluttered"]


def lying(
    sheet: NDArray[np.uint8], degrees: float, ground: Ground = "white", *, margin: float = 0.0
) -> NDArray[np.uint8]:
    """Turn a sheet counter-clockwise and cut the picture tightly around it, or with a margin that is a share of it."""
    height, width = sheet.shape[:2]
    cos, sin = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
    grown = 1 + 2 * margin
    size = round((width * cos + height * sin) * grown), round((width * sin + height * cos) * grown)
    turn = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), np.float64)
    turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    cover = cv2.warpAffine(np.full((height, width), 255, np.uint8), turn, size)[..., np.newaxis] / 255
    picture = cv2.warpAffine(sheet, turn, size, flags=cv2.INTER_CUBIC)
    return np.asarray((picture * cover + _ground(ground, size) * (1 - cover)).round(), np.uint8)


def _ground(ground: Ground, size: tuple[int, int]) -> NDArray[np.uint8]:
    width, height = size
    picture = np.full((height, width, 3), {"white": 255, "dark": 30, "cluttered": 120}[ground], np.uint8)
    if ground == "cluttered":
        chance = np.random.default_rng(7)
        for _ in range(12):
            x, y, side = (int(number) for number in chance.integers(0, (width, height, min(size) // 3)))
            colour = [int(number) for number in chance.integers(0, 255, 3)]
            cv2.rectangle(picture, (x, y), (x + side, y + side // 2), colour, -1)
            cv2.circle(picture, (y % width, x % height), side // 3, colour, 5)
    return picture


def roll(
    items: int, *, size_px: int = 20, width_px: int = 420, pitch: float = 1.6
) -> tuple[NDArray[np.uint8], list[str]]:
    """Print a receipt of so many items on a roll; gives its lines as well."""
    chance = np.random.default_rng(items)
    goods = [
        f"{number:03d} {chance.choice(['RICE', 'SOAP', 'MILK', 'FISH'])} {chance.integers(1000, 30000) / 100:.2f}"
        for number in range(1, items + 1)
    ]
    texts = ["HILLTOP CANTEEN INC", "88 ACACIA STREET MAKATI", *goods, "TOTAL 25210.56", "THANK YOU"]
    font = ImageFont.load_default(size_px)
    step = round(pitch * size_px)
    image = Image.new("RGB", (width_px, step * (len(texts) + 2)), "white")
    draw = ImageDraw.Draw(image)
    for number, text in enumerate(texts, 1):
        draw.text((size_px, step * number), text, "black", font)
    return np.asarray(image), texts
