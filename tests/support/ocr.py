"""A fake engine, and requests to an application that reads with it."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocr.engine import Engine, Reading
from ocr.model import Line, Notice

LINES = (
    Line("SARI-SARI STORE", ((10, 10), (200, 10), (200, 30), (10, 30)), 0.99),
    Line("03/14/2026", ((10, 40), (120, 40), (120, 60), (10, 60)), 0.98),
    Line("TOTAL 1,234.50", ((10, 70), (200, 70), (200, 90), (10, 90)), 0.97),
)


@dataclass
class FakeEngine:
    """Engine that reads the same lines from every page; `before` runs first and may block or fail."""

    name: str = "fake"
    model: str = "none"
    lang: str = "en"
    rotation: int = 0
    lines: tuple[Line, ...] = LINES
    warnings: tuple[Notice, ...] = ()
    before: Callable[[], None] = lambda: None
    pages: list[tuple[int, ...]] = field(default_factory=list)

    def upright(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
        """Turn the page by `rotation`."""
        return np.rot90(pixels, -self.rotation // 90), self.rotation

    def read(self, page: NDArray[np.uint8]) -> Reading:
        """Record the shape of the page, return the lines."""
        self.pages.append(page.shape)
        self.before()
        return Reading(self.lines, 0, self.warnings)

    def release(self) -> None:
        """Do nothing: the fake engine keeps no memory."""


def read(engine: Engine, pixels: NDArray[np.uint8]) -> Reading:
    """Read a page that may lie on its side; the reading has the degrees of both turns in all."""
    page, rotation = engine.upright(pixels)
    reading = engine.read(page)
    return replace(reading, rotation=(rotation + reading.rotation) % 360)


def png(width: int = 60, height: int = 80, **save: Any) -> bytes:
    """Draw a white picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "PNG", **save)
    return buffer.getvalue()


def form(data: bytes, *, name: str = "file", filename: str = "r.png") -> dict[str, Any]:
    """Return the arguments of a request that uploads `data`."""
    body = (
        (
            f'--limit\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
            "Content-Type: image/png\r\n\r\n"
        ).encode()
        + data
        + b"\r\n--limit--\r\n"
    )
    return {"body": body, "headers": {"Content-Type": "multipart/form-data; boundary=limit"}}
