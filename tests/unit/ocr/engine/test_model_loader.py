import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocr.engine import Engine, Reading
from ocr.engine.model_loader import ModelLoader


class Fine:
    name, model, lang = "fine", "none", "en"

    def upright(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
        return pixels, 0

    def read(self, _page: NDArray[np.uint8]) -> Reading:
        return Reading((), 0)

    def release(self) -> None:
        pass


class Broken(Fine):
    def read(self, _page: NDArray[np.uint8]) -> Reading:
        raise RuntimeError("secret")


def loaded(load: Any) -> ModelLoader:
    loader = ModelLoader(load)
    loader.start()
    deadline = time.monotonic() + 60
    while loader.engine is None and loader.error is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return loader


def test_loads_in_the_background_and_reads_once_before_it_says_so() -> None:
    pages: list[tuple[int, ...]] = []

    class Counting(Fine):
        def read(self, page: NDArray[np.uint8]) -> Reading:
            pages.append(page.shape)
            return super().read(page)

    engine: Engine = Counting()

    assert loaded(lambda: engine).engine is engine
    assert pages == [(320, 320, 3)]


def test_is_empty_before_it_starts() -> None:
    loader = ModelLoader(Fine)

    assert (loader.engine, loader.error) == (None, None)


def test_tells_that_an_engine_can_not_be_loaded_or_can_not_read() -> None:
    def missing() -> Engine:
        raise FileNotFoundError("inference.onnx")

    for load, kind in ((missing, "FileNotFoundError"), (Broken, "RuntimeError")):
        loader = loaded(load)

        assert loader.engine is None
        assert loader.error
        assert loader.error.startswith(kind)
        assert "secret" not in loader.error
