"""Orientation of a page, by PaddlePaddle's PP-LCNet_x1_0_doc_ori."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine.frame import Frame
from ocr.engine.session import open_session

# Pre-processing that the model was trained with: shortest side 256, the middle 224 x 224, ImageNet's mean and deviation
RESIZED_PX = 256
CROPPED_PX = 224
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)

# Below this a page is left as it is: of 81 upright scans all were told to be upright, 4 of them less surely than 0.9
SURE = 0.6


class Orientation:
    """Classifier of how far a page must be turned to be upright."""

    def __init__(self, model: Path) -> None:
        """Load the model."""
        self._session = open_session(model, threads=1)

    def upright(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
        """Turn an RGB page as it seems to be upright; return it with the clockwise degrees."""
        rotation = self.rotation(pixels)
        return np.ascontiguousarray(np.rot90(pixels, -rotation // 90)), rotation

    def rotation(self, pixels: NDArray[np.uint8]) -> int:
        """Return the clockwise degrees (0, 90, 180, 270) that bring an RGB page upright."""
        probabilities = self._look(pixels)
        turned = int(probabilities.argmax())
        return (4 - turned) % 4 * 90 if probabilities[turned] >= SURE else 0

    def is_on_its_head(self, frame: Frame) -> bool:
        """Return whether the print in a level frame is on its head, as it is known not to lie on its side."""
        upright, _, on_its_head, _ = self._look(frame.reduced(2 * RESIZED_PX))
        return bool(on_its_head > upright)

    def _look(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the probability of each quarter turn."""
        probabilities: NDArray[np.float32] = self._session.run(None, {"x": prepare(pixels)})[0][0]
        return probabilities


def prepare(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the model's input (1, 3, 224, 224)."""
    height, width = pixels.shape[:2]
    factor = RESIZED_PX / min(height, width)
    # a page may be thousands of times longer than wide: its middle is cut out before it is enlarged
    span = round(RESIZED_PX / factor)
    top, left = max(0, (height - span) // 2), max(0, (width - span) // 2)
    square = cv2.resize(pixels[top : top + span, left : left + span], (RESIZED_PX,) * 2, interpolation=cv2.INTER_AREA)
    margin = (RESIZED_PX - CROPPED_PX) // 2
    crop = square[margin:-margin, margin:-margin].astype(np.float32) / 255
    normal = ((crop - MEAN) / DEVIATION).astype(np.float32, copy=False)
    return normal.transpose(2, 0, 1)[np.newaxis]
