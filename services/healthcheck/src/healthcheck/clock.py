"""Detection of a wall clock that was set, by the monotonic clock."""

import time

# A clock that is disciplined drifts by up to 500 ppm from the other one: 43 s in a day, the longest between two rounds.
SET_SECONDS = 60


class Clock:
    """Comparison of the two clocks from one look to the next."""

    def __init__(self) -> None:
        self._ahead = _ahead()

    def moved(self) -> float:
        """Return by how many seconds the wall clock was set since the last look, 0 where it only went on."""
        before, self._ahead = self._ahead, _ahead()
        seconds = self._ahead - before
        return seconds if abs(seconds) >= SET_SECONDS else 0


def _ahead() -> float:
    # goes on while the machine is suspended
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
