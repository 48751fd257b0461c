"""Real servers on this machine for the checks to ask: one of HTTP, and one of TLS before it."""

import shutil
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.support.edge.pairs import make_pair

READERS = "readers.example"


@dataclass
class Service:
    """What an HTTP server answers on each path, and what it was asked: method, path, headers, body."""

    address: str = ""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


def _serve(
    service: Service, ends: ExitStack, pair: Path | None = None, at: tuple[str, int] = ("127.0.0.1", 0)
) -> Service:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            service.asked.append((self.command, self.path, dict(self.headers), body))
            status, answer = service.answers.get(self.path, (404, b""))
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET  # noqa: N815 - http.server's name

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(at, Answer)
    if pair:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(pair / "fullchain.pem", pair / "privkey.pem")
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    service.address = f"{at[0]}:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    ends.callback(server.server_close)
    ends.callback(server.shutdown)
    return service


@pytest.fixture
def service() -> Iterator[Service]:
    """Serve plain HTTP."""
    with ExitStack() as ends:
        yield _serve(Service(), ends)


@pytest.fixture
def past_the_edge() -> Iterator[Service]:
    """Serve plain HTTP beside the edge, as the OCR service does."""
    with ExitStack() as ends:
        yield _serve(Service(), ends)


@pytest.fixture
def others(past_the_edge: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Service]]:
    """Serve plain HTTP at two addresses that `READERS` leads to, as readers on other machines do."""
    port = int(past_the_edge.address.rpartition(":")[2])
    with ExitStack() as ends:
        started = [_serve(Service(), ends, at=(f"127.0.0.{number}", port)) for number in (2, 3)]
        resolve = socket.getaddrinfo

        def resolved(host: str, *rest: Any) -> Any:
            if host != READERS:
                return resolve(host, *rest)
            if not started:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return [answer for one in started for answer in resolve(one.address.partition(":")[0], *rest)]

        monkeypatch.setattr(socket, "getaddrinfo", resolved)
        yield started


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Serve TLS with a certificate of some age that has some days left."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    with ExitStack() as ends:

        def start(days_old: float = 1, days_left: float = 89) -> Service:
            begins = datetime.now(UTC) - timedelta(days=days_old)
            return _serve(Service(), ends, make_pair(tmp_path / "pair", begins=begins, days=days_old + days_left))

        yield start
