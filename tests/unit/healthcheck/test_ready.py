"""/ready, asked of a real HTTP server on this machine."""

import socket
from dataclasses import replace

import pytest

from healthcheck.ready import ocr_ready
from healthcheck.settings import Settings
from tests.unit.healthcheck.conftest import Service


@pytest.fixture
def settings(service: Service) -> Settings:
    service.answers["/ready"] = (200, b'{"ready": true}')
    return replace(Settings(), ocr=service.address, timeout_seconds=10)


def test_is_well_when_the_service_says_it_is_ready(settings: Settings) -> None:
    assert ocr_ready(settings).ok


@pytest.mark.parametrize(
    ("status", "body", "figure"),
    [(503, b'{"ready": false}', "status 503"), (200, b'{"ready": false}', "not ready"), (200, b"{}", "not ready")],
)
def test_is_not_well_when_the_service_says_anything_else(
    settings: Settings, service: Service, status: int, body: bytes, figure: str
) -> None:
    service.answers["/ready"] = (status, body)
    result = ocr_ready(settings)
    assert (result.ok, result.figure) == (False, figure)


def test_gives_up_on_a_service_that_accepts_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = replace(Settings(), ocr=f"127.0.0.1:{silent.getsockname()[1]}", timeout_seconds=0.2)  # type: ignore[arg-type]  # operators set whole ones
        with pytest.raises(TimeoutError):
            ocr_ready(settings)
