"""Hostile files and requests, as `make fuzz` sends more of them: each is answered, soon, and the service stays as it was."""

import time

from tests.support.fuzz.files import MUTATIONS
from tests.support.fuzz.run import fuzz
from tests.support.fuzz.target import target

# each mutation once
FILES = len(MUTATIONS)
REQUESTS = 100
SEED = 20


def test_answers_whatever_is_sent_and_stays_as_it_was() -> None:
    with target() as service:
        started = time.monotonic()
        report = fuzz(service, seed=SEED, files=range(FILES), requests=range(REQUESTS))
        seconds = time.monotonic() - started
    print(*report.lines(), f"in {seconds:.0f} s", sep="\n")  # noqa: T201 - the figures are asked for
    assert report.faults == []
    assert sum(len(results) for results in report.results.values()) == FILES + 2 * REQUESTS
