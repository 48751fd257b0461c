"""The interface of every engine."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ocr.model import Box, Line, Notice

# How many times longer than high all lines that are read of a file are, taken together: 553 at most on 361 labelled
# receipts. To read so many takes six seconds of a processor.
MOST_PRINT = 4000


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a page, the clockwise degrees by which it is still to be turned upright, and notices about both.

    Boxes are in pixels of the page as it is when it has been turned.
    """

    lines: tuple[Line, ...]
    rotation: int
    warnings: tuple[Notice, ...] = ()


class Engine(Protocol):
    """Engine that reads pages, as many at once as `pages_at_once` says."""

    name: str
    model: str
    lang: str

    def upright(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
        """Turn an RGB page (height, width, 3) as it seems to be upright; return it with the clockwise degrees."""
        ...

    def read(self, page: NDArray[np.uint8]) -> Reading:
        """Read a page that is upright as far as `upright` can tell."""
        ...

    def release(self) -> None:
        """Release to the system the memory that is kept for the next page."""
        ...


def elongation(corners: Box | NDArray[np.float32]) -> float:
    """Return how many times longer a box is than high, to which the time to read it is proportional."""
    long, short = sorted((math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])), reverse=True)
    return long / max(short, 1)
