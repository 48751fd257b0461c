"""The file of a multipart request."""

import socket
from dataclasses import dataclass
from typing import Any

import falcon

from ocr.errors import FileMissing, FormBroken, KindUnsupported
from ocr.web.body import REQUEST_LIMIT_BYTES, Body
from ocr.web.form import CHUNK_BYTES, Part, parts

FIELD = "file"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file's bytes and name."""

    data: bytes
    name: str


def receive(req: falcon.Request) -> Upload:
    """Return the first file in the field `file` of a form. Raises every refusal of a request's form."""
    body = Body(req)
    stream = falcon.BufferedReader(body.read, REQUEST_LIMIT_BYTES + 1, CHUNK_BYTES)
    empty = False
    for part in parts(stream, boundary(req), FIELD):
        if is_file(part):
            # what follows may be too large, or break off
            stream.exhaust()
            return Upload(part.data, part.filename or "")
        empty = empty or part.filename is not None
    if empty:
        raise FileMissing(f"The file in the field `{FIELD}` is empty. Send the picture itself.")
    raise FileMissing(f"The form has no file in a field called `{FIELD}`. Send the picture in that field.")


def boundary(req: falcon.Request) -> bytes:
    """Return the boundary between the parts of the form. Raises KindUnsupported and FormBroken."""
    media_type, parameters = falcon.parse_header(req.content_type or "")
    if not media_type.lower().startswith("multipart/form-data"):
        raise KindUnsupported(
            f"The request is not a form. Send multipart/form-data with the file in the field `{FIELD}`."
        )
    # a gateway may have padded it (RFC 2046, section 5.1.1)
    value = parameters.get("boundary", "").rstrip().encode("latin-1", errors="replace")
    if not value:
        raise FormBroken("The header Content-Type names no boundary. Leave that header to your HTTP library.")
    return value


def is_file(part: Part) -> bool:
    """Return whether a part has a file: one with a name, or else, as `curl --form file=<r.jpg` sends it, one that is not text."""
    return bool(part.data) and (part.filename is not None or not is_text(part.data))


def is_text(data: bytes) -> bool:
    """Return whether `data` is text."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def client_gone(environ: dict[str, Any]) -> bool:
    """Return whether the client of a request has closed its connection; Gunicorn gives the socket."""
    connection: socket.socket | None = environ.get("gunicorn.socket")
    if connection is None:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
