import http.client
import socket
import threading
import time
from typing import Any

import falcon.testing
import pytest
from gunicorn.http.body import Body as GunicornBody
from gunicorn.http.body import ChunkedReader, LengthReader
from gunicorn.http.unreader import SocketUnreader

from bench.labelled import CASES
from ocr.errors import ClientGone, FileTooLarge, FormBroken
from ocr.web import body
from ocr.web.body import REQUEST_LIMIT_BYTES, Body, Drain
from tests.support.forms import Form
from tests.support.labelled import needs_cases
from tests.support.service import Service

MEGABYTE = 1024 * 1024
BOUNDARY = "multipart/form-data; boundary=BB"


def post(path: str, content_type: str, data: bytes, *headers: str) -> bytes:
    head = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {content_type}", *headers, "", ""]
    return "\r\n".join(head).encode() + data


def status(answer: bytes) -> int:
    return int(answer.split(maxsplit=2)[1])


@pytest.mark.parametrize("megabytes", [1, 6, 12])
@pytest.mark.parametrize(
    ("path", "content_type", "expected"),
    [
        ("/v1/ocr/receipt", "multipart/form-data", 400),
        ("/v1/ocr", BOUNDARY, 400),
        ("/v1/ocr", "image/jpeg", 415),
        ("/v1/parse", "application/x-www-form-urlencoded", 415),
        ("/nowhere", BOUNDARY, 404),
        ("/live", BOUNDARY, 405),
    ],
)
def test_the_client_gets_the_refusal_of_a_body_that_was_not_read(
    served: Service, path: str, content_type: str, expected: int, megabytes: int
) -> None:
    data = bytes(megabytes * MEGABYTE)
    if megabytes > 10 and path.startswith("/v1"):
        expected = 413

    for connection in ["close", "keep-alive"] * 2:
        request = post(path, content_type, data, f"Content-Length: {len(data)}", f"Connection: {connection}")
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as client:
            client.sendall(request)
            assert status(client.recv(100)) == expected


@pytest.mark.parametrize("megabytes", [1, 9, 12])
@pytest.mark.parametrize(("content_type", "expected"), [("multipart/form-data", 400), ("image/jpeg", 415)])
def test_the_client_gets_the_refusal_of_a_chunked_body(
    served: Service, content_type: str, expected: int, megabytes: int
) -> None:
    chunks = (b"10000\r\n" + bytes(65536) + b"\r\n") * (16 * megabytes) + b"0\r\n\r\n"
    request = post("/v1/ocr", content_type, chunks, "Transfer-Encoding: chunked", "Connection: close")

    for _ in range(3):
        assert status(served.send(request)) == expected


def test_a_connection_goes_on_after_a_refusal(served: Service) -> None:
    client = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    client.connect()
    connection = client.sock
    for _ in range(3):
        client.request("POST", "/v1/ocr", bytes(3 * MEGABYTE), {"Content-Type": "image/jpeg"})
        answer = client.getresponse()
        answer.read()
        assert answer.status == 415
        assert client.sock is connection
    client.close()


@pytest.mark.parametrize(
    "chunks", [b"zz\r\nx\r\n", b"5\r\nxxxxxyy\r\n", b"5\r\nxx", b"0\r\nbad trailer\r\n\r\n", b"-1\r\n\r\n"]
)
def test_malformed_chunks_are_the_clients_fault(served: Service, chunks: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as client:
        client.sendall(post("/v1/ocr", BOUNDARY, chunks, "Transfer-Encoding: chunked", "Connection: close"))
        client.shutdown(socket.SHUT_WR)
        assert status(client.recv(100)) == 400


@pytest.mark.parametrize("sent", [0, 10, 90])
def test_a_body_that_breaks_off_is_the_clients_fault(served: Service, sent: int) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as client:
        client.sendall(post("/v1/ocr", BOUNDARY, b"--BB\r\n".ljust(100)[:sent], "Content-Length: 100"))
        client.shutdown(socket.SHUT_WR)
        assert status(client.recv(100)) == 400


@needs_cases
@pytest.mark.parametrize(
    ("case", "name"),
    [
        ("latin1-filename", "Resibo Peñafrancia.jpg"),
        ("text-part-8bit", "a.jpg"),
        ("no-space-after-colon", "a.jpg"),
        ("first-file-empty", "a.jpg"),
    ],
)
def test_reads_the_cases_that_were_refused(served: Service, case: str, name: str) -> None:
    answer = served.send((CASES / f"{case}.http").read_bytes())

    assert status(answer) == 200
    assert f'"file_name":"{name}"'.encode() in answer


def test_logs_no_name_of_a_file(served: Service) -> None:
    for header in (
        b'filename="salary\xf1.jpg"',
        b"filename*=utf-8''salary%F1",
        b'filename="salary' + b";" * 500 + b'"',
    ):
        form = b'--BB\r\nContent-Disposition: form-data; name="file"; ' + header + b"\r\n\r\nsalary\r\n--BB--\r\n"
        assert status(served.send(Form(form, BOUNDARY, "").request("/v1/ocr/receipt"))) in (400, 415)

    assert b"/v1/ocr/receipt" in served.log.read_bytes()
    assert b"salary" not in served.log.read_bytes()


def request(connection: socket.socket, length: int | None) -> falcon.Request:
    """Make a request whose body Gunicorn reads from `connection`."""
    framing = {"Content-Length": str(length)} if length is not None else {"Transfer-Encoding": "chunked"}
    environ: dict[str, Any] = falcon.testing.create_environ(method="POST", headers=framing)
    unreader = SocketUnreader(connection)
    reader = ChunkedReader(None, unreader) if length is None else LengthReader(unreader, length)
    return falcon.Request(environ | {"wsgi.input": GunicornBody(reader), "gunicorn.socket": connection})


def drain(req: falcon.Request) -> float:
    started = time.monotonic()
    Drain().process_response(req, falcon.Response(), None, False)
    return time.monotonic() - started


@pytest.mark.parametrize("length", [1_000_000, None])
def test_waits_for_a_slow_client_no_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch, length: int | None) -> None:
    monkeypatch.setattr(body, "DRAIN_LIMIT_SECONDS", 0.25)
    done = threading.Event()
    ours, theirs = socket.socketpair()

    def trickle() -> None:
        theirs.sendall(b"" if length else b"100000\r\n")
        while not done.wait(0.02):
            theirs.sendall(b"x")

    with ours, theirs:
        client = threading.Thread(target=trickle)
        client.start()
        seconds = drain(request(ours, length))
        done.set()
        client.join()
        ours.sendall(b"HTTP/1.1 400 Bad Request")
        assert theirs.recv(100) == b"HTTP/1.1 400 Bad Request"

    assert 0.2 < seconds < 5


def test_takes_in_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "DRAIN_LIMIT_BYTES", 2 * MEGABYTE)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        client = threading.Thread(target=theirs.sendall, args=(bytes(5 * MEGABYTE),))
        client.start()
        req = request(ours, 5 * MEGABYTE)
        drain(req)
        left = len(req.bounded_stream.read())
        client.join()

    assert left == 3 * MEGABYTE


def test_is_not_held_up_by_a_client_that_has_gone() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        theirs.close()
        assert drain(request(ours, 1_000_000)) < 5
        assert drain(request(ours, None)) < 5


def test_starts_no_timer_where_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "Timer", None)

    drain(falcon.Request(falcon.testing.create_environ(method="GET")))
    drain(falcon.Request(falcon.testing.create_environ(method="POST", headers={"Content-Length": "0"})))


def test_refuses_what_is_declared_too_large_without_reading() -> None:
    environ = falcon.testing.create_environ(method="POST", headers={"Content-Length": str(REQUEST_LIMIT_BYTES + 1)})

    with pytest.raises(FileTooLarge):
        Body(falcon.Request(environ))


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (ConnectionResetError(), ClientGone),
        (BrokenPipeError(), ClientGone),
        (TimeoutError(), ClientGone),
        (OSError(), FormBroken),
    ],
)
def test_tells_a_client_that_has_gone_from_one_that_sends_nonsense(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, refusal: type[Exception]
) -> None:
    def fail(_size: int) -> bytes:
        raise fault

    req = falcon.Request(falcon.testing.create_environ(method="POST", body=b"x"))
    monkeypatch.setattr(req.bounded_stream, "read", fail)

    with pytest.raises(refusal):
        Body(req).read(10)
