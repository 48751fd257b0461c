"""Requests to a real HTTP server on this machine."""

import http.client
import socket
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from gates.connection import Connection
from gates.facts import Facts
from gates.latency import seconds_of_request
from gates.rate import Volley, fire
from gates.site import Sample, Site
from healthcheck.settings import Settings


class Service(BaseHTTPRequestHandler):
    """Answers with the statuses that a test has put on the server, one after the other, and echoes the body."""

    protocol_version = "HTTP/1.1"
    # else each answer's body waits until its head is acknowledged, 40 ms
    disable_nagle_algorithm = True
    statuses: Iterator[int] = iter(())

    def do_POST(self) -> None:
        # so does the body of each request until then
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(next(self.statuses))
        self.send_header("Retry-After", "1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def settings() -> Iterator[Settings]:
    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield replace(Settings(), ocr=f"127.0.0.1:{server.server_port}", timeout_seconds=10)
    server.shutdown()
    server.server_close()


def fired(settings: Settings, monkeypatch: pytest.MonkeyPatch, *statuses: int) -> Volley:
    monkeypatch.setattr(Service, "statuses", iter(statuses))
    connection = Connection(settings, direct=True)
    try:
        return fire(connection)
    finally:
        connection.close()


def test_posts_a_picture_in_the_field_that_the_service_expects(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Service, "statuses", iter([200]))
    connection = Connection(settings, direct=True)
    answer = connection.post("/v1/ocr/receipt", b"\xff\xd8picture")
    connection.close()
    assert answer.status == 200
    assert answer.header("retry-after") == "1"
    assert b'name="file"' in answer.body
    assert b"\r\n\r\n\xff\xd8picture\r\n--" in answer.body


def test_times_a_reading_past_the_edge_and_tells_of_one_that_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Service, "statuses", iter([200, 503]))
    site = Site(settings, (), Facts(), Sample(b"\xff\xd8picture", {}))
    seconds, refusal = seconds_of_request(site), seconds_of_request(site)
    assert isinstance(seconds, float)
    assert 0 < seconds < 10
    assert refusal == "a reading past the edge got status 503"


def test_fires_until_enough_were_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    volley = fired(settings, monkeypatch, *[400] * 21, *[429] * 19)
    assert (volley.answered, [answer.status for answer in volley.refusals]) == (21, [429] * 3)


def test_fires_forty_where_nothing_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fired(settings, monkeypatch, *[400] * 100).answered == 40


def test_ceases_fire_at_an_answer_that_makes_no_sense(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    volley = fired(settings, monkeypatch, 400, 502, 400)
    assert (volley.answered, volley.other and volley.other.status) == (1, 502)


def test_does_not_open_a_closed_connection_anew_for_that_would_be_without_tls(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = Connection(settings, direct=True)
    connection.close()
    with pytest.raises(http.client.NotConnected):
        connection.ask("POST", "/v1/ocr", b"")


def test_gives_up_on_a_service_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = replace(Settings(), ocr=f"127.0.0.1:{silent.getsockname()[1]}", timeout_seconds=0.2)  # type: ignore[arg-type]  # operators set whole ones
        connection = Connection(settings, direct=True)
        with pytest.raises(TimeoutError):
            connection.ask("GET", "/metrics")
        connection.close()
