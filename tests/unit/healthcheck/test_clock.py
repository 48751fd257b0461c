"""The clock on the wall, set while the other one goes on."""

import time

import pytest

from healthcheck.clock import SET_SECONDS, Clock

NOW = 1_795_000_000.0
DAY = 86400.0


def test_tells_by_how_much_it_was_set_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = off = 0.0
    monkeypatch.setattr(time, "time", lambda: NOW + passed + off)
    monkeypatch.setattr(time, "clock_gettime", lambda _clock: 1000 + passed)
    clock = Clock()
    passed += DAY
    assert clock.moved() == 0
    off = DAY
    assert clock.moved() == DAY
    passed += 300
    assert clock.moved() == 0
    off = SET_SECONDS - 1
    assert clock.moved() == SET_SECONDS - 1 - DAY
    off = 0
    assert clock.moved() == 0
