"""Time by the wall clock, which anybody may set, and by the monotonic one, which nobody can."""

import datetime
import time
from dataclasses import dataclass
from typing import Self

# A clock that is disciplined drifts by up to 500 ppm from the other one: 22 s in the 12 hours between two looks.
SET_SECONDS = 60


def utc_now() -> datetime.datetime:
    """Return the time of the wall clock."""
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Clocks:
    """Both clocks at one moment, in seconds; `boot` goes on while the machine is suspended."""

    wall: float
    boot: float

    @classmethod
    def read(cls) -> Self:
        """Read both."""
        return cls(utc_now().timestamp(), time.clock_gettime(time.CLOCK_BOOTTIME))

    def have_reached(self, moment: datetime.datetime, since: Self, *, min_seconds: float) -> bool:
        """Return whether a wait is over for a time that was computed when the clocks were `since`.

        Once the wall clock has been set, that time means nothing: the wait is then over after the least seconds.
        """
        waited = self.boot - since.boot
        if abs(self.wall - since.wall - waited) >= SET_SECONDS:
            return waited >= min_seconds
        return since.wall + waited >= moment.timestamp()
