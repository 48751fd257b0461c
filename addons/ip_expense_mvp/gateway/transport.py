"""A request to another service: its answer, or an error that says what to do."""

import json
import random
import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter

from .words import _, filled

# Who does not even accept a connection is away: no reason to wait as for an answer.
CONNECT_TIMEOUT_SECONDS = 10.0
CHUNK_BYTES = 64 * 1024
# An answer for the longest receipt has half a megabyte: more is no answer.
ANSWER_LIMIT_BYTES = 20 * 1024 * 1024
# A date that is wrong by years must not keep a receipt waiting as long.
RETRY_AFTER_LIMIT_SECONDS = 24 * 3600.0
BACK_OFF_SECONDS = 30.0
BACK_OFF_LIMIT_SECONDS = 3600.0

UNREACHABLE = _(
    "%(service)s cannot be reached at %(host)s: %(reason)s. It is asked again later. "
    "If this goes on, check the address in the settings and whether it runs."
)
TOO_SLOW = _(
    "%(service)s at %(host)s did not answer within %(seconds)s seconds. "
    "It is asked again later. If this goes on, check its load."
)
UNTRUSTED = _(
    "The certificate of %(host)s is not trusted: %(reason)s. Renew it there; "
    "if a private authority issued it, give that authority's root in the settings."
)
NO_ADDRESS = _(
    "The address of %(service)s is not one of the web. "
    "Enter one that begins with https:// in the settings."
)
NO_ROOT = _(
    "The root of the private authority is not a certificate in PEM. "
    "Choose the file again in the settings."
)
MOVED = _(
    "%(service)s is at %(location)s, not at the address in the settings. "
    "Correct it there."
)
NOT_ITS_ANSWER = _(
    "What answers at %(host)s is not %(service)s. "
    "Check the address in the settings; it is asked again later."
)
KEY_REFUSED = _(
    "%(service)s refuses the key (status %(status)s). "
    "Enter a valid one in the settings."
)
NOT_THERE = _(
    "%(service)s is not at this address of %(host)s (status 404). "
    "Correct the address in the settings."
)
BUSY = _(
    "%(service)s is busy or starting (status %(status)s). It is asked again later."
)
FAILED = _(
    "%(service)s failed (status %(status)s). It is asked again later. "
    "If this goes on, look into its log."
)
REFUSED = _("%(service)s refuses this (status %(status)s): %(detail)s")


class ServiceError(Exception):
    """What went wrong and what to do; `template` and `values` give it translated."""

    def __init__(
        self,
        template: str,
        *,
        status: int | None,
        retryable: bool,
        retry_after: float | None = None,
        values: dict[str, object] | None = None,
    ) -> None:
        self.template = template
        self.values = values or {}
        self.status = status
        self.retryable = retryable
        self.retry_after = retry_after
        super().__init__(filled(template, self.values))


@dataclass(frozen=True)
class Answer:
    """An answer of any status."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        """Decode the body; raises ValueError where it is not JSON."""
        try:
            said: object = json.loads(self.body)
        except RecursionError as error:
            raise ValueError("JSON too deep") from error
        return said

    @property
    def retry_after(self) -> float | None:
        """Seconds that the service wants to be left alone."""
        return retry_after(self.headers.get("Retry-After"))

    @property
    def detail(self) -> str:
        """What the service says itself: RFC 9457's `detail`, PostgREST's `message`."""
        try:
            said = self.json()
        except ValueError:
            return ""
        if not isinstance(said, dict):
            return ""
        text = said.get("detail") or said.get("message")
        return text[:300].replace("\0", "") if isinstance(text, str) else ""


@dataclass(frozen=True)
class Transport:
    """Asks one service. Its errors never contain the secret."""

    service: str
    error: type[ServiceError]
    timeout: float
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    ca_pem: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def send(
        self,
        method: str,
        url: str,
        *,
        data: bytes | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask, and give an answer of any status; raise if there is none."""
        host = host_of(url)
        if not host:
            raise self.failure(NO_ADDRESS, retryable=False)
        # Redirects are not followed: a form would arrive as a GET, and the key at a
        # stranger's.
        with (
            self._session() as session,
            self._explained(host),
            session.request(
                method,
                url,
                data=data,
                files=files,
                headers=headers,
                timeout=(min(CONNECT_TIMEOUT_SECONDS, self.timeout), self.timeout),
                allow_redirects=False,
                auth=self._authorise,
                stream=True,
            ) as response,
        ):
            return Answer(response.status_code, response.headers, self._body(response))

    def refusal(
        self,
        answer: Answer,
        url: str,
        templates: Mapping[int, str],
        *,
        settings: frozenset[int] = frozenset(),
    ) -> ServiceError:
        """Make the error of an answer that is none; asking anew helps with `settings`.

        `templates` are the service's own, by status.
        """
        status = answer.status
        detail = answer.detail
        template = templates.get(status)
        if template is None:
            if 300 <= status < 400:
                template = MOVED
            elif status in (401, 403):
                template = KEY_REFUSED
            elif status == 404:
                template = NOT_THERE
            elif status in (408, 425, 429, 503):
                template = BUSY
            elif status >= 500:
                template = FAILED
            else:
                template = REFUSED if detail else NOT_ITS_ANSWER
        return self.failure(
            template,
            status=status,
            retryable=status >= 500 or status in (408, 425, 429) or status in settings,
            retry_after=answer.retry_after,
            host=host_of(url),
            detail=detail,
            location=location_of(answer, url),
        )

    def failure(
        self,
        template: str,
        *,
        retryable: bool,
        status: int | None = None,
        retry_after: float | None = None,
        **values: object,
    ) -> ServiceError:
        """Make an error of the service's kind."""
        values |= {"service": self.service, "status": status}
        # A service may repeat what it was sent.
        if self.secret:
            values = {
                name: value.replace(self.secret, "…")
                if isinstance(value, str)
                else value
                for name, value in values.items()
            }
        return self.error(
            template,
            status=status,
            retryable=retryable,
            retry_after=retry_after,
            values=values,
        )

    def _session(self) -> requests.Session:
        session = requests.Session()
        if self.ca_pem.strip():
            session.mount("https://", PrivateAuthority(self._context()))
        return session

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        try:
            context.load_verify_locations(cadata=self.ca_pem)
        except (ssl.SSLError, ValueError) as error:
            raise self.failure(NO_ROOT, retryable=False) from error
        return context

    def _authorise(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        # As `auth`, for else requests puts what a .netrc has in the key's place.
        request.headers.update(self.headers)
        return request

    def _body(self, response: requests.Response) -> bytes:
        """Read the body; requests' own time-out begins anew with each packet."""
        deadline = time.monotonic() + self.timeout
        body = bytearray()
        for chunk in response.iter_content(CHUNK_BYTES):
            body += chunk
            if time.monotonic() > deadline:
                raise requests.Timeout
            if len(body) > ANSWER_LIMIT_BYTES:
                raise self.failure(
                    NOT_ITS_ANSWER,
                    status=response.status_code,
                    retryable=True,
                    host=host_of(response.url),
                )
        return bytes(body)

    @contextmanager
    def _explained(self, host: str) -> Iterator[None]:
        """Turn what requests raises into errors; its own texts may hold the URL."""
        try:
            yield
        except requests.exceptions.SSLError as error:
            raise self.failure(
                UNTRUSTED, retryable=True, host=host, reason=reason(error)
            ) from None
        except requests.Timeout:
            raise self.failure(
                TOO_SLOW, retryable=True, host=host, seconds=round(self.timeout)
            ) from None
        except (
            requests.exceptions.InvalidURL,
            requests.exceptions.InvalidHeader,
            UnicodeError,
        ):
            raise self.failure(NO_ADDRESS, retryable=False) from None
        except requests.RequestException as error:
            # A slow body is a ReadTimeoutError of urllib3 within a ConnectionError.
            if "timed out" in reason(error):
                raise self.failure(
                    TOO_SLOW, retryable=True, host=host, seconds=round(self.timeout)
                ) from None
            raise self.failure(
                UNREACHABLE, retryable=True, host=host, reason=reason(error)
            ) from None


class PrivateAuthority(HTTPAdapter):
    """Trusts a private authority's root beside the public ones, without a file."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._trust = context
        super().__init__()

    # What is passed on unseen may be anything.
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Give the pool the context."""
        super().init_poolmanager(*args, ssl_context=self._trust, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Give a proxy's pool the context."""
        return super().proxy_manager_for(*args, ssl_context=self._trust, **kwargs)


def host_of(url: str) -> str:
    """Give host and port of an address of the web, without a login; else nothing."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return parts.hostname + port


def location_of(answer: Answer, url: str) -> str:
    """Give where a redirect leads, without login, query and fragment."""
    location = urljoin(url, answer.headers.get("Location") or "")
    parts = urlsplit(location)
    return urlunsplit(
        (parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")
    )


def reason(error: BaseException) -> str:
    """Tell the cause that the system or TLS gives, at the end of the chain."""
    told = "the connection broke off"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return str(cause.verify_message)
        if isinstance(cause, TimeoutError):
            return "timed out"
        if isinstance(cause, OSError) and cause.strerror:
            told = cause.strerror
        cause = cause.__cause__ or cause.__context__
    return told


def retry_after(value: str | None) -> float | None:
    """Give the seconds of a Retry-After: a number, or the time until a date."""
    value = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        seconds = float(value)
    else:
        try:
            until = parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
        if until.tzinfo is None:
            until = until.replace(tzinfo=timezone.utc)
        seconds = (until - datetime.now(timezone.utc)).total_seconds()
    return min(max(seconds, 0.0), RETRY_AFTER_LIMIT_SECONDS)


def back_off(attempts: int, retry_after: float | None = None) -> float:
    """Give the seconds to wait after so many attempts that failed.

    Half of a wait is chance, so that receipts that failed together do not return so.
    """
    doubled = BACK_OFF_SECONDS * 2.0 ** min(max(attempts - 1, 0), 16)
    wait = min(doubled, BACK_OFF_LIMIT_SECONDS)
    # Only spreads load.
    wait = wait / 2 + random.uniform(0, wait / 2)  # noqa: S311
    least = retry_after or 0.0
    return max(wait, least + random.uniform(0, least / 10))  # noqa: S311
