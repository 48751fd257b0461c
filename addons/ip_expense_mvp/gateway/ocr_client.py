"""Client for the OCR service: sends a receipt's file, returns the answer."""

import math
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from .failures import NOT_ITS_ANSWER, ServiceError
from .picture import sniff
from .transport import Transport, host_of
from .words import _lt

SERVICE = "Receipt OCR"
RECEIPT_PATH = "/v1/ocr/receipt"

NOT_TAKEN = _lt("Receipt OCR could not take the file. Send it again. %(detail)s")
TOO_LARGE = _lt("The file is too large. Send a smaller picture.")
NOT_SUPPORTED = _lt(
    "Receipt OCR does not read this kind of file. "
    "Send JPEG, PNG, WebP, TIFF, HEIC or PDF."
)
NOT_READABLE = _lt("The picture cannot be read. Take or export it again. %(detail)s")
NOT_READY = _lt(
    "Receipt OCR cannot read yet (status %(status)s). "
    "Ask again in a minute; if this continues, look into its log."
)
TEMPLATES = {
    400: NOT_TAKEN,
    413: TOO_LARGE,
    415: NOT_SUPPORTED,
    422: NOT_READABLE,
}


class OcrError(ServiceError):
    """The OCR service did not answer with a receipt."""


@dataclass(frozen=True)
class OcrClient:
    """Client of the OCR service; `ca_pem` is the root certificate of a private authority."""

    # As it may hold a login
    url: str = field(repr=False)
    api_key: str = field(default="", repr=False)
    ca_pem: str = field(default="", repr=False)
    timeout: float = 45.0

    # Not a model's.
    # pylint: disable-next=method-required-super
    def read(self, content: bytes, filename: str) -> dict[str, Any]:
        """Return the answer for a receipt, as a database can keep it."""
        kind = sniff(content) or "application/octet-stream"
        # No form can hold half a surrogate pair.
        part = (filename.encode(errors="replace").decode(), content, kind)
        answer = self._transport.send("POST", self.url, files={"file": part})
        if answer.status != 200:
            raise self._transport.refusal(answer, self.url, TEMPLATES)
        try:
            said = answer.json()
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise self._transport.failure(
                NOT_ITS_ANSWER,
                status=200,
                retryable=True,
                host=host_of(self.url),
            )
        return {str(storable(key)): storable(value) for key, value in said.items()}

    def ready(self) -> None:
        """Raise unless a receipt could be read now."""
        url = self.ready_url
        answer = self._transport.send("GET", url)
        if answer.status != 200:
            raise self._transport.refusal(answer, url, {503: NOT_READY})

    @property
    def ready_url(self) -> str:
        """The probe beside the receipts' address, under the same prefix."""
        parts = urlsplit(self.url)
        prefix, found, _rest = parts.path.rpartition(RECEIPT_PATH)
        path = f"{prefix if found else ''}/ready"
        return urlunsplit((parts.scheme, parts.netloc, path, "", ""))

    @property
    def _transport(self) -> Transport:
        headers = {"Accept": "application/json"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        return Transport(
            SERVICE,
            OcrError,
            self.timeout,
            headers=headers,
            ca_pem=self.ca_pem,
            secret=self.api_key,
        )


def storable(value: object) -> object:
    """Return JSON that PostgreSQL keeps: no NaN, no infinity, no NUL, no half surrogate."""
    if isinstance(value, dict):
        return {storable(key): storable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, str):
        return value.replace("\0", "").encode(errors="replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
