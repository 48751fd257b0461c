"""PP-OCRv6 small on ONNX Runtime: the engine that receipts are read with."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocr.engine.activity import Activity
from ocr.engine.base import Reading
from ocr.engine.detection import Corners, Detector
from ocr.engine.orientation import Orientation
from ocr.engine.recognition import Recognizer
from ocr.model import Box, Line


class PpOcrEngine:
    """Detection and recognition as PaddleOCR does them, without PaddleOCR; see docs/decisions/0015."""

    name = "onnxruntime"
    model = "PP-OCRv6_small"

    def __init__(self, lang: str, *, models_dir: Path, threads: int) -> None:
        """Load the models; `lang` is "en" for Latin script, "multi" for all that they know."""
        self.lang = lang
        self._activity = Activity()
        self._orientation = Orientation(models_dir / "PP-LCNet_x1_0_doc_ori" / "inference.onnx")
        self._detector = Detector(models_dir / "PP-OCRv6_small_det" / "inference.onnx", threads=threads)
        exact = "PP-OCRv6_small_rec_latin" if lang == "en" else "PP-OCRv6_small_rec"
        quick = f"{exact}_int8" if lang == "en" else exact
        self._recognizer = Recognizer(
            models_dir / quick / "inference.onnx", models_dir / exact / "inference.onnx", threads=threads
        )

    def read(self, pixels: NDArray[np.uint8]) -> Reading:
        """Read an RGB page (height, width, 3), turned upright first."""
        with self._activity:
            rotation = self._orientation.rotation(pixels)
            upright = np.ascontiguousarray(np.rot90(pixels, -rotation // 90))
            boxes = self._detector.find(upright, alone=self._activity.readings == 1)
            read = self._recognizer.read(upright, boxes)
        lines = (
            Line(text, box(corners), round(score, 4))
            for corners, (text, score) in zip(boxes, read, strict=True)
            if text
        )
        return Reading(tuple(lines), rotation)


def box(corners: Corners) -> Box:
    """Give the corners as plain numbers."""
    a, b, c, d = ((round(float(x)), round(float(y))) for x, y in corners)
    return a, b, c, d
