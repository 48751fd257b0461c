"""Time limits, stretched on a machine that is slower than that of the figures or busy with other tests."""

import time
from collections.abc import Callable

# What one piece of work takes on 2 cores of an EPYC server of 2021 that do nothing else.
PIECE_SECONDS = 0.025
PIECES = 8
# Slower than this is no machine for the appliance: limits stay limits.
MOST = 6.0


def slowness(clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how many times longer a piece of work takes now than on the machine of the figures, from 1 to MOST."""
    started = clock()
    for _ in range(PIECES):
        piece()
    took = clock() - started
    return min(max(1.0, took / PIECES / PIECE_SECONDS), MOST)


def piece() -> int:
    """Run a fixed piece of work, whose time depends on the processor alone."""
    total = 0
    for number in range(1_000_000):
        total += number & 7
    return total


def allowed(seconds: float) -> float:
    """Return a time limit of the machine of the figures, stretched for this one. Call it at the time of what is measured."""
    return seconds * slowness()


def cpu_allowed(seconds: float) -> float:
    """Return a limit in processor seconds, which waiting does not lengthen, stretched for this machine."""
    return seconds * slowness(time.process_time)
