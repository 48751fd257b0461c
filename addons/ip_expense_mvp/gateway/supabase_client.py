"""Client for Supabase: upserts a receipt's row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .failures import ServiceError
from .transport import Transport
from .words import _lt

SERVICE = "Supabase"
SCHEMA = "analytics"
FUNCTION = "upsert_ip_ocr_receipt"
TABLE = "ip_ocr_receipts"

SCHEMA_MISSING = _lt(
    "Supabase has no receipts' table or function in the schema analytics. Apply "
    "the files of supabase/sql there; rows wait until then. %(detail)s"
)
SCHEMA_HIDDEN = _lt(
    "Supabase does not expose the schema analytics. "
    "Add it to the exposed schemas in the project's API settings."
)
ROW_REFUSED = _lt(
    "Supabase refuses the row: %(detail)s. Correct the receipt, and it is sent again."
)
TEMPLATES = {
    400: ROW_REFUSED,
    404: SCHEMA_MISSING,
    406: SCHEMA_HIDDEN,
    409: ROW_REFUSED,
    422: ROW_REFUSED,
}


class SupabaseError(ServiceError):
    """Supabase did not store or answer what it was asked."""


@dataclass(frozen=True)
class SupabaseClient:
    """Client of Supabase's REST API, with a key that may write all rows."""

    url: str = field(repr=False)
    service_key: str = field(repr=False)
    timeout: float = 10.0

    def upsert(self, row: Mapping[str, Any]) -> None:
        """Write a row, by the table's column names; repeating it changes nothing."""
        parameters = {f"p_{name}": value for name, value in row.items()}
        self._ask(
            "POST",
            f"rpc/{FUNCTION}",
            headers={"Content-Profile": SCHEMA, "Content-Type": "application/json"},
            data=json.dumps(parameters, ensure_ascii=False).encode(errors="replace"),
        )

    def probe(self) -> None:
        """Raise unless the table is there and the key may read it."""
        self._ask(
            "GET",
            f"{TABLE}?select=dedupe_key&limit=1",
            headers={"Accept-Profile": SCHEMA},
        )

    def _ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        data: bytes | None = None,
    ) -> None:
        url = f"{self.url.rstrip('/')}/rest/v1/{path}"
        answer = self._transport.send(method, url, headers=headers, data=data)
        if not 200 <= answer.status < 300:
            raise self._transport.refusal(answer, url, TEMPLATES)

    @property
    def _transport(self) -> Transport:
        headers = {"apikey": self.service_key}
        # The newer sb_secret_… keys are none that Authorization may hold.
        if is_jwt(self.service_key):
            headers["Authorization"] = f"Bearer {self.service_key}"
        return Transport(
            SERVICE,
            SupabaseError,
            self.timeout,
            headers=headers,
            secret=self.service_key,
            # Rows are not lost over a wrong setting: they wait until it is right.
            waits_for_settings=True,
        )


def is_jwt(key: str) -> bool:
    """Return whether a key is a JSON Web Token by its form: three parts, JSON first (RFC 7519)."""
    return key.startswith("eyJ") and key.count(".") == 2
