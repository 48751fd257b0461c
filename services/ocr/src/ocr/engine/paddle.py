"""PaddleOCR as an engine: the reference for ours, or PP-OCRv4 mobile on PaddlePaddle."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from paddleocr import PaddleOCR

from ocr.engine.base import Reading
from ocr.engine.orientation import Orientation
from ocr.model import Box, Line

# PaddleX announces each model in colours on a handler of its own
logging.getLogger("paddlex").setLevel(logging.WARNING)

DETECTION_SIDE_PX = 1280
# Three lines of like width share a batch; more of them are padded more than they gain
RECOGNITION_BATCH = 3


@dataclass(frozen=True, slots=True)
class ModelVariant:
    """A runtime with the models made for it: names as PaddleOCR knows them, folders below the models' folder."""

    runtime: str
    model: str
    detection: str
    recognition: str

    def options(self, threads: int) -> dict[str, Any]:
        """Return the runtime's options."""
        if self.runtime == "paddle_static":
            # Paddle 3.3 can't run oneDNN under its new IR (Paddle#77340)
            return {"run_mode": "mkldnn", "enable_new_ir": False, "cpu_threads": threads}
        # With the arena, memory grows with every new shape of line, to 3.5 GB; so it does, slower, with the patterns
        return {
            "intra_op_num_threads": threads,
            "inter_op_num_threads": 1,
            "enable_cpu_mem_arena": False,
            "enable_mem_pattern": False,
        }


MODEL_VARIANTS = {
    "paddleocr": ModelVariant("onnxruntime", "PP-OCRv6_small", "PP-OCRv6_small_det", "PP-OCRv6_small_rec"),
    "paddle": ModelVariant("paddle_static", "PP-OCRv4_mobile", "PP-OCRv4_mobile_det", "PP-OCRv4_mobile_rec"),
}


class PaddleEngine:
    """PaddleOCR's pipeline without its own preprocessing; documented as not safe in several threads at once."""

    # the recogniser has all its characters
    lang = "multi"

    def __init__(self, name: str, *, models_dir: Path, threads: int) -> None:
        """Load the models of the variant called `name`."""
        variant = MODEL_VARIANTS[name]
        self.name = name
        self.model = variant.model
        self._orientation = Orientation(models_dir / "PP-LCNet_x1_0_doc_ori" / "inference.onnx")
        self._pipeline = PaddleOCR(
            # with the directories alone PaddleOCR takes its default names, with the names alone it downloads
            text_detection_model_name=variant.detection,
            text_detection_model_dir=str(models_dir / variant.detection),
            text_recognition_model_name=variant.recognition,
            text_recognition_model_dir=str(models_dir / variant.recognition),
            text_recognition_batch_size=RECOGNITION_BATCH,
            # both, or the default length of 64 applies and nothing is found
            text_det_limit_type="max",
            text_det_limit_side_len=DETECTION_SIDE_PX,
            use_doc_orientation_classify=False,
            use_doc_unwarping=False,
            use_textline_orientation=False,
            engine=variant.runtime,
            engine_config=variant.options(threads),
        )

    def upright(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
        """Turn an RGB page (height, width, 3) as it seems to be upright; return it with the clockwise degrees."""
        return self._orientation.upright(pixels)

    def read(self, page: NDArray[np.uint8]) -> Reading:
        """Read a page that is upright."""
        # the models were trained on OpenCV's order of colours
        (result,) = self._pipeline.predict(np.ascontiguousarray(page[:, :, ::-1]))
        found = zip(result["rec_texts"], result["rec_polys"], result["rec_scores"], strict=True)
        return Reading(tuple(Line(text, box(corners), round(float(score), 4)) for text, corners, score in found), 0)

    def release(self) -> None:
        """Do nothing: the pipeline keeps what it keeps."""


def box(corners: NDArray[np.int16]) -> Box:
    """Return the corners as plain numbers."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners.tolist()
    return (x0, y0), (x1, y1), (x2, y2), (x3, y3)
