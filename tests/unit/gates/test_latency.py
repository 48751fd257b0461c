"""The first gate: seconds and /health."""

import json
import math

import pytest

import gates.latency
from gates.connection import Answer
from gates.latency import Latency, health_fault, judge, measured
from gates.verdict import State


def health(status: int = 200, said: str = "ok", *, loaded: bool = True, error: str | None = None) -> Answer:
    content = {"status": said, "models": {"ocr": {"loaded": loaded, "error": error}}}
    return Answer(status, (), json.dumps(content).encode(), 0.01)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (health(), ""),
        (health(502), "status 502"),
        (health(said="degraded"), "degraded"),
        (health(loaded=False), "models are not loaded"),
        (health(loaded=False, error="no such file"), "no such file"),
    ],
)
def test_health_is_ok_with_loaded_models_only(given: Answer, fault: str) -> None:
    assert health_fault(given) == fault


@pytest.mark.parametrize(
    ("p95", "smoke", "state"),
    [
        (0.9, 0.7, State.PASS),
        (30.0, None, State.PASS),
        (30.1, 0.7, State.FAIL),
        (math.inf, 0.7, State.FAIL),
        # what was counted since the start may be long ago
        (0.9, 30.1, State.FAIL),
    ],
)
def test_holds_up_to_30_seconds_then_and_now(p95: float, smoke: float | None, state: State) -> None:
    assert judge(Latency(0.6, p95, "112 read since the start"), smoke).state is state


def test_says_where_the_figure_is_from() -> None:
    assert judge(Latency(0.6, 0.9, "112 read since the start"), 0.7).figure == (
        "p95 0.90 s, p50 0.60 s of 112 read since the start; /health ok"
    )


def test_does_not_hold_when_requests_went_wrong() -> None:
    verdict = judge("2 of 5 readings took over 30 s", None)
    assert (verdict.state, verdict.figure) == (State.FAIL, "2 of 5 readings took over 30 s")


def test_measures_no_further_than_it_must_when_requests_are_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([0.5, math.inf, 0.5, 31.0, 0.5])
    monkeypatch.setattr(gates.latency, "seconds_of_request", lambda _: next(seconds))
    assert measured(None) == "2 of 4 readings took over 30 s"  # type: ignore[arg-type]


def test_one_slow_request_of_thirty_is_not_the_slowest_twentieth(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([math.inf, *(number / 100 for number in range(1, 30))])
    monkeypatch.setattr(gates.latency, "seconds_of_request", lambda _: next(seconds))
    assert measured(None) == Latency(0.15, 0.29, "30 readings made now")  # type: ignore[arg-type]


def test_says_how_a_request_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates.latency, "seconds_of_request", lambda _: "a reading past the edge got status 503")
    assert measured(None) == "a reading past the edge got status 503"  # type: ignore[arg-type]
