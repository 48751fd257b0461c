"""Errors of the client, with messages that say what to do."""

import json
from http import HTTPStatus
from typing import Any

import httpx

# The same request may succeed later: the rate or a quota, and a service that is away, full or slow
TEMPORARY = frozenset({429, 502, 503, 504})
NOT_ALLOWED = frozenset({401, 403})

# What to do, where the answer's detail does not say it
ADVICE = {
    401: "Set RECEIPT_OCR_KEY to a key that the operator has made and not revoked.",
    403: "Ask the operator: this network is not allowed, or banned after too many refused requests.",
    404: "Set RECEIPT_OCR_URL to the address of the service alone, without a path.",
    500: "Report the request to the operator.",
}
REDIRECTED = "The service redirects: set RECEIPT_OCR_URL to {location}."


class ReceiptOcrError(Exception):
    """The base of all errors of this package."""


class SettingsInvalid(ReceiptOcrError):
    """The address, the key or a certificate authority cannot be used."""


class FileUnsuitable(ReceiptOcrError):
    """The file cannot be read from the disk, is empty or too large; it was not sent."""


class ServiceUnavailable(ReceiptOcrError):
    """No connection, or one that broke off; `retry_after` is None, since nothing said when to try again."""

    retry_after: float | None = None


class Refused(ReceiptOcrError):
    """The service answered with a problem: `status`, `title`, `detail`, `request_id`, `retry_after` in seconds."""

    def __init__(self, status: int, title: str, detail: str, request_id: str | None, retry_after: float | None) -> None:
        super().__init__(status, title, detail, request_id, retry_after)
        self.status = status
        self.title = title
        self.detail = detail
        self.request_id = request_id
        self.retry_after = retry_after

    @property
    def temporary(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status in TEMPORARY

    def __str__(self) -> str:
        """Return what happened, what to do, and the id by which the operator finds it in the logs."""
        said = f"{self.status} {self.title}: {self.detail}"
        advice = ADVICE.get(self.status, "")
        request = f" (request {self.request_id})" if self.request_id else ""
        return " ".join(filter(None, (said, advice))) + request


class NotAllowed(Refused):
    """The service does not accept the key, or does not serve this network."""


def refusal(response: httpx.Response) -> ReceiptOcrError:
    """Return what to raise for an answer that is not a success."""
    if response.is_redirect:
        return SettingsInvalid(REDIRECTED.format(location=origin(response)))
    problem = problem_of(response)
    status = response.status_code
    kind = NotAllowed if status in NOT_ALLOWED else Refused
    return kind(
        status,
        str(problem.get("title") or reason(status)),
        str(problem.get("detail") or "The answer does not say why; a proxy may have given it."),
        response.headers.get("X-Request-ID") or problem.get("instance"),
        seconds(response.headers.get("Retry-After")),
    )


def problem_of(response: httpx.Response) -> dict[str, Any]:
    """Return the problem document of an answer, or nothing where a proxy answered with something else."""
    try:
        problem = json.loads(response.content)
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def origin(response: httpx.Response) -> str:
    """Return where an answer redirects to, without the path."""
    location = response.request.url.join(response.headers["Location"])
    return str(location.copy_with(path="/", query=None)).rstrip("/")


def reason(status: int) -> str:
    """Return the name of a status."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown Status"


def seconds(header: str | None) -> float | None:
    """Return the seconds that Retry-After says; the service sends no dates."""
    return float(header) if header is not None and header.isascii() and header.isdigit() else None
