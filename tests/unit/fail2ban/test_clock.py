"""Bans and the jail once the clock is set, with a database as fail2ban writes it."""

import logging
import sqlite3
import time
from pathlib import Path

import pytest

import bans.clock
from bans.clock import Clock, date_back
from bans.jail import JailUnreachable
from service.clock import SET_SECONDS

NOW = 1_795_000_000
HOUR, DAY, YEAR = 3600, 86400, 365 * 86400


class Times:
    """The two clocks of a machine."""

    def __init__(self) -> None:
        self.passed, self.off = 0.0, 0.0

    def time(self) -> float:
        return NOW + self.passed + self.off

    def since_boot(self, _clock: int) -> float:
        return 1000 + self.passed


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    made = Times()
    monkeypatch.setattr(time, "time", made.time)
    monkeypatch.setattr(time, "clock_gettime", made.since_boot)
    return made


@pytest.fixture
def restarts(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made: list[float] = []
    monkeypatch.setattr(bans.clock, "restart", lambda: made.append(time.time()))
    return made


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "fail2ban.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bips(ip, jail, timeofban, bantime, bancount, data)")
    return path


def ban(database: Path, address: str, at: float) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO bips VALUES(?, 'nginx-ocr', ?, 3600, 2, '{}')", (address, int(at)))


def begun(database: Path) -> dict[str, float]:
    with sqlite3.connect(database) as connection:
        return dict(connection.execute("SELECT ip, timeofban FROM bips"))


def live(clock: Clock, times: Times, seconds: float) -> None:
    for _ in range(int(seconds / 5)):
        times.passed += 5
        clock.repair()


@pytest.mark.parametrize("ahead", [2 * SET_SECONDS, HOUR, DAY, 30 * DAY, 10 * YEAR])
def test_bans_of_a_clock_that_was_ahead_last_no_longer_than_they_are_to(
    times: Times, restarts: list[float], database: Path, ahead: float
) -> None:
    ban(database, "203.0.113.1", NOW - 600)
    clock = Clock(database)
    times.off = ahead
    live(clock, times, 60)
    assert restarts == [NOW + ahead + 5]
    assert begun(database) == {"203.0.113.1": NOW + ahead - 600}
    # seen by one look
    ban(database, "203.0.113.2", times.time() - 5)
    live(clock, times, 5)
    # seen by none
    ban(database, "203.0.113.3", times.time())
    times.off = 0
    live(clock, times, 60)
    assert restarts == [NOW + ahead + 5, NOW + 70]
    assert begun(database) == {"203.0.113.1": NOW - 600, "203.0.113.2": NOW + 55, "203.0.113.3": NOW + 70}


def test_a_ban_that_a_clock_set_forward_has_lifted_goes_on(times: Times, restarts: list[float], database: Path) -> None:
    ban(database, "203.0.113.1", NOW - 600)
    clock = Clock(database)
    times.off = DAY
    # fail2ban looks every second
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM bips")
    live(clock, times, 5)
    assert begun(database) == {"203.0.113.1": NOW + DAY - 600}
    assert restarts == [NOW + DAY + 5]


def test_a_ban_that_has_ended_stays_so_when_the_clock_is_set(
    times: Times, restarts: list[float], database: Path
) -> None:
    ban(database, "203.0.113.1", NOW - HOUR)
    clock = Clock(database)
    times.off = DAY
    live(clock, times, 30)
    assert restarts == []
    assert begun(database) == {"203.0.113.1": NOW - HOUR}


@pytest.mark.parametrize("ahead", [SET_SECONDS, HOUR, DAY, 30 * DAY, 10 * YEAR])
def test_so_do_those_of_before_a_start(times: Times, database: Path, ahead: float) -> None:
    ban(database, "203.0.113.1", NOW - 600)
    ban(database, "203.0.113.2", NOW + ahead)
    Clock(database)
    assert begun(database) == {"203.0.113.1": NOW - 600, "203.0.113.2": NOW}
    assert times.time() == NOW


@pytest.mark.parametrize("ahead", [2 * SET_SECONDS, HOUR, DAY, 30 * DAY, 10 * YEAR])
def test_so_do_those_of_a_clock_that_was_ahead_between_two_looks(
    times: Times, restarts: list[float], database: Path, ahead: float
) -> None:
    clock = Clock(database)
    live(clock, times, 10)
    ban(database, "203.0.113.1", times.time() + ahead)
    live(clock, times, 60)
    assert restarts == [NOW + 15]
    assert begun(database) == {"203.0.113.1": NOW + 15}


@pytest.mark.parametrize("steps", [[HOUR], [-DAY, 0], [YEAR, 2 * YEAR], [50, 0, 50, 0], [-YEAR, -DAY, -HOUR, 0, DAY]])
def test_a_clock_that_is_set_forward_or_hardly_leaves_the_jail_alone(
    times: Times, restarts: list[float], database: Path, steps: list[float]
) -> None:
    times.off = min(0, steps[0])
    clock = Clock(database)
    for off in steps:
        times.off = off
        live(clock, times, 30)
    assert restarts == []


@pytest.mark.parametrize("jumps", range(1, 6))
def test_each_time_that_it_is_set_back_counts_once(
    times: Times, restarts: list[float], database: Path, jumps: int
) -> None:
    clock = Clock(database)
    for _ in range(jumps):
        times.off = DAY
        live(clock, times, 30)
        times.off = 0
        live(clock, times, 30)
    assert len(restarts) == jumps


def test_a_clock_that_is_slewed_back_is_not_set(times: Times, restarts: list[float], database: Path) -> None:
    clock = Clock(database)
    for _ in range(1000):
        times.off -= 1
        live(clock, times, 5)
    assert restarts == []


def test_a_jail_that_is_not_reached_is_tried_again(
    times: Times, restarts: list[float], database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise JailUnreachable("no answer in 30 s")

    clock = Clock(database)
    ban(database, "203.0.113.1", NOW)
    times.off = -DAY
    with monkeypatch.context() as patch:
        patch.setattr(bans.clock, "restart", fail)
        for _ in range(3):
            with pytest.raises(JailUnreachable):
                clock.repair()
    live(clock, times, 60)
    assert len(restarts) == 1


def test_a_database_that_cannot_be_written_makes_no_busy_loop(
    times: Times, restarts: list[float], database: Path
) -> None:
    clock = Clock(database)
    ban(database, "203.0.113.1", NOW + DAY)
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TRIGGER full BEFORE UPDATE ON bips BEGIN SELECT raise(FAIL, 'disk full'); END")
    live(clock, times, 60)
    assert restarts == []


@pytest.mark.parametrize("content", [None, b"", b"no database" * 100])
def test_starts_without_a_database_or_with_a_broken_one(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "fail2ban.sqlite3"
    if content is not None:
        path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        date_back(path, NOW)
    assert path.exists() is (content is not None)
    assert bool(caplog.records) is (content is not None)
