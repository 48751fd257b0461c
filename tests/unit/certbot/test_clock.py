"""The two clocks, as they are on this machine and as they may be."""

import time
from datetime import UTC, datetime

import pytest

from certificates.clock import is_over, utc_now
from service.clock import SET_SECONDS, Clocks

DAY = 86_400.0
BEGUN = Clocks(wall=1_800_000_000.0, boot=500.0)
IN_AN_HOUR = datetime.fromtimestamp(BEGUN.wall + 3600, UTC)


def reached(*, passed: float, set_by: float = 0.0) -> bool:
    """Return whether a wait of an hour is over after some seconds, in which the wall clock was set."""
    now = Clocks(BEGUN.wall + passed + set_by, BEGUN.boot + passed)
    return is_over(IN_AN_HOUR, BEGUN, now, min_seconds=60)


@pytest.mark.parametrize("drift", [0, 1, -1, 20, -20, SET_SECONDS - 1, 1 - SET_SECONDS])
def test_a_wait_is_as_long_as_it_was_to_be_however_the_clock_is_disciplined(drift: float) -> None:
    assert not reached(passed=3599, set_by=drift)
    assert reached(passed=3600, set_by=drift)


@pytest.mark.parametrize("set_by", [SET_SECONDS, -SET_SECONDS, 3600, -3600, DAY, -DAY, 30 * 365 * DAY, -BEGUN.wall])
def test_a_wait_is_over_soon_once_the_clock_is_set(set_by: float) -> None:
    assert not reached(passed=59, set_by=set_by)
    assert reached(passed=60, set_by=set_by)


def test_a_suspended_machine_has_waited() -> None:
    # as CLOCK_BOOTTIME counts, and CLOCK_MONOTONIC does not
    assert reached(passed=8 * 3600)


@pytest.mark.parametrize("zone", ["Asia/Manila", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin", "UTC"])
def test_another_zone_or_its_summer_time_is_no_other_time(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Clocks.read()
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        now = Clocks.read()
        soon = datetime.fromtimestamp(before.wall + 1000, UTC)
        assert not is_over(soon, before, now, min_seconds=0)
        assert abs(utc_now().timestamp() - time.time()) < 60
    finally:
        monkeypatch.undo()
        time.tzset()


def test_both_clocks_of_this_machine_go_on() -> None:
    before = Clocks.read()
    time.sleep(0.05)
    after = Clocks.read()
    assert after.boot - before.boot >= 0.05
    assert is_over(datetime.fromtimestamp(before.wall + 0.05, UTC), before, after, min_seconds=1000)
