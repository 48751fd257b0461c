"""The body of a request: bounded in bytes and time, and always read to its end before the answer."""

import socket
from contextlib import suppress
from threading import Timer

import falcon
from falcon.typing import ReadableIO
from gunicorn.http.errors import ParseException

from ocr.errors import ClientGone, FileTooLarge, FormBroken

# The same as nginx's client_max_body_size
REQUEST_LIMIT_BYTES = 10 * 1024 * 1024

# nginx holds the whole body and hands it over in some 20 ms; for a slower client a thread is not kept longer than this
DRAIN_LIMIT_SECONDS = 10
# Who sends several times too much is told so; beyond it the connection may break
DRAIN_LIMIT_BYTES = 64 * 1024 * 1024
DRAIN_CHUNK_BYTES = 1024 * 1024


class Body:
    """The body that a handler reads, with its limit."""

    def __init__(self, req: falcon.Request) -> None:
        """Take the request. Raises FileTooLarge."""
        self._stream = stream(req)
        self._declared_bytes = req.content_length
        self._received_bytes = 0
        if (self._declared_bytes or 0) > REQUEST_LIMIT_BYTES:
            raise too_large()

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end. Raises FileTooLarge, FormBroken and ClientGone."""
        try:
            data = self._stream.read(size)
        except (ConnectionError, TimeoutError) as error:
            raise ClientGone("The client closed the connection, or fell silent, while it sent its request.") from error
        except (OSError, ParseException) as error:
            raise broken_off() from error
        self._received_bytes += len(data)
        # a chunked request declares no length
        if self._received_bytes > REQUEST_LIMIT_BYTES:
            raise too_large()
        if not data and self._received_bytes < (self._declared_bytes or 0):
            raise broken_off()
        return data


class Drain:
    """Falcon middleware that reads what a refusal left of the body, for a time.

    A connection that is closed with unread data is reset, and the answer on its way lost: nginx would make a 502 of it.
    """

    def process_response(self, req: falcon.Request, _resp: falcon.Response, _resource: object, _ok: bool) -> None:
        """Read to the end of the body, or to one of the limits."""
        if req.bounded_stream.eof and not req.get_header("Transfer-Encoding"):
            return
        connection: socket.socket | None = req.env.get("gunicorn.socket")
        # a time limit of the socket's own would start again with every byte
        timer = Timer(DRAIN_LIMIT_SECONDS, end_reading, [connection])
        timer.start()
        try:
            # what can't be read any more is not waited for
            with suppress(OSError, ParseException):
                left = DRAIN_LIMIT_BYTES
                while left > 0 and (data := stream(req).read(DRAIN_CHUNK_BYTES)):
                    left -= len(data)
        finally:
            timer.cancel()


def stream(req: falcon.Request) -> ReadableIO:
    """Return the stream of a body; Gunicorn ends that of a chunked request, which declares no length."""
    return req.stream if req.content_length is None else req.bounded_stream


def end_reading(connection: socket.socket | None) -> None:
    """End a connection for its readers."""
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RD)


def too_large() -> FileTooLarge:
    """Return the error that the request is too large."""
    return FileTooLarge(f"The request is over {REQUEST_LIMIT_BYTES // 1024**2} MB. Send a smaller picture.")


def broken_off() -> FormBroken:
    """Return the error that the body is incomplete."""
    return FormBroken("The request's body breaks off, or its chunks are malformed. Send it again.")
