"""One reader of receipts as a process: reads paths from standard input, writes a line of JSON for each.

    python bench/readers.py NAME

The first line tells the seconds until the reader was ready, and the memory it then holds. Each answer has the words
read, the seconds and CPU seconds taken, and the memory held after it, in MB. Imports nothing but the reader that is
named, so that it can run in the peers' environment as well as in ours.
"""

import json
import logging
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SERVICES = Path(__file__).resolve().parent.parent / "services"
Read = Callable[[str], list[str]]


def service(name: str) -> Callable[[str], Any]:
    """Return a reader that uses an engine of the service, from the file's bytes to the facts, by the `ocr` on the path."""
    from ocr.engine import load  # noqa: PLC0415 - see above
    from ocr.image import Limits  # noqa: PLC0415
    from ocr.pipeline import Pipeline  # noqa: PLC0415
    from ocr.settings import Settings  # noqa: PLC0415

    settings = Settings()
    pipeline = Pipeline(Limits(settings.max_pixels, settings.max_pages), settings.date_order)
    engine = load(name, lang="en", models_dir=SERVICES / "ocr/models", threads=len(os.sched_getaffinity(0)))
    return lambda path: pipeline.read(Path(path).read_bytes(), engine)


def ours(name: str) -> Read:
    """Return a reader that returns the lines that the service reads."""
    # before the folder of this file, whose service.py is another
    sys.path[:0] = [str(SERVICES / part / "src") for part in ("ocr", "shared")]
    read = service(name)
    return lambda path: [line.text for line in read(path).lines]


def rapidocr(runtime: str) -> Read:
    """Return a reader that uses RapidOCR with its defaults, on one of its runtimes."""
    from rapidocr import EngineType, RapidOCR  # noqa: PLC0415 - see above

    logging.disable(logging.INFO)
    chosen = EngineType(runtime)
    engine = RapidOCR(params={f"{step}.engine_type": chosen for step in ("Det", "Cls", "Rec")})
    return lambda path: list(engine(path).txts or [])


def tesseract(_: str) -> Read:
    """Return a reader that uses Tesseract as its users do: a process a picture."""
    command = ["tesseract", "{}", "stdout", "-l", "eng", "--psm", "4"]

    def read(path: str) -> list[str]:
        filled = [path if word == "{}" else word for word in command]
        return subprocess.run(filled, capture_output=True, check=True, text=True).stdout.splitlines()  # noqa: S603

    return read


READERS: dict[str, tuple[Callable[[str], Read], str]] = {
    "ours": (ours, "onnxruntime"),
    "paddleocr": (ours, "paddleocr"),
    "rapidocr-onnxruntime": (rapidocr, "onnxruntime"),
    "rapidocr-openvino": (rapidocr, "openvino"),
    "tesseract": (tesseract, ""),
}


def cpu_seconds() -> float:
    """Return the processor time of this process and of those it has waited for."""
    return sum(os.times()[:4])


def memory_mb() -> int:
    """Return the memory held now, or the most that a process we waited for held, whichever is more."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    held = pages * resource.getpagesize() // 2**20
    return max(held, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


def main() -> None:
    """Answer until standard input ends."""
    started = time.monotonic()
    make, argument = READERS[sys.argv[1]]
    read = make(argument)
    print(json.dumps({"seconds": time.monotonic() - started, "memory_mb": memory_mb()}), flush=True)
    for path in sys.stdin:
        begin, cpu = time.monotonic(), cpu_seconds()
        words = " ".join(read(path.strip())).upper().split()
        seconds, cpu = time.monotonic() - begin, cpu_seconds() - cpu
        print(json.dumps({"seconds": seconds, "cpu": cpu, "memory_mb": memory_mb(), "words": words}), flush=True)


if __name__ == "__main__":
    main()
