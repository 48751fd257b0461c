"""Clients that read receipts: one for threads, one for asyncio."""

import asyncio
import json
import ssl
import time
from types import TracebackType
from typing import Any, cast

import httpx

from receipt_ocr_client.errors import ReceiptOcrError, Refused, ServiceUnavailable, SettingsInvalid, refusal
from receipt_ocr_client.models import ReceiptReply
from receipt_ocr_client.retry import Attempts
from receipt_ocr_client.settings import LOOPBACK, Verify, settings, trust
from receipt_ocr_client.source import Source, load

RECEIPT_PATH = "/v1/ocr/receipt"
READY_PATH = "/ready"
# nginx waits 120 seconds for the service, and then says so
ANSWER_SECONDS = 130.0
CONNECT_SECONDS = 10.0
TOTAL_SECONDS = 300.0
ATTEMPTS = 6
# Under load `/ready` takes a second or two
READY_SECONDS = 15.0
# A broken TLS connection may be raised as it is; asyncio.TimeoutError is a class of its own in Python 3.10
NO_ANSWER = (httpx.RequestError, ssl.SSLError, asyncio.TimeoutError)
Form = dict[str, tuple[str, bytes]]
CERTIFICATE_ADVICE = (
    " Give the file of a private authority by verify= (the program: --ca) or by SSL_CERT_FILE; the self-signed"
    " certificate that the appliance has before a real one cannot be verified."
)


class _BaseClient:
    """State that both clients share: the address, the key, and how long to try."""

    def __init__(  # noqa: PLR0913 - settings, each by its name
        self,
        url: str | None = None,
        *,
        key: str | None = None,
        verify: Verify = True,
        timeout: float = ANSWER_SECONDS,
        total_timeout: float = TOTAL_SECONDS,
        attempts: int = ATTEMPTS,
    ) -> None:
        """Prepare a client; address and key are RECEIPT_OCR_URL and RECEIPT_OCR_KEY where they are not given.

        `verify` may be the file of a private certificate authority. An answer may take `timeout` seconds; all
        `attempts` at one receipt, with the waits between them, may take `total_timeout`.
        """
        known = settings(url, key)
        self._url = known.url
        self._timeout_seconds = timeout
        self._total_seconds = total_timeout
        self._attempts = attempts
        try:
            self._connect(known.url, known.key, trust(verify))
        # httpx takes proxies and certificates from the environment, and raises whatever it meets there
        except (ImportError, OSError, ValueError, httpx.InvalidURL) as fault:
            raise SettingsInvalid(
                f"The environment names a proxy or certificates (HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE) that cannot be"
                f" used: {fault}"
            ) from None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self._url)!r})"

    def _connect(self, url: httpx.URL, key: httpx.Auth | None, verify: bool | ssl.SSLContext) -> None:
        raise NotImplementedError

    def _begin(self) -> Attempts:
        return Attempts(self._attempts, self._total_seconds)

    def _timeout(self, seconds_left: float) -> httpx.Timeout:
        # zero would mean not to wait at all
        left = max(0.001, seconds_left)
        return httpx.Timeout(min(self._timeout_seconds, left), connect=min(CONNECT_SECONDS, left))

    def _no_answer(self, fault: Exception) -> ReceiptOcrError:
        """Return what to raise where there is no answer: only another setting helps against a wrong certificate."""
        what = str(fault) or type(fault).__name__
        if "CERTIFICATE_VERIFY_FAILED" in what:
            return SettingsInvalid(f"{self._url} shows a certificate that is not trusted: {what}.{CERTIFICATE_ADVICE}")
        return ServiceUnavailable(f"{self._url} does not answer: {what}.")


class Client(_BaseClient):
    """Client that reads receipts and waits for each. Threads may share it.

    with Client("https://ocr.example.com") as client:
        receipt = client.read("receipt.jpg")
    """

    def __enter__(self) -> "Client":  # noqa: PYI034 - Self came with Python 3.11
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def read(self, source: Source, *, name: str | None = None) -> ReceiptReply:
        """Return what is printed on a receipt: a path, bytes, or a binary stream. Raises ReceiptOcrError."""
        form = {"file": load(source, name)}
        attempts = self._begin()
        while True:
            try:
                return receipt(self._request("POST", RECEIPT_PATH, attempts.left_seconds, form))
            except ReceiptOcrError as error:
                pause = attempts.pause(error)
            time.sleep(pause)

    def ready(self) -> bool:
        """Return whether a receipt could be read now. Raises ReceiptOcrError if nobody answers."""
        return is_ready(self._request("GET", READY_PATH, READY_SECONDS))

    def _connect(self, url: httpx.URL, key: httpx.Auth | None, verify: bool | ssl.SSLContext) -> None:
        self._http = httpx.Client(base_url=url, auth=key, verify=verify, mounts=direct(url))

    def _request(self, method: str, path: str, seconds: float, form: Form | None = None) -> httpx.Response:
        until = time.monotonic() + seconds
        try:
            with self._http.stream(method, path, files=form, timeout=self._timeout(seconds)) as response:
                return whole(response, until)
        except NO_ANSWER as fault:
            raise self._no_answer(fault) from None


class AsyncClient(_BaseClient):
    """Client that reads receipts in a loop of asyncio.

    async with AsyncClient("https://ocr.example.com") as client:
        receipt = await client.read("receipt.jpg")
    """

    async def __aenter__(self) -> "AsyncClient":  # noqa: PYI034 - Self came with Python 3.11
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def read(self, source: Source, *, name: str | None = None) -> ReceiptReply:
        """Return what is printed on a receipt: a path, bytes, or a binary stream. Raises ReceiptOcrError."""
        form = {"file": await asyncio.to_thread(load, source, name)}
        attempts = self._begin()
        while True:
            try:
                return receipt(await self._request("POST", RECEIPT_PATH, attempts.left_seconds, form))
            except ReceiptOcrError as error:
                pause = attempts.pause(error)
            await asyncio.sleep(pause)

    async def ready(self) -> bool:
        """Return whether a receipt could be read now. Raises ReceiptOcrError if nobody answers."""
        return is_ready(await self._request("GET", READY_PATH, READY_SECONDS))

    def _connect(self, url: httpx.URL, key: httpx.Auth | None, verify: bool | ssl.SSLContext) -> None:
        self._http = httpx.AsyncClient(base_url=url, auth=key, verify=verify, mounts=direct(url))

    async def _request(self, method: str, path: str, seconds: float, form: Form | None = None) -> httpx.Response:
        sent = self._http.request(method, path, files=form, timeout=self._timeout(seconds))
        try:
            return await asyncio.wait_for(sent, seconds)
        except NO_ANSWER as fault:
            raise self._no_answer(fault) from None


def direct(url: httpx.URL) -> dict[str, None]:
    """Return the httpx mounts that keep requests to this machine, and the key in them, from a proxy."""
    if url.host not in LOOPBACK:
        return {}
    return {f"all://[{url.host}]" if ":" in url.host else f"all://{url.host}": None}


def whole(response: httpx.Response, until: float) -> httpx.Response:
    """Read the body of a streamed answer, and return both. Raises ReadTimeout after `until`, even if bytes still arrive."""
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if time.monotonic() > until:
            raise httpx.ReadTimeout("the answer takes too long")
    headers = {
        name: value for name, value in response.headers.items() if name not in ("content-encoding", "transfer-encoding")
    }
    return httpx.Response(response.status_code, headers=headers, content=bytes(body), request=response.request)


def receipt(response: httpx.Response) -> ReceiptReply:
    """Return the receipt of an answer. Raises Refused and SettingsInvalid."""
    if not response.is_success:
        raise refusal(response)
    return cast(ReceiptReply, answer_with("meta", response))


def answer_with(key: str, response: httpx.Response) -> dict[str, Any]:
    """Parse the JSON object of an answer. Raises SettingsInvalid without `key` in it: the service did not give it."""
    try:
        answer = json.loads(response.content)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or key not in answer:
        raise SettingsInvalid(f"What answers at {response.request.url} is not the OCR service. Check RECEIPT_OCR_URL.")
    return answer


def is_ready(response: httpx.Response) -> bool:
    """Return whether an answer of /ready says that the service is ready. Raises Refused and SettingsInvalid."""
    if response.is_success:
        return bool(answer_with("ready", response)["ready"])
    error = refusal(response)
    if isinstance(error, Refused) and error.temporary:
        return False
    raise error
