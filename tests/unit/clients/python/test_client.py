"""The client against servers that refuse, break off, are slow, and against the real service."""

import asyncio
import io
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from receipt_ocr_client import (
    AsyncClient,
    Client,
    FileUnsuitable,
    NotAllowed,
    ReceiptOcrError,
    Refused,
    ServiceUnavailable,
    SettingsInvalid,
    retry,
)
from receipt_ocr_client.source import FILE_LIMIT_BYTES
from tests.support.failing import Behaviour, answering, breaking_off, dripping, hanging_up, silent, stalling
from tests.support.ocr import png
from tests.support.service import Service
from tests.unit.clients.python.conftest import READY, Serve, good

KEY = "ocr_5vXb0kQ7secret"
Read = Callable[..., Any]


def sync(url: str, source: Any = b"picture", **options: Any) -> Any:
    with Client(url, **options) as client:
        return client.read(source)


def in_a_loop(url: str, source: Any = b"picture", **options: Any) -> Any:
    async def read() -> Any:
        async with AsyncClient(url, **options) as client:
            return await client.read(source)

    return asyncio.run(read())


@pytest.fixture(params=[sync, in_a_loop])
def read(request: pytest.FixtureRequest) -> Read:
    """Read by either client."""
    chosen: Read = request.param
    return chosen


def problem(status: int, **headers: str) -> Behaviour:
    body = {"type": "about:blank", "title": "Title", "status": status, "detail": "The detail.", "instance": "f00"}
    return answering(status, json.dumps(body).encode(), Content_Type="application/problem+json", **headers)


class Unseekable(io.RawIOBase):
    """A stream that can be read once, and gives little at a time, as a pipe."""

    def __init__(self, data: bytes) -> None:
        self._left = data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        given, self._left = self._left[:2], self._left[2:]
        return given


def test_reads_with_the_real_service(read: Read, served: Service, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{served.port}"
    (tmp_path / "r.png").write_bytes(png())
    receipt = read(url, tmp_path / "r.png")
    assert Client(url).ready()
    assert receipt["totals"]["total_amount"]["value"] == 1234.5
    assert receipt["meta"]["received_filename"] == "r.png"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["path", "name", "bytes", "stream", "open file", "pipe"])
def test_sends_the_same_picture_again_from_any_source(serve: Serve, read: Read, tmp_path: Path, kind: str) -> None:
    server = serve(problem(503, Retry_After="0"), good)
    path = tmp_path / "r.jpg"
    path.write_bytes(b"a picture")
    with path.open("rb") as file:
        sources = {
            "path": path,
            "name": str(path),
            "bytes": b"a picture",
            "stream": io.BytesIO(b"a picture"),
            "open file": file,
            "pipe": Unseekable(b"a picture"),
        }
        read(server.url, sources[kind])
    assert [b"\r\n\r\na picture\r\n" in body for *_, body in server.asked] == [True, True]
    if kind in ("path", "name", "open file"):
        assert b'filename="r.jpg"' in server.asked[0][3]


def test_sends_a_file_whose_name_is_not_utf_8(serve: Serve, read: Read, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    path.write_bytes(b"a picture")
    server = serve(good)
    read(server.url, path)
    assert b'filename="caf?.jpg"' in server.asked[0][3]


def test_waits_as_long_as_it_is_told(serve: Serve, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "AFTER_SECONDS", (0.2, 0.2))
    server = serve(problem(429, Retry_After="1"), good)
    began = time.monotonic()
    read(server.url)
    assert 1.2 <= time.monotonic() - began < 10


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_tries_again_what_may_succeed_later(serve: Serve, read: Read, status: int) -> None:
    server = serve(problem(status, Retry_After="0"), problem(status), good)
    assert read(server.url)["merchant"] is None
    assert len(server.asked) == 3


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("fault", [hanging_up, breaking_off])
def test_tries_again_after_a_connection_that_broke(serve: Serve, read: Read, fault: Behaviour) -> None:
    server = serve(fault, fault, good)
    read(server.url)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 415, 422, 500])
def test_does_not_send_again_what_would_be_refused_again(serve: Serve, read: Read, status: int) -> None:
    server = serve(problem(status, X_Request_ID="abc"))
    with pytest.raises(Refused) as refused:
        read(server.url)
    assert len(server.asked) == 1
    assert isinstance(refused.value, NotAllowed) == (status in (401, 403))
    assert (refused.value.status, refused.value.title, refused.value.request_id) == (status, "Title", "abc")
    assert "The detail." in str(refused.value)
    assert "abc" in str(refused.value)


@pytest.mark.usefixtures("quick")
def test_gives_up_after_its_attempts(serve: Serve, read: Read) -> None:
    server = serve(problem(503, Retry_After="0"))
    with pytest.raises(Refused, match="503") as refused:
        read(server.url, attempts=3)
    assert len(server.asked) == 3
    assert refused.value.temporary


def test_gives_up_at_once_where_it_would_have_to_wait_longer_than_it_may(serve: Serve, read: Read) -> None:
    server = serve(problem(429, Retry_After="86400"))
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read(server.url, total_timeout=5)
    assert time.monotonic() - began < 3
    assert refused.value.retry_after == 86400


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("slow", [silent, stalling, dripping])
def test_does_not_take_longer_than_its_total_time(serve: Serve, read: Read, slow: Behaviour) -> None:
    server = serve(slow)
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable):
        read(server.url, total_timeout=0.2)
    assert time.monotonic() - began < 1.8


@pytest.mark.usefixtures("quick")
def test_says_that_nobody_listens(read: Read) -> None:
    with pytest.raises(ServiceUnavailable, match=r"http://127.0.0.1:9 does not answer"):
        read("http://127.0.0.1:9", attempts=2)


@pytest.mark.parametrize("body", [b"<html>Welcome to the hotel</html>", b"[]", b"{}"])
def test_says_that_something_else_answers(serve: Serve, read: Read, body: bytes) -> None:
    server = serve(answering(200, body))
    with pytest.raises(SettingsInvalid, match="not the OCR service"):
        read(server.url)
    with pytest.raises(SettingsInvalid, match="not the OCR service"):
        Client(server.url).ready()


def test_makes_do_with_an_error_of_a_proxy(serve: Serve, read: Read) -> None:
    with pytest.raises(Refused, match="418 I'm a Teapot"):
        read(serve(answering(418, b"<html>")).url)


def test_explains_a_redirect_to_https(serve: Serve, read: Read) -> None:
    server = serve(answering(308, b"", Location="https://ocr.example.com/v1/ocr/receipt"))
    with pytest.raises(SettingsInvalid, match=r"set RECEIPT_OCR_URL to https://ocr.example.com\."):
        read(server.url)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(bytes(FILE_LIMIT_BYTES + 1), "10 MB", id="too large"),
        pytest.param("/nowhere/r.jpg", "No such file", id="absent"),
        pytest.param(io.StringIO("text"), 'mode "rb"', id="text"),
    ],
)
def test_says_what_it_cannot_send_before_it_sends(serve: Serve, read: Read, source: Any, message: str) -> None:
    server = serve(good)
    with pytest.raises(FileUnsuitable, match=message):
        read(server.url, source)
    assert server.asked == []


def test_reads_no_more_of_a_stream_than_it_may_send(serve: Serve, read: Read) -> None:
    stream = io.BytesIO(bytes(3 * FILE_LIMIT_BYTES))
    with pytest.raises(FileUnsuitable, match="10 MB"):
        read(serve(good).url, stream)
    assert stream.tell() <= FILE_LIMIT_BYTES + 1


def test_a_file_of_the_limit_fits_into_the_request_that_the_edge_takes(serve: Serve) -> None:
    server = serve(good)
    with Client(server.url) as client:
        client.read(bytes(FILE_LIMIT_BYTES), name="x" * 200)
    assert int(server.asked[0][2]["Content-Length"]) <= 10 * 1024 * 1024


def test_takes_address_and_key_from_the_environment(serve: Serve, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(good)
    monkeypatch.setenv("RECEIPT_OCR_URL", server.url + "/")
    monkeypatch.setenv("RECEIPT_OCR_KEY", KEY + "\n")
    read(None)
    method, path, headers, _ = server.asked[0]
    assert (method, path, headers["Authorization"]) == ("POST", "/v1/ocr/receipt", f"Bearer {KEY}")


def test_sends_no_key_where_there_is_none(serve: Serve, read: Read) -> None:
    server = serve(good)
    read(server.url)
    assert "Authorization" not in server.asked[0][2]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("behaviour", [good, problem(401), problem(503), hanging_up, answering(200, b"<html>"), silent])
def test_a_key_is_in_no_log_no_exception_and_no_repr(
    serve: Serve, read: Read, behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(behaviour)
    said = [repr(Client(server.url, key=KEY)), repr(vars(Client(server.url, key=KEY)))]
    try:
        read(server.url, key=KEY, attempts=1, total_timeout=0.3)
    except ReceiptOcrError as error:
        said += [repr(error), str(error), repr(error.__cause__), repr(vars(error))]
    assert server.asked[0][2]["Authorization"].endswith(KEY)
    assert [text for text in (*said, caplog.text) if KEY in text] == []


@pytest.mark.parametrize("key", ["two words", "line\nend", "ключ"])
def test_refuses_what_is_no_key_without_repeating_it(key: str) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        Client("https://ocr.example.com", key=key)
    assert key not in str(refused.value)


def test_sends_no_key_in_the_clear() -> None:
    with pytest.raises(SettingsInvalid, match="must not go over http://"):
        Client("http://ocr.example.com", key=KEY)


@pytest.mark.parametrize("url", ["", "ocr.example.com", "ftp://ocr.example.com", "https://", "https://u:pw@host"])
def test_says_what_is_wrong_with_an_address(url: str) -> None:
    with pytest.raises(SettingsInvalid, match="RECEIPT_OCR_URL") as refused:
        Client(url)
    assert "pw" not in str(refused.value)


@pytest.fixture
def behind_tls(serve: Serve, tmp_path: Path) -> tuple[str, Path]:
    """Return the address of a server of a private authority, and the file of that authority."""
    server = serve(good, pair=tmp_path / "pair", names=("localhost",))
    authority = tmp_path / "authority.pem"
    authority.write_text(server.root)
    return server.url, authority


def test_explains_a_certificate_of_a_private_authority(behind_tls: tuple[str, Path], read: Read) -> None:
    with pytest.raises(SettingsInvalid, match="SSL_CERT_FILE"):
        read(behind_tls[0])


def test_trusts_a_private_authority(behind_tls: tuple[str, Path], read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    url, authority = behind_tls
    read(url, verify=authority)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    read(url)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ALL_PROXY", "ftp://proxy.example.com"), ("HTTPS_PROXY", "http://proxy:x"), ("SSL_CERT_FILE", "/nowhere")],
)
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_says_which_setting_of_the_environment_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, kind: type[Client | AsyncClient], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=name):
        kind("https://ocr.example.com")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_sends_nothing_for_this_machine_to_a_proxy(
    serve: Serve, read: Read, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    proxy, server = serve(good), serve(good)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    read(server.url.replace("localhost", host), key=KEY)
    assert (len(server.asked), proxy.asked) == (1, [])


def test_asks_a_proxy_for_other_hosts(serve: Serve, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(good)
    monkeypatch.setenv("http_proxy", proxy.url)
    read("http://ocr.example.com")
    assert [path for _, path, _, _ in proxy.asked] == ["http://ocr.example.com/v1/ocr/receipt"]


def test_knows_this_machine_by_its_address_of_ipv6(serve: Serve, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(good)
    monkeypatch.setenv("http_proxy", proxy.url)
    with pytest.raises(ServiceUnavailable):
        read("http://[::1]:1", key=KEY, attempts=1)
    assert proxy.asked == []


def test_says_that_the_file_of_an_authority_is_none(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    for name in ("empty.pem", "absent.pem"):
        with pytest.raises(SettingsInvalid, match="certificates of an authority"):
            Client("https://ocr.example.com", verify=tmp_path / name)


@pytest.mark.parametrize(("behaviour", "ready"), [(answering(200, READY), True), (problem(503), False)])
def test_tells_whether_the_service_is_ready(serve: Serve, behaviour: Behaviour, ready: bool) -> None:
    url = serve(behaviour).url

    async def asked() -> bool:
        async with AsyncClient(url) as client:
            return await client.ready()

    assert Client(url).ready() is ready
    assert asyncio.run(asked()) is ready


def test_threads_may_share_a_client(serve: Serve) -> None:
    together = threading.Barrier(4, timeout=10)

    def meet(handler: BaseHTTPRequestHandler) -> None:
        together.wait()
        good(handler)

    server = serve(meet)
    with Client(server.url) as client:
        threads = [threading.Thread(target=client.read, args=(b"picture",)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert len(server.asked) == 4
