"""Pages in flight are counted, and after the last one free memory goes back to the system."""

import os
import subprocess
import sys

import pytest

from ocr.engine.inflight import Inflight

# Fills the heap with 200 MB in blocks that are freed, all but the last, which keeps the rest from being given back by itself
ENOUGH_MB = 150
HOLD = """
import time
import numpy as np
from ocr.engine import inflight

inflight.REST_SECONDS = 0.3

def memory_mb():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6

def fill():
    blocks = [np.ones(1_000_000, np.uint8) for _ in range(200)]
    return blocks[-1]

pages = inflight.Inflight(lambda: None)
with pages:
    last = fill()
    held = memory_mb()
{then}
end = time.monotonic() + {seconds}
while held - memory_mb() < {enough} and time.monotonic() < end:
    time.sleep(0.05)
print(held - memory_mb())
"""


def given_back_mb(then: str, *, seconds: float) -> float:
    """Return how much is given back after a while, or as soon as it is enough."""
    heap = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "1073741824"}
    environment = os.environ | heap | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLD.format(then=then, seconds=seconds, enough=ENOUGH_MB)]
    return float(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout)


def test_counts_the_pages_in_flight() -> None:
    inflight = Inflight(lambda: None)

    with inflight:
        with inflight:
            assert inflight.pages == 2
        assert inflight.pages == 1
    assert inflight.pages == 0


def test_a_page_that_fails_is_in_flight_no_more() -> None:
    inflight = Inflight(lambda: None)

    with pytest.raises(ValueError, match="unreadable"), inflight:
        raise ValueError("unreadable")
    assert inflight.pages == 0


def test_memory_goes_back_after_the_last_page() -> None:
    assert given_back_mb(then="", seconds=60) > ENOUGH_MB


def test_memory_is_kept_while_something_is_read() -> None:
    assert given_back_mb(then="pages.__enter__()", seconds=0.6) < 50
