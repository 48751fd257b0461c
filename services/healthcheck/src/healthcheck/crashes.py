"""Whether the OCR service has died, by its own record, and which receipts it was reading."""

import http.client
import json
from datetime import UTC, datetime, timedelta

from healthcheck.edge import ask, connect
from healthcheck.result import CheckResult
from healthcheck.settings import Settings

# As long as an incident of crashes goes on after the last one: a start of our own tells nothing twice.
LOOK_BACK = timedelta(hours=1)


class Crashes:
    """Finds crashes that were not on record the round before; after a start, those of the last hour."""

    def __init__(self) -> None:
        self._known: set[str] | None = None

    def __call__(self, settings: Settings) -> CheckResult:
        """Look which crashes are new."""
        try:
            with connect(settings.ocr, settings) as connected:
                status, answer = ask(connected, settings.ocr, "/crashes")
        except (OSError, http.client.HTTPException):
            # `ocr_ready` tells of it; what is not seen now is new in the next round
            return CheckResult(ok=True, figure="not known, the OCR service is away")
        if status != 200:
            return CheckResult(ok=False, figure=f"status {status}")
        crashes = [(crash["found_at"], _said(crash)) for crash in json.loads(answer)["crashes"]]
        if self._known is None:
            oldest = datetime.now(UTC) - LOOK_BACK
            self._known = {said for found_at, said in crashes if datetime.fromisoformat(found_at) < oldest}
        # the newest first: a message has room for two
        new = [said for _, said in reversed(crashes) if said not in self._known]
        self._known = {said for _, said in crashes}
        return CheckResult(ok=not new, figure="; ".join([f"{len(new)} new", *new]))


def _said(crash: dict[str, object]) -> str:
    how = "killed, out of memory," if crash["out_of_memory"] else "died"
    requests = crash["requests"]
    reading = f"while it read {', '.join(requests)}" if isinstance(requests, list) and requests else "at rest"
    return f"{how} {reading}, found at {crash['found_at']}"
