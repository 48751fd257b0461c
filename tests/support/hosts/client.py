"""A host in, a client of the appliance out: requests over TLS whose connection can be kept."""

import http.client
import ssl
from types import TracebackType
from typing import Self

from tests.support.hosts.namespace import Host

SITE = "localhost"
HTTPS_PORT = 443


class Client:
    """One connection of a host to the edge; it lasts until it is closed, by whichever end."""

    def __init__(self, host: Host, *, to: str | None = None, timeout: float = 5) -> None:
        # the appliance under test signs its own certificate
        tls = ssl.create_default_context()
        tls.check_hostname = False
        tls.verify_mode = ssl.CERT_NONE
        self._connection = http.client.HTTPConnection(SITE)
        plain = host.connect(HTTPS_PORT, to=to, timeout=timeout)
        try:
            self._connection.sock = tls.wrap_socket(plain, server_hostname=SITE)
        except OSError:
            plain.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._connection.close()

    def status(self, path: str, headers: dict[str, str] | None = None, *, method: str = "POST") -> int:
        """Send one request and return the status of its answer; raise OSError or HTTPException if none comes."""
        self._connection.request(method, path, headers={"Content-Length": "0", **(headers or {})})
        response = self._connection.getresponse()
        response.read()
        return response.status
