"""A sheet with something like print on it, to see what is left of it after it was encoded, cut or turned."""

import io
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener(thumbnails=False)

ROW_PX = 12


def sheet(width: int = 240, height: int = 320, *, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Draw a sheet of grained paper with rows of dark strokes down to the bottom, others for each seed."""
    chance = np.random.default_rng(seed)
    strokes = chance.random((height // ROW_PX + 1, width // 3 + 1)) < 0.5
    ink = np.kron(strokes, np.ones((ROW_PX, 3), bool))[:height, :width]
    ink[np.arange(height) % ROW_PX < ROW_PX // 3] = False
    ink[:, : width // 10] = False
    return Image.fromarray(
        np.where(ink, np.uint8(40), np.uint8(240)) + chance.integers(0, 16, ink.shape, np.uint8)
    ).convert(mode)


def encoded(image: Image.Image, kind: str = "PNG", **save: Any) -> bytes:
    """Encode a picture."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **save)
    return buffer.getvalue()
