import errno
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from certificates import preflight
from certificates.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # nothing listens on port 1: the authority cannot be reached
    return Settings(
        names=("localhost",), directory="https://localhost:1/dir", state=tmp_path, served=tmp_path, webroot=tmp_path
    )


def serve(handler: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:  # type: ignore[arg-type]
        monkeypatch.setattr(preflight, "CHALLENGE_PORT", server.server_port)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield
        server.shutdown()


@pytest.fixture
def our_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from serve(partial(SimpleHTTPRequestHandler, directory=str(settings.webroot)), monkeypatch)


@pytest.fixture
def foreign_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    class Greeter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"welcome")

    yield from serve(Greeter, monkeypatch)


def test_tells_a_name_that_does_not_resolve(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert preflight.faults(settings) == [
        "localhost does not resolve (Name or service not known): make a DNS record A with this machine's address"
    ]


def test_tells_that_port_80_is_closed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "CHALLENGE_PORT", 1)
    (fault,) = preflight.faults(settings)
    assert "cannot be reached" in fault
    assert "open port 80" in fault


@pytest.mark.usefixtures("foreign_server")
def test_tells_that_another_server_answers(settings: Settings) -> None:
    (fault,) = preflight.faults(settings)
    assert "is answered by another server" in fault


def test_tells_a_disk_that_refuses_first(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert preflight.faults(settings)[0] == f"the disk refuses {settings.state}: Read-only file system"


@pytest.mark.usefixtures("our_server")
def test_asks_the_authority_only_when_the_name_is_ours(settings: Settings) -> None:
    (fault,) = preflight.faults(settings)
    assert fault.startswith("the authority https://localhost:1/dir does not answer as an ACME server")
    assert list((settings.webroot / ".well-known" / "acme-challenge").iterdir()) == []


def test_tells_a_full_disk_first(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "FREE_BYTES", 10**18)
    assert all("the disk is full" in fault for fault in preflight.faults(settings))
