"""Pings to an outside service."""

import socket
from dataclasses import replace
from typing import Any

import pytest

from healthcheck.alerts.settings import AlertSettings
from healthcheck.heartbeat import Heartbeat
from healthcheck.result import CheckResult
from healthcheck.settings import Settings


def heartbeat(url: str, fail_url: str = "", *, timeout_seconds: float = 10) -> Heartbeat:
    alerts = AlertSettings(heartbeat_url=url, heartbeat_fail_url=fail_url)
    settings = replace(Settings(), alerts=alerts, timeout_seconds=timeout_seconds)  # type: ignore[arg-type]  # operators set whole ones
    return Heartbeat(settings)


@pytest.fixture
def url(service: Any) -> str:
    service.answers = {"/secret": (200, b"OK"), "/secret/fail": (200, b"OK")}
    return f"http://{service.address}/secret"


def paths(service: Any) -> list[str]:
    return [path for _, path, *_ in service.asked]


def test_does_nothing_without_an_address() -> None:
    assert heartbeat("").beat(in_trouble=True) is None


def test_pings_whatever_was_found(service: Any, url: str) -> None:
    beating = heartbeat(url)
    assert [beating.beat(in_trouble=trouble) for trouble in (False, True)] == [
        CheckResult(ok=True, figure="status 200")
    ] * 2
    assert paths(service) == ["/secret", "/secret"]


def test_pings_another_address_in_trouble_if_one_is_set(service: Any, url: str) -> None:
    beating = heartbeat(url, f"{url}/fail")
    for trouble in (False, True, False):
        beating.beat(in_trouble=trouble)
    assert paths(service) == ["/secret", "/secret/fail", "/secret"]


def test_says_that_a_ping_was_refused_and_not_where(service: Any, url: str) -> None:
    assert heartbeat(f"{url}/unknown").beat(in_trouble=False) == CheckResult(ok=False, figure="status 404")


def test_survives_a_service_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    result = heartbeat(f"http://127.0.0.1:{port}/secret").beat(in_trouble=False)
    assert result == CheckResult(ok=False, figure="ConnectionRefusedError")


def test_survives_a_service_that_says_nothing_and_a_name_that_is_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/secret"
        result = heartbeat(url, timeout_seconds=0.2).beat(in_trouble=False)
    assert result == CheckResult(ok=False, figure="TimeoutError")
    result = heartbeat("http://no-such-name.invalid/secret", timeout_seconds=1).beat(in_trouble=False)
    assert result
    assert not result.ok
    assert "secret" not in result.figure
