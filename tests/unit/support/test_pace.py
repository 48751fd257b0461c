"""Limits that stretch with the machine, and remain limits."""

import time

import pytest

from tests.support import pace


def test_allows_what_was_asked_for_at_least_and_a_few_times_more_at_most() -> None:
    assert 5 <= pace.allowed(5) <= 5 * pace.MOST


@pytest.mark.parametrize(("takes", "times"), [(0.001, 1), (0.025, 1), (0.05, 2), (0.075, 3), (1.0, pace.MOST)])
def test_stretches_a_limit_as_much_as_the_machine_is_slower(
    monkeypatch: pytest.MonkeyPatch, takes: float, times: float
) -> None:
    now = [0.0]

    def slow() -> int:
        now[0] += takes
        return 0

    monkeypatch.setattr(pace, "piece", slow)
    assert pace.slowness(lambda: now[0]) == pytest.approx(times)


def test_waiting_does_not_lengthen_what_a_processor_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    def waiting() -> int:
        time.sleep(0.05)
        return 0

    monkeypatch.setattr(pace, "piece", waiting)
    monkeypatch.setattr(pace, "PIECES", 2)
    assert pace.cpu_allowed(5) == 5
    assert pace.allowed(5) >= 10
