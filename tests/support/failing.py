"""Servers that behave as a test tells them to, including as no good server does."""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.support.edge.pairs import make_pair

Behaviour = Callable[[BaseHTTPRequestHandler], None]
CERTIFICATE_ENDS = "-----END CERTIFICATE-----\n"


@dataclass
class Server:
    """A server: its address, the root that signed its certificate, and method, path, headers and body of its requests."""

    url: str
    root: str = ""
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def serving(behave: Behaviour, *, pair: Path | None = None, names: tuple[str, ...] = ()) -> Iterator[Server]:
    """Serve with this behaviour until the end of the block; over TLS with a certificate for `names` if `pair` is given."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            server.asked.append((self.command, self.path, dict(self.headers), body))
            behave(self)

        do_POST = do_GET  # noqa: N815 - http.server's name

        def log_message(self, *_: object) -> None: ...

    class Quiet(ThreadingHTTPServer):
        # who does not trust the certificate, or does not wait, breaks off
        def handle_error(self, *_: object) -> None: ...

    listener = Quiet(("127.0.0.1", 0), Handler)
    server = Server(f"http://localhost:{listener.server_port}")
    if pair:
        make_pair(pair, names)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(pair / "fullchain.pem", pair / "privkey.pem")
        listener.socket = tls.wrap_socket(listener.socket, server_side=True, do_handshake_on_connect=False)
        server.url = f"https://localhost:{listener.server_port}"
        server.root = (pair / "fullchain.pem").read_text().partition(CERTIFICATE_ENDS)[2]
    Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()


def answering(status: int, body: bytes = b"{}", **headers: str) -> Behaviour:
    """Return the behaviour of sending this answer; underscores in names of headers become hyphens."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Send nothing for two seconds."""
    time.sleep(2)
    handler.close_connection = True


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Send the answer at ten kilobytes a second."""
    handler.send_response(200)
    handler.send_header("Content-Length", "40960")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" " * 1024)
        handler.wfile.flush()
        time.sleep(0.1)


def stalling(handler: BaseHTTPRequestHandler) -> None:
    """Send the beginning of an answer, then nothing for two seconds."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"merchant":')
    time.sleep(2)


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection instead of an answer."""
    handler.close_connection = True


def breaking_off(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"merchant":')
    handler.close_connection = True
