import time
from typing import Any

import numpy as np

from ocr.engine import Engine, Reading
from ocr.engine.loading import Loading


class Fine:
    name, model, lang = "fine", "none", "en"

    def read(self, _pixels: Any) -> Reading:
        return Reading((), 0)


class Broken(Fine):
    def read(self, _pixels: Any) -> Reading:
        raise RuntimeError("secret")


def loaded(load: Any) -> Loading:
    loading = Loading(load)
    loading.start()
    deadline = time.monotonic() + 60
    while loading.engine is None and loading.error is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return loading


def test_loads_in_the_background_and_reads_once_before_it_says_so() -> None:
    pages: list[tuple[int, ...]] = []

    class Counting(Fine):
        def read(self, pixels: np.ndarray[Any, Any]) -> Reading:
            pages.append(pixels.shape)
            return super().read(pixels)

    engine: Engine = Counting()

    assert loaded(lambda: engine).engine is engine
    assert pages == [(320, 320, 3)]


def test_is_empty_before_it_starts() -> None:
    loading = Loading(Fine)

    assert (loading.engine, loading.error) == (None, None)


def test_tells_that_an_engine_can_not_be_loaded_or_can_not_read() -> None:
    def missing() -> Engine:
        raise FileNotFoundError("inference.onnx")

    for load, kind in ((missing, "FileNotFoundError"), (Broken, "RuntimeError")):
        loading = loaded(load)

        assert loading.engine is None
        assert loading.error
        assert loading.error.startswith(kind)
        assert "secret" not in loading.error
