"""Check for crashes of the OCR service, by its own record, with the receipts it was reading."""

import http.client
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from healthcheck.cluster import addresses, ask_each
from healthcheck.edge import ask, connect
from healthcheck.readers import look
from healthcheck.result import CheckResult
from healthcheck.settings import Settings

# As long as an incident of crashes goes on after the last one: a start of our own tells nothing twice.
LOOK_BACK = timedelta(hours=1)


class Crashes:
    """Finds crashes that were not on record the round before; of a service not asked before, those of the last hour."""

    def __init__(self) -> None:
        # by the address of the service that has them on record
        self._known: dict[str, set[str]] = {}

    def __call__(self, settings: Settings) -> CheckResult:
        """Check whether there are new crashes, at all readers if others are configured."""
        own = self._look(settings)
        if not settings.cluster_readers:
            return own
        others = ask_each(self._look_at_reader, addresses(settings), settings)
        bad = [result.figure for result in (own, *others) if not result.ok]
        return CheckResult(ok=not bad, figure="; ".join(bad) or own.figure)

    def _look(self, settings: Settings) -> CheckResult:
        try:
            with connect(settings.ocr, settings) as connected:
                status, answer = ask(connected, settings.ocr, "/crashes")
        except (OSError, http.client.HTTPException):
            # another check tells of it; what is not seen now is new in the next round
            return CheckResult(ok=True, figure="unknown, the OCR service does not answer")
        if status != 200:
            return CheckResult(ok=False, figure=f"status {status}")
        crashes = [(crash["found_at"], _said(crash)) for crash in json.loads(answer)["crashes"]]
        known = self._known.get(settings.ocr)
        if known is None:
            oldest = datetime.now(UTC) - LOOK_BACK
            known = {said for found_at, said in crashes if datetime.fromisoformat(found_at) < oldest}
        # the newest first: a message has room for two
        new = [said for _, said in reversed(crashes) if said not in known]
        self._known[settings.ocr] = {said for _, said in crashes}
        return CheckResult(ok=not new, figure="; ".join([f"{len(new)} new", *new]))

    def _look_at_reader(self, settings: Settings) -> CheckResult:
        found = self._look(settings)
        return found if found.ok else replace(found, figure=f"{look(settings).name}: {found.figure}")


def _said(crash: dict[str, object]) -> str:
    how = "killed, out of memory," if crash["out_of_memory"] else "died"
    requests = crash["requests"]
    reading = f"while it read {', '.join(requests)}" if isinstance(requests, list) and requests else "at rest"
    return f"{how} {reading}, found at {crash['found_at']}"
