"""Check that a known receipt is read correctly through the edge: an open port alone proves nothing."""

import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from healthcheck.edge import ask, connect_to_edge, key_header, receipt_form
from healthcheck.ready import edge_ready
from healthcheck.result import Check, CheckResult, run_check
from healthcheck.settings import Settings

# A sample that fails is repeated no sooner: ten bad answers a minute get an address banned, and ours too.
PAUSE_SECONDS = 15


class Sample:
    """Check that reads the sample less often: a good result is kept for a while, a failed one is repeated each round.

    Nothing is posted to an edge that is not ready; the next round looks again.
    """

    def __init__(self, check: Check, ready: Check = edge_ready) -> None:
        self._check = check
        self._ready = ready
        self._result: CheckResult | None = None
        self._at = 0.0

    def __call__(self, settings: Settings) -> CheckResult:
        """Return a new result, or the one that is still valid."""
        stands = settings.sample_seconds if self._result and self._result.ok else PAUSE_SECONDS
        if self._result is None or time.monotonic() - self._at >= stands:
            # what is not ready answers 503, which counts towards a ban
            ready = run_check(self._ready, settings)
            if not ready.ok:
                return ready
            self._result = run_check(self._check, settings)
            self._at = time.monotonic()
        return self._result


def sample(settings: Settings) -> CheckResult:
    """Post the sample as a client does, and compare its total, date and merchant with the truth beside it."""
    started = time.monotonic()
    status, receipt = read_sample(settings)
    if status != 200:
        return CheckResult(ok=False, figure=f"status {status}")
    seconds = time.monotonic() - started
    truth = json.loads(settings.sample.with_suffix(".json").read_bytes())
    # what was read instead is not said: it would be text of a receipt, and who knows of which
    wrong = [name for name, value in fields(receipt).items() if not same(value, fields(truth)[name])]
    if wrong:
        return CheckResult(ok=False, figure=f"not as on the sample: {', '.join(wrong)}")
    return CheckResult(ok=True, figure=f"{seconds:.3f}s at {datetime.now(UTC):%H:%M} UTC")


def read_sample(settings: Settings) -> tuple[int, Any]:
    """Post the sample through the edge, with a key; return the status and the answer, decoded if it is a receipt."""
    body, headers = receipt_form(settings.sample.read_bytes(), settings.sample.name)
    headers |= key_header(settings)
    with connect_to_edge(settings) as connected:
        status, answer = ask(connected, settings.domain, "/v1/ocr/receipt", body=body, headers=headers)
    return status, json.loads(answer) if status == 200 else None


def fields(receipt: Mapping[str, Any]) -> dict[str, object]:
    """Return the values of total, date and merchant from an answer or from the truth."""
    found = {
        "total_amount": receipt["totals"]["total_amount"],
        "date": receipt["date"],
        "merchant": receipt["merchant"],
    }
    return {name: value["value"] if isinstance(value, dict) else value for name, value in found.items()}


def same(read: object, true: object) -> bool:
    """Return whether the value read equals the true one, case aside."""
    return str(read).casefold() == str(true).casefold()


if __name__ == "__main__":
    # for `make up`, where SITE_ALLOW does not name the machine itself
    status, receipt = read_sample(Settings.from_env(os.environ))
    if status != 200:
        sys.exit(f"status {status}")
    sys.stdout.write(json.dumps(receipt) + "\n")
