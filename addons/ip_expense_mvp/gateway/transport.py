"""HTTP transport to another service: returns its answer, or raises an error that says what to do."""

import json
import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from . import failures
from .failures import ServiceError
from .waiting import retry_after

# Who does not even accept a connection is away: no reason to wait as for an answer.
CONNECT_TIMEOUT_SECONDS = 10.0
# Small, for the clock is looked at between them.
CHUNK_BYTES = 1024
# An answer for the longest receipt has half a megabyte: more is no answer.
ANSWER_LIMIT_BYTES = 20 * 1024 * 1024
BROKE = "the connection broke off"


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
    """HTTP transport to one service, whose errors never contain the secret."""

    service: str
    error: type[ServiceError]
    timeout: float
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    ca_pem: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    # Whether to ask again helps where an administrator has to correct the settings.
    waits_for_settings: bool = False

    def send(
        self,
        method: str,
        url: str,
        *,
        data: bytes | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request, return the answer of any status; raise if there is none."""
        host = host_of(url)
        if not host:
            raise self._wrong_setting(failures.NO_ADDRESS)
        if not re.fullmatch("[!-~]*", self.secret):
            raise self._wrong_setting(failures.NO_KEY)
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
                timeout=self.timeout,
                allow_redirects=False,
                auth=self._authorise,
                stream=True,
            ) as response,
        ):
            return Answer(response.status_code, response.headers, self._body(response))

    def refusal(
        self, answer: Answer, url: str, templates: Mapping[int, str]
    ) -> ServiceError:
        """Return the error for a refusal; `templates` are the service's own."""
        status = answer.status
        if status < 300 or status >= 500 or status in failures.PASSING:
            retryable = True
        elif status < 400 or status in failures.SETTINGS:
            retryable = self.waits_for_settings
        else:
            retryable = False
        return self.failure(
            templates.get(status) or failures.template_of(status),
            status=status,
            retryable=retryable,
            retry_after=retry_after(answer.headers.get("Retry-After")),
            host=host_of(url),
            detail=answer.detail,
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
        """Return an error of the service's class."""
        values |= {"service": self.service, "status": status}
        # A service may repeat what it was sent.
        hidden = self.secret or "\0"
        return self.error(
            template,
            status=status,
            retryable=retryable,
            retry_after=retry_after,
            values={
                name: value.replace(hidden, "…") if isinstance(value, str) else value
                for name, value in values.items()
            },
        )

    def _wrong_setting(self, template: str) -> ServiceError:
        return self.failure(template, retryable=self.waits_for_settings)

    def _session(self) -> requests.Session:
        session = requests.Session()
        adapter = Adapter(self._context() if self.ca_pem.strip() else None)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session

    def _context(self) -> ssl.SSLContext:
        """Trust a private authority's root beside the public ones, without a file."""
        context = ssl.create_default_context()
        try:
            context.load_verify_locations(cadata=self.ca_pem)
        except (ssl.SSLError, TypeError, ValueError):
            raise self._wrong_setting(failures.NO_ROOT) from None
        return context

    def _authorise(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        # As `auth`, for else requests puts what a .netrc has in the key's place.
        request.headers.update(self.headers)
        return request

    def _body(self, response: requests.Response) -> bytes:
        """Read the body; requests' own time-out begins again with each packet."""
        # urllib3 1.26, which Odoo has, takes a part for the whole unless it is told.
        response.raw.enforce_content_length = True
        deadline = time.monotonic() + self.timeout
        body = bytearray()
        for chunk in response.iter_content(CHUNK_BYTES):
            body += chunk
            if time.monotonic() > deadline:
                raise requests.Timeout
            if len(body) > ANSWER_LIMIT_BYTES:
                raise self.failure(
                    failures.NOT_ITS_ANSWER,
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
        except requests.Timeout:
            raise self._too_slow(host) from None
        except (
            requests.exceptions.InvalidURL,
            urllib3.exceptions.LocationParseError,
            UnicodeError,
        ):
            raise self._wrong_setting(failures.NO_ADDRESS) from None
        except requests.RequestException as error:
            cause = innermost(error)
            # The body's time-out comes as a ConnectionError.
            if isinstance(cause, TimeoutError):
                raise self._too_slow(host) from None
            if isinstance(cause, ssl.SSLCertVerificationError):
                template, reason = failures.UNTRUSTED, cause.verify_message
            else:
                template = failures.UNREACHABLE
                reason = getattr(cause, "strerror", None) or BROKE
            raise self.failure(
                template, retryable=True, host=host, reason=reason
            ) from None

    def _too_slow(self, host: str) -> ServiceError:
        seconds = round(self.timeout, 1)
        return self.failure(
            failures.TOO_SLOW, retryable=True, host=host, seconds=seconds
        )


class Adapter(HTTPAdapter):
    """Adapter with a short time-out for connecting, and a TLS context of its own, if any."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._trust: dict[str, Any] = {"ssl_context": context} if context else {}
        super().__init__()

    # What is passed on unseen may be anything.
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Pass the context to the pool."""
        return super().init_poolmanager(*args, **(kwargs | self._trust))

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Pass the context to a proxy's pool."""
        return super().proxy_manager_for(*args, **(kwargs | self._trust))

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401
        """Send with a shorter time-out for connecting."""
        seconds = kwargs["timeout"]
        kwargs["timeout"] = (min(seconds, CONNECT_TIMEOUT_SECONDS), seconds)
        return super().send(*args, **kwargs)


def host_of(url: str) -> str:
    """Return host and port of a web address, without a login; else nothing."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    if not re.fullmatch(r"\S+", parts.hostname):
        return ""
    return parts.hostname + port


def location_of(answer: Answer, url: str) -> str:
    """Return where a redirect leads, without login, query and fragment."""
    try:
        parts = urlsplit(urljoin(url, answer.headers.get("Location") or ""))
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def innermost(error: BaseException) -> BaseException:
    """Return the error of the system or of TLS that requests and urllib3 have wrapped."""
    cause = error
    while (inner := cause.__cause__ or cause.__context__) is not None:
        cause = inner
    return cause
