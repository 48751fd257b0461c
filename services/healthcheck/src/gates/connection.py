"""HTTP requests to the appliance, through the edge and past it."""

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass

from healthcheck.edge import connect, connect_to_edge, receipt_form
from healthcheck.settings import Settings

# Our own answers are far smaller; a stranger's must not fill the memory.
MAX_BYTES = 4_000_000


@dataclass(frozen=True)
class Answer:
    """An answer of HTTP, and the seconds it took from the request on."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        """Return a header's value, empty if it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class Connection:
    """One kept connection, to the edge or past it; failures raise OSError or HTTPException."""

    def __init__(self, settings: Settings, *, direct: bool = False) -> None:
        self._connection = http.client.HTTPConnection(settings.ocr if direct else settings.domain)
        # a kept connection that was closed must not be reopened without TLS
        self._connection.auto_open = 0
        # gate 3 judges the certificate; one that is bad must not hide what the others find
        self._connection.sock = connect(settings.ocr, settings) if direct else connect_to_edge(settings, verify=False)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request and read the answer."""
        started = time.monotonic()
        ours = {"User-Agent": "receipt-ocr-gates", **(headers or {})}
        self._connection.request(method, path, body, ours)
        response = self._connection.getresponse()
        content = response.read(MAX_BYTES)
        return Answer(response.status, tuple(response.getheaders()), content, time.monotonic() - started)

    def post(self, path: str, picture: bytes, key: Mapping[str, str] | None = None) -> Answer:
        """Post a picture as clients do, in the field `file` of a form, with the header of a key if there is one."""
        body, headers = receipt_form(picture, "sample.jpg")
        return self.ask("POST", path, body, {**headers, **(key or {})})

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
