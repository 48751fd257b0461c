"""The sample receipt, read by a service that a test can make wrong."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from healthcheck.result import CheckResult
from healthcheck.sample import Sample, sample
from healthcheck.settings import Settings

SAMPLE = Path(__file__).parents[3] / "services/healthcheck/sample-receipt.jpg"
READY = (200, b'{"ready": true}')
TRUTH = {"total_amount": 152.0, "date": "2025-07-28", "merchant": "PAYAPA CHICKEN AND BURGER INC."}


def receipt(**fields: object) -> tuple[int, bytes]:
    """Return what the OCR service answers when it reads these fields; None: not on the paper."""
    read = {
        name: value if value is None else {"value": value, "line": 0} for name, value in {**TRUTH, **fields}.items()
    }
    answer = {"totals": {"total_amount": read["total_amount"]}, "date": read["date"], "merchant": read["merchant"]}
    return 200, json.dumps(answer).encode()


@pytest.fixture
def service(edge: Callable[[], Any]) -> Any:
    running = edge()
    running.answers = {"/ready": READY, "/v1/ocr/receipt": receipt()}
    return running


@pytest.fixture
def settings(service: Any) -> Settings:
    return replace(Settings(), edge=service.address, sample=SAMPLE, timeout_seconds=5)


def test_is_well_when_total_date_and_merchant_are_those_of_the_sample(settings: Settings) -> None:
    assert sample(settings).ok


def test_posts_the_picture_as_a_client_does_and_says_who_it_is(settings: Settings, service: Any) -> None:
    sample(settings)
    method, path, headers, body = service.asked[-1]
    assert (method, path) == ("POST", "/v1/ocr/receipt")
    assert headers["User-Agent"] == "receipt-ocr-healthcheck"
    assert headers["Host"] == "localhost"
    assert SAMPLE.read_bytes() in body
    assert b'name="file"; filename="sample-receipt.jpg"' in body


def test_sends_the_key_that_it_was_given(settings: Settings, service: Any, past_the_edge: Any) -> None:
    past_the_edge.answers = {"/pass": (200, b'{"key": "ocr_x"}')}
    sample(replace(settings, ocr=past_the_edge.address))
    assert service.asked[-1][2]["Authorization"] == "Bearer ocr_x"
    past_the_edge.answers = {}
    sample(replace(settings, ocr=past_the_edge.address))
    assert "Authorization" not in service.asked[-1][2]


def test_does_not_mind_the_case_of_a_merchant(settings: Settings, service: Any) -> None:
    service.answers["/v1/ocr/receipt"] = receipt(merchant="Payapa Chicken and Burger Inc.")
    assert sample(settings).ok


@pytest.mark.parametrize(
    ("wrong", "figure"),
    [
        ({"total_amount": 153.0}, "not as on the sample: total_amount"),
        ({"date": "2025-07-29"}, "not as on the sample: date"),
        ({"date": None, "merchant": "SOMEBODY ELSE"}, "not as on the sample: date, merchant"),
    ],
)
def test_names_what_was_misread_and_not_as_what(
    settings: Settings, service: Any, wrong: dict[str, object], figure: str
) -> None:
    service.answers["/v1/ocr/receipt"] = receipt(**wrong)
    assert sample(settings) == CheckResult(ok=False, figure=figure)


def test_is_not_well_when_the_receipt_is_refused(settings: Settings, service: Any) -> None:
    service.answers["/v1/ocr/receipt"] = (422, b"{}")
    assert sample(settings) == CheckResult(ok=False, figure="status 422")


def test_posts_nothing_to_a_service_that_is_not_ready_and_posts_at_once_to_one_that_is(
    settings: Settings, service: Any
) -> None:
    check = Sample(sample)
    service.answers["/ready"] = (503, b"")
    assert check(settings) == CheckResult(ok=False, figure="status 503")
    assert [path for _, path, *_ in service.asked] == ["/ready"]
    service.answers["/ready"] = READY
    assert check(settings).ok
    assert [path for _, path, *_ in service.asked] == ["/ready", "/ready", "/v1/ocr/receipt"]


def ready(_: Settings) -> CheckResult:
    return CheckResult(ok=True, figure="0.001s")


class Counted:
    """A check that counts how often it was made."""

    def __init__(self) -> None:
        self.times = 0
        self.fails = False

    def __call__(self, _: Settings) -> CheckResult:
        self.times += 1
        if self.fails:
            raise ConnectionRefusedError(111, "refused")
        return CheckResult(ok=True, figure=str(self.times))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_a_good_result_stands_for_the_pace_that_is_set(clock: list[float]) -> None:
    counted = Counted()
    at_a_pace = Sample(counted, ready)
    figures = []
    for seconds in (0, 300, 300, 3000, 1):
        clock[0] += seconds
        figures.append(at_a_pace(Settings()).figure)
    assert figures == ["1", "1", "1", "2", "2"]


def test_a_failed_one_is_repeated_each_round_and_never_so_often_that_it_gets_us_banned(clock: list[float]) -> None:
    counted = Counted()
    counted.fails = True
    at_a_pace = Sample(counted, ready)
    for seconds, times in ((0, 1), (5, 1), (5, 1), (5, 2), (300, 3)):
        clock[0] += seconds
        assert at_a_pace(Settings()) == CheckResult(ok=False, figure="ConnectionRefusedError: [Errno 111] refused")
        assert counted.times == times
