"""Loader of an engine in the background, with its progress."""

import logging
import threading
from collections.abc import Callable

import numpy as np

from ocr.engine.base import Engine

log = logging.getLogger(__name__)

# A page with two black bars: the detector takes them for lines, so that every model has run once before the first
# request, which would otherwise wait for the libraries' own first-time work
WARM_UP = np.full((320, 320, 3), 255, np.uint8)
WARM_UP[100:120, 40:280] = WARM_UP[200:220, 40:280] = 0


class ModelLoader:
    """Loader of an engine in the background; `engine` and `error` change once, from None."""

    def __init__(self, load: Callable[[], Engine]) -> None:
        """Take the function that loads the engine; nothing is loaded before `start`."""
        self._load = load
        self.engine: Engine | None = None
        self.error: str | None = None

    def start(self) -> None:
        """Begin to load. Call it in the process that will read: an ONNX session does not survive a fork."""
        threading.Thread(target=self._run, name="model-loader", daemon=True).start()

    def _run(self) -> None:
        try:
            engine = self._load()
            page, _ = engine.upright(WARM_UP)
            engine.read(page)
        except Exception as error:
            # whatever went wrong, the probes must tell it
            log.exception("engine failed to load")
            self.error = f"{type(error).__name__}: the engine could not be loaded; see the log of the service ocr"
            return
        self.engine = engine
        log.info("engine loaded", extra={"engine": engine.name, "model": engine.model})
