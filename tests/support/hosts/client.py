"""A client of the appliance on a host: requests over TLS whose connection can be kept."""

import http.client
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.support.hosts.namespace import Host

SITE = "localhost"
HTTPS_PORT = 443
# the appliance under test signs its own certificate
TLS = ssl.create_default_context()
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE


@dataclass(frozen=True)
class Answer:
    """A status, how many seconds to wait before the next request, whether that needs another connection; and the rest."""

    status: int
    retry_after: int
    closes: bool
    # names in lower case
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Client:
    """One connection of a host to the edge; it lasts until it is closed, by whichever end."""

    def __init__(self, host: Host, *, to: str | None = None, port: int = HTTPS_PORT, timeout: float = 5) -> None:
        self._connection = http.client.HTTPConnection(SITE)
        plain = host.connect(port, to=to, timeout=timeout)
        try:
            self._connection.sock = TLS.wrap_socket(plain, server_hostname=SITE)
        except OSError:
            plain.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def status(self, path: str, headers: dict[str, str] | None = None, *, method: str = "POST") -> int:
        """Send one request and return the status of its answer; raise OSError or HTTPException if none comes."""
        return self.answer(path, headers=headers, method=method).status

    def answer(
        self, path: str, *, body: bytes = b"", headers: dict[str, str] | None = None, method: str = "POST"
    ) -> Answer:
        """Send one request and take its answer; raise OSError or HTTPException if none comes."""
        # a refusal may come before the whole body was sent
        with suppress(BrokenPipeError, ConnectionResetError):
            self._connection.request(method, path, body, {"Content-Length": str(len(body)), **(headers or {})})
        response = self._connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        wait = int(names.get("retry-after", 0))
        return Answer(response.status, wait, response.will_close, names, response.read())

    def send(self, request: bytes) -> None:
        """Send bytes where HTTP libraries are too polite."""
        self._connection.sock.sendall(request)

    def receive(self) -> bytes:
        """Receive what comes first."""
        answer: bytes = self._connection.sock.recv(65536)
        return answer
