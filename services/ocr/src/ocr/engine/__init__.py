"""OCR engines: lines with boxes and scores from the pixels of a page."""

import os
from pathlib import Path

from ocr.engine.base import MOST_PRINT, Engine, Reading, elongation
from ocr.engine.cpus import cpu_limit
from ocr.engine.memory import NETWORK_BYTES, page_bytes

__all__ = ["MOST_PRINT", "NETWORK_BYTES", "Engine", "Reading", "elongation", "load", "page_bytes", "pages_at_once"]

# Read by the libraries when they are imported
LIBRARIES_ENVIRONMENT = {
    # ONNX Runtime reports its use to its maker
    "ORT_DISABLE_TELEMETRY": "1",
    # PaddleX probes model hubs at its start, though the models are local
    "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
}


def pages_at_once(name: str, threads: int) -> int:
    """Return how many pages the engine called `name` reads at once; `threads` 0 takes the CPU limit of the container.

    PaddleOCR's pipelines are not safe in several threads. Ours is, and what one receipt leaves idle of two CPUs while its
    picture is decoded or its lines are understood, a second one uses. A third would only hold more memory.
    """
    return min(2, threads or cpu_limit()) if name == "onnxruntime" else 1


def load(name: str, *, lang: str, models_dir: Path, threads: int, weights: str = "receipt") -> Engine:
    """Load the engine called `name` with its models; `threads` 0 takes the CPU limit of the container.

    `lang` is "en" for Latin script, "multi" for all that the models know; `weights` for Latin script are those trained
    on receipts, "receipt", or the "published" ones. Only our own engine has these choices.

    The libraries behind an engine are large and are imported only here, in the process that will use them.
    """
    os.environ.update(LIBRARIES_ENVIRONMENT)
    threads = threads or cpu_limit()
    if name == "onnxruntime":
        from ocr.engine.ppocr import PpOcrEngine  # noqa: PLC0415 - see above

        return PpOcrEngine(lang, weights, models_dir=models_dir, threads=threads)
    from ocr.engine.paddle import PaddleEngine  # noqa: PLC0415 - see above

    return PaddleEngine(name, models_dir=models_dir, threads=threads)
