"""/ready, asked of a real HTTP server on this machine."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from healthcheck.ready import ocr_ready
from healthcheck.settings import Settings


class Service(BaseHTTPRequestHandler):
    """Answers every GET with what the test put on the server."""

    answer = (200, b'{"ready": true}')

    def do_GET(self) -> None:
        status, body = self.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def settings() -> Iterator[Settings]:
    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield replace(Settings(), ocr=f"127.0.0.1:{server.server_port}", timeout_seconds=1)
    server.shutdown()
    server.server_close()


def test_is_well_when_the_service_says_it_is_ready(settings: Settings) -> None:
    assert ocr_ready(settings).ok


@pytest.mark.parametrize(
    ("status", "body", "figure"),
    [(503, b'{"ready": false}', "status 503"), (200, b'{"ready": false}', "not ready"), (200, b"{}", "not ready")],
)
def test_is_not_well_when_the_service_says_anything_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, figure: str
) -> None:
    monkeypatch.setattr(Service, "answer", (status, body))
    reading = ocr_ready(settings)
    assert (reading.ok, reading.figure) == (False, figure)


def test_gives_up_on_a_service_that_accepts_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = replace(Settings(), ocr=f"127.0.0.1:{silent.getsockname()[1]}", timeout_seconds=1)
        with pytest.raises(TimeoutError):
            ocr_ready(settings)
