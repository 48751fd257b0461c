import socket
import threading
import time

import pytest

from tests.support.fuzz.answers import QUIET_SECONDS, fault_of, send_file, send_request, statuses_of
from tests.support.fuzz.files import HostileFile
from tests.support.fuzz.requests import PICTURE, HostileRequest
from tests.support.service import Service

PROBLEM = b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}"
LIVE = b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n"
ALIVE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def test_takes_answers_apart() -> None:
    found = statuses_of(b"HTTP/1.1 100 Continue\r\n\r\n" + ALIVE + PROBLEM)
    assert found == [(200, "application/json", b"{}"), (400, "application/problem+json", b"{}")]


@pytest.mark.parametrize("answer", [b"", b"{}", b"\0\0\x12\x04", b"HTTP/2 200"])
def test_finds_no_answer_in_what_is_none(answer: bytes) -> None:
    assert statuses_of(answer) == []


@pytest.mark.parametrize(
    ("status", "kind", "content", "faulty"),
    [
        (200, "application/json", b"{}", False),
        (200, "application/json", b"<html>", True),
        (204, "", b"", False),
        (400, "application/problem+json", b"{}", False),
        (400, "text/html", b"<html>", True),
        (503, "application/problem+json", b"{}", True),
    ],
)
def test_judges_an_answer(status: int, kind: str, content: bytes, faulty: bool) -> None:
    assert bool(fault_of(status, kind, content)) is faulty


def test_metrics_are_an_answer_of_the_ocr_services_own_port_alone() -> None:
    metrics = (200, "text/plain; version=0.0.4; charset=utf-8", b"# HELP ocr_requests_total\n")
    assert fault_of(*metrics)
    assert not fault_of(*metrics, metrics=True)


def test_posts_a_file_under_an_id_of_its_own(served: Service) -> None:
    result = send_file(served.port, HostileFile(7, "PNG", "none", PICTURE))
    assert (result.answer, result.fault) == ("200", "")
    assert '"request_id": "file-7"' in served.log.read_text()


@pytest.mark.parametrize(
    ("data", "answered", "answer"),
    [
        (LIVE, True, "200"),
        (LIVE + LIVE.replace(b"/live", b"/nowhere"), True, "200 404"),
        (b"no HTTP\r\n\r\n", True, "400"),
        (LIVE[:-2], False, "closed"),
    ],
)
def test_tells_what_a_request_is_answered(served: Service, data: bytes, answered: bool, answer: str) -> None:
    result = send_request(served.port, HostileRequest(1, "some", (data,), answered=answered), tls=False)
    assert (result.answer, result.fault) == (answer, "")
    assert result.seconds < 5


def test_waits_for_the_answer_after_one_that_says_go_on() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                # as long as a picture takes that others wait for, too
                time.sleep(2 * QUIET_SECONDS)
                connection.sendall(ALIVE)

        threading.Thread(target=serve).start()
        result = send_request(listener.getsockname()[1], HostileRequest(1, "some", (LIVE,), answered=True), tls=False)
    assert (result.answer, result.fault) == ("200", "")
