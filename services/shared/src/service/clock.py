"""Time by the wall clock, which anybody may set, and by one that nobody can: together they tell when that was done."""

import time
from dataclasses import dataclass
from typing import Self

# A clock that is disciplined drifts by up to 500 ppm from the other one: 43 s in a day, the longest between two looks.
SET_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks at one moment: seconds since 1970, and since the machine started, suspended or not."""

    wall: float
    boot: float

    @classmethod
    def read(cls) -> Self:
        """Read both clocks."""
        return cls(time.time(), time.clock_gettime(time.CLOCK_BOOTTIME))

    def set_since(self, before: Self) -> float:
        """Return by how many seconds the wall clock was set since an earlier look, 0 where it only went on."""
        seconds = (self.wall - self.boot) - (before.wall - before.boot)
        return seconds if abs(seconds) >= SET_SECONDS else 0.0
