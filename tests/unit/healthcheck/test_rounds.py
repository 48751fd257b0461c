"""A round comes in time, whatever its checks do."""

import threading
import time
from concurrent.futures import wait
from dataclasses import replace

import pytest

from healthcheck.result import CheckResult
from healthcheck.rounds import Rounds
from healthcheck.settings import Settings

SETTINGS = replace(Settings(), timeout_seconds=1)


def well(_: Settings) -> CheckResult:
    return CheckResult(ok=True, figure="1")


def broken(_: Settings) -> CheckResult:
    raise ConnectionRefusedError(111, "refused")


def test_gives_a_result_for_each_check() -> None:
    results = Rounds({"a": well, "b": well}, SETTINGS).run()
    assert {name: result.ok for name, result in results.items()} == {"a": True, "b": True}


def test_takes_a_check_that_raises_for_one_that_failed() -> None:
    results = Rounds({"a": broken, "b": well}, SETTINGS).run()
    assert results["a"] == CheckResult(ok=False, figure="ConnectionRefusedError: [Errno 111] refused")
    assert results["b"].ok


def test_takes_a_timeout_inside_a_check_for_a_failure_not_for_a_hang() -> None:
    def late(_: Settings) -> CheckResult:
        raise TimeoutError("timed out")

    assert Rounds({"a": late}, SETTINGS).run()["a"].figure == "TimeoutError: timed out"


def test_reports_a_check_that_hangs_and_does_not_start_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    # the two seconds of a round are a quarter of one here
    monkeypatch.setattr("healthcheck.rounds.wait", lambda running, timeout: wait(running, timeout / 8))
    starts, release = [], threading.Event()

    def hanging(_: Settings) -> CheckResult:
        starts.append(time.monotonic())
        release.wait(30)
        return CheckResult(ok=True, figure="at last")

    rounds = Rounds({"a": hanging, "b": well}, SETTINGS)
    began = time.monotonic()
    assert rounds.run()["a"] == CheckResult(ok=False, figure="hangs")
    assert rounds.run()["b"].ok
    # two timeouts a round, and not as long as the check hangs
    assert time.monotonic() - began < 20
    assert len(starts) == 1
    release.set()


def test_runs_a_check_again_once_it_has_come_back() -> None:
    results = iter([CheckResult(ok=False, figure="1"), CheckResult(ok=True, figure="2")])
    rounds = Rounds({"a": lambda _: next(results)}, SETTINGS)
    assert [rounds.run()["a"].figure for _ in range(2)] == ["1", "2"]
