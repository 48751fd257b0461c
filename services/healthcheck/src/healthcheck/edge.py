"""Connections and requests: to the edge as clients make them, and to any service."""

import http.client
import json
import socket
import ssl
from collections.abc import Mapping

from healthcheck.settings import Settings

# An answer of our own is far smaller; a stranger's must not fill the memory.
ANSWER_BYTES = 1_000_000
USER_AGENT = "receipt-ocr-healthcheck"
BOUNDARY = "receipt-ocr-healthcheck"


def connect(address: str, settings: Settings) -> socket.socket:
    """Open a connection to HOST:PORT."""
    host, port = address.rsplit(":", 1)
    return socket.create_connection((host, int(port)), timeout=settings.timeout_seconds)


def connect_to_edge(settings: Settings, *, verify: bool = True) -> ssl.SSLSocket:
    """Open a TLS connection to the edge by the site's name; verify its certificate if an authority issued it."""
    tls = _verifying(settings) if verify and settings.verify_certificate else _unverifying()
    return tls.wrap_socket(connect(settings.edge, settings), server_hostname=settings.domain)


def _verifying(settings: Settings) -> ssl.SSLContext:
    tls = ssl.create_default_context()
    if settings.authority.exists() and settings.authority.read_bytes().strip():
        # a private authority: its clients know it too
        tls.load_verify_locations(settings.authority)
    return tls


def _unverifying() -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname = False
    tls.verify_mode = ssl.CERT_NONE
    return tls


def ask(
    connected: socket.socket,
    host: str,
    path: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Send a request, a POST if there is a body; return the status and the beginning of the answer."""
    connection = http.client.HTTPConnection(host)
    connection.sock = connected
    method = "GET" if body is None else "POST"
    connection.request(method, path, body, {"User-Agent": USER_AGENT, **(headers or {})})
    response = connection.getresponse()
    return response.status, response.read(ANSWER_BYTES)


def key_header(settings: Settings) -> dict[str, str]:
    """Return the header with a key of a minute from the OCR service; none where it has none."""
    try:
        with connect(settings.ocr, settings) as connected:
            _, answer = ask(connected, settings.ocr, "/pass", body=b"")
        return {"Authorization": f"Bearer {json.loads(answer)['key']}"}
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return {}


def receipt_form(picture: bytes, filename: str) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers with which clients post a picture: a form with the field `file`."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
    body = f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + picture + f"\r\n--{BOUNDARY}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
