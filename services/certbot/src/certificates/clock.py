"""Time by the wall clock, and waits that go on when it is set."""

import datetime

from service.clock import Clocks


def utc_now() -> datetime.datetime:
    """Return the time of the wall clock."""
    return datetime.datetime.now(datetime.UTC)


def is_over(until: datetime.datetime, since: Clocks, now: Clocks, *, min_seconds: float) -> bool:
    """Return whether the time `until`, computed when the clocks read `since`, has come.

    Once the wall clock has been set, that time means nothing: the wait is then over after the least seconds.
    """
    waited = now.boot - since.boot
    if now.set_since(since):
        return waited >= min_seconds
    return since.wall + waited >= until.timestamp()
