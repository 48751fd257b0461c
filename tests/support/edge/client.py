"""Clients of the edge: HTTP over verified TLS, raw bytes where HTTP libraries are too polite, and the log's lines."""

import re
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

import httpx

# the columns that services/nginx/README.md promises
LOG_LINE = re.compile(
    r"(?P<client>[0-9a-f.:]+) (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d) (?P<status>\d{3}) "
    r"(?P<route>ocr|probe|acme|other) (?P<method>[A-Z_-]+) (?P<seconds>\d+\.\d{3}) (?P<upstream_seconds>\d+\.\d{3}|-) "
    r"(?P<upstream_status>\d{3}|-) (?P<sent>\d+) (?P<received>\d+) (?P<request_id>[0-9a-f]{32}|-) "
    r'(?P<peer>[0-9a-f.:]+) (?P<ended>\d+\.\d{3}) (?P<connection>\d+|-) (?P<retry_after>\d+|-) "(?P<path>[^"]{0,800})" '
    r"(?P<key>[a-z0-9._-]+) (?P<refusal>-|banned|key|network|quota|rate)"
)


@dataclass(frozen=True)
class Edge:
    """One nginx as clients see it."""

    https_port: int
    http_port: int
    trusted: Path
    name: str = "localhost"

    @property
    def context(self) -> ssl.SSLContext:
        """Return a TLS context that trusts nothing but this site's certificate."""
        return ssl.create_default_context(cafile=str(self.trusted))

    def client(self, *, http2: bool = True, headers: dict[str, str] | None = None) -> httpx.Client:
        """Return a client of the TLS port."""
        base = f"https://{self.name}:{self.https_port}"
        return httpx.Client(base_url=base, verify=self.context, http2=http2, headers=headers, timeout=30)

    def plain(self) -> httpx.Client:
        """Return a client of the plain port that follows no redirect."""
        return httpx.Client(base_url=f"http://{self.name}:{self.http_port}", timeout=30)

    def raw_tls(self, request: bytes, server_name: str | None = "localhost") -> bytes:
        """Send bytes through TLS without verification and return all that comes back."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", self.https_port), timeout=30) as connection,
            context.wrap_socket(connection, server_hostname=server_name) as secured,
        ):
            return _exchange(secured, request)

    def raw_plain(self, request: bytes, port: int | None = None) -> bytes:
        """Send bytes to the plain port, or to another, and return all that comes back."""
        with socket.create_connection(("127.0.0.1", port or self.http_port), timeout=30) as connection:
            return _exchange(connection, request)


def _exchange(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    answer = b""
    try:
        while piece := connection.recv(65536):
            answer += piece
    except (ConnectionResetError, ssl.SSLEOFError):
        pass
    return answer
