"""The file of a multipart request."""

import io
import socket
from dataclasses import dataclass
from typing import Any

import falcon
from falcon.media import MultipartFormHandler
from falcon.typing import ReadableIO

from ocr.errors import FileMissing, FileTooLarge, KindUnsupported

# The same as nginx's client_max_body_size
REQUEST_LIMIT_BYTES = 10 * 1024 * 1024
FIELD = "file"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file's bytes and the name it came under."""

    data: bytes
    name: str


def receive(req: falcon.Request) -> Upload:
    """Take the field `file` of a form. Raises FileMissing, FileTooLarge and KindUnsupported."""
    if (req.content_length or 0) > REQUEST_LIMIT_BYTES:
        raise too_large()
    if not (req.content_type or "").lower().startswith("multipart/form-data"):
        raise KindUnsupported(f"The request is no form. Send multipart/form-data with the file in the field `{FIELD}`.")
    stream, length = body(req)
    for part in MultipartFormHandler().deserialize(stream, req.content_type, length):
        if part.name != FIELD or part.filename is None:
            continue
        data = part.stream.read(REQUEST_LIMIT_BYTES + 1)
        if len(data) > REQUEST_LIMIT_BYTES:
            raise too_large()
        if not data:
            raise FileMissing(f"The file in the field `{FIELD}` is empty. Send the picture itself.")
        return Upload(data, part.filename)
    raise FileMissing(f"The form has no file in a field called `{FIELD}`. Send the picture in that field.")


def body(req: falcon.Request) -> tuple[ReadableIO, int]:
    """Give the request's body and its length in bytes, which a chunked request does not declare."""
    if req.content_length is not None:
        return req.bounded_stream, req.content_length
    data = req.stream.read(REQUEST_LIMIT_BYTES + 1)
    if len(data) > REQUEST_LIMIT_BYTES:
        raise too_large()
    return io.BytesIO(data), len(data)


def too_large() -> FileTooLarge:
    """Say what is allowed."""
    return FileTooLarge(f"The request is over {REQUEST_LIMIT_BYTES // 1024**2} MB. Send a smaller picture.")


def client_gone(environ: dict[str, Any]) -> bool:
    """Tell whether the client of a request has closed its connection; Gunicorn gives the socket."""
    connection: socket.socket | None = environ.get("gunicorn.socket")
    if connection is None:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
