"""The body of a request, bounded in bytes."""

import falcon
from falcon.typing import ReadableIO
from gunicorn.http.errors import ParseException

from ocr.errors import ClientGone, FileTooLarge, FormBroken

# The same as nginx's client_max_body_size
REQUEST_LIMIT_BYTES = 10 * 1024 * 1024


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
        """Give up to `size` bytes, none at the end. Raises FileTooLarge, FormBroken and ClientGone."""
        try:
            data = self._stream.read(size)
        except ConnectionError as error:
            raise ClientGone("The client closed the connection while it sent its request.") from error
        except (OSError, ParseException) as error:
            raise broken_off() from error
        self._received_bytes += len(data)
        # a chunked request declares no length
        if self._received_bytes > REQUEST_LIMIT_BYTES:
            raise too_large()
        if not data and self._received_bytes < (self._declared_bytes or 0):
            raise broken_off()
        return data


def stream(req: falcon.Request) -> ReadableIO:
    """Give the stream of a body; Gunicorn ends that of a chunked request, which declares no length."""
    return req.stream if req.content_length is None else req.bounded_stream


def too_large() -> FileTooLarge:
    """Say what is allowed."""
    return FileTooLarge(f"The request is over {REQUEST_LIMIT_BYTES // 1024**2} MB. Send a smaller picture.")


def broken_off() -> FormBroken:
    """Say that the body is not whole."""
    return FormBroken("The request's body breaks off, or its chunks are malformed. Send it again.")
