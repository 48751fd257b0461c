"""The seam that every engine fills."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ocr.model import Line, Notice


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a page, the clockwise degrees it was turned by before they were read, and what to know of both.

    Boxes are in pixels of the turned page.
    """

    lines: tuple[Line, ...]
    rotation: int
    warnings: tuple[Notice, ...] = ()


class Engine(Protocol):
    """Reads pages, as many at once as `pages_at_once` says."""

    name: str
    model: str
    lang: str

    def read(self, pixels: NDArray[np.uint8]) -> Reading:
        """Read an RGB page (height, width, 3)."""
        ...
