"""Effects of a camera: focus, motion, noise, and JPEG compression."""

import io
import random

import cv2
import numpy as np
from PIL import Image

from tests.support.receipts.photo.grain import Field, bell
from tests.support.receipts.photo.levels import Level


def expose(rng: random.Random, picture: Field, level: Level) -> Image.Image:
    """Blur and add noise; the noise is common to the three colours by half."""
    focused = np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(*level.defocus_px)), np.float32)
    blurred = _shaken(focused, rng.uniform(*level.motion_px), rng.uniform(0, 180))
    height, width = picture.shape[:2]
    noise = bell(rng, height, width)[..., None] * 0.5
    noise = noise + np.stack([bell(rng, height, width) for _ in range(3)], axis=-1) * 0.5
    noisy = blurred + noise * rng.uniform(*level.noise)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def compress(image: Image.Image, quality: int) -> Image.Image:
    """Return the picture after it was saved as a JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def _shaken(picture: Field, length: float, degrees: float) -> Field:
    """Smear along a direction, as a hand that moves by `length` pixels does."""
    if length < 1:
        return picture
    kernel = np.zeros((7, 7), np.float32)
    kernel[3, :] = np.clip(length / 2 + 0.5 - np.abs(np.arange(7) - 3), 0, 1)
    turned = cv2.warpAffine(kernel, cv2.getRotationMatrix2D((3, 3), degrees, 1), (7, 7))
    return np.asarray(cv2.filter2D(picture, -1, turned / turned.sum()), np.float32)
