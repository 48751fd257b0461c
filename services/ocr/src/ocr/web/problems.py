"""Errors as problem documents (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any

import falcon
import msgspec

from ocr import errors
from ocr.logs import request_id

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

# nginx's number for a client that went away; nobody reads the answer, the log and the metrics count it
CLIENT_GONE = 499

STATUS: dict[type[errors.Refusal], int] = {
    errors.FormBroken: HTTPStatus.BAD_REQUEST,
    errors.FileMissing: HTTPStatus.BAD_REQUEST,
    errors.FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.KindUnsupported: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.ImageUnreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ImageTooLarge: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotReady: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ClientGone: CLIENT_GONE,
}

RETRY_AFTER_SECONDS = {errors.NotReady: "5", errors.Overloaded: "2"}


class Problem(msgspec.Struct, kw_only=True):
    """A problem and what to do about it; `instance` is the id of the request."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None


def install(app: falcon.App[Any, Any]) -> None:
    """Turn every error of `app` into a problem document."""
    app.set_error_serializer(serialize)
    app.add_error_handler(errors.Refusal, refuse)
    app.add_error_handler(Exception, fail)


def refuse(_req: falcon.Request, resp: falcon.Response, refusal: errors.Refusal, _params: dict[str, Any]) -> None:
    """Answer a refused request with a problem document, and the header Retry-After where one belongs to it."""
    write(resp, STATUS[type(refusal)], str(refusal))
    if retry_after := RETRY_AFTER_SECONDS.get(type(refusal)):
        resp.set_header("Retry-After", retry_after)


def fail(_req: falcon.Request, resp: falcon.Response, _error: Exception, _params: dict[str, Any]) -> None:
    """Answer an unexpected error: the log gets the traceback, the client the id to find it by."""
    log.exception("request failed")  # noqa: LOG004 - Falcon calls this where it caught the exception
    detail = "The service failed. Send the request again; if it fails again, report the id in `instance`."
    write(resp, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def serialize(_req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError) -> None:
    """Serialise an error of Falcon's own: no such path, method not allowed, malformed form."""
    write(resp, error.status_code, error.description or HTTPStatus(error.status_code).description or error.title)


def write(resp: falcon.Response, status: int, detail: str) -> None:
    """Write the problem document of a status into the answer."""
    problem = problem_of(status, detail)
    resp.status = f"{problem.status} {problem.title}"
    resp.content_type = CONTENT_TYPE
    resp.data = msgspec.json.encode(problem)


def malformed() -> bytes:
    """Return the whole answer to what is not HTTP, and never becomes a request of Falcon's."""
    problem = problem_of(HTTPStatus.BAD_REQUEST, "The request is not well-formed HTTP, or its headers are too large.")
    body = msgspec.json.encode(problem)
    head = f"HTTP/1.1 {problem.status} {problem.title}\r\nConnection: close\r\nContent-Type: {CONTENT_TYPE}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def problem_of(status: int, detail: str) -> Problem:
    """Return the problem of the request that is being answered."""
    title = "Client Closed Request" if status == CLIENT_GONE else HTTPStatus(status).phrase
    return Problem(type="about:blank", title=title, status=int(status), detail=detail, instance=request_id.get())
