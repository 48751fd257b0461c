"""Heartbeat to an outside service, which raises the alarm when it stops: a dead server can't."""

import http.client
import urllib.request
from threading import Thread

from healthcheck.result import CheckResult
from healthcheck.settings import Settings


class Heartbeat:
    """Heartbeat after each round: a request of a web address, whose failure does not stop the rounds."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._thread: Thread | None = None
        self._outcome = CheckResult(ok=True, figure="")

    def beat(self, *, in_trouble: bool) -> CheckResult | None:
        """Send a heartbeat; return its outcome, or None where no address is set."""
        alerts = self._settings.alerts
        url = (alerts.heartbeat_fail_url if in_trouble else "") or alerts.heartbeat_url
        if not url:
            return None
        # a name server or a service may hold a request for as long as it likes
        if not (self._thread and self._thread.is_alive()):
            self._outcome = CheckResult(ok=False, figure="hangs")
            self._thread = Thread(target=self._ping, args=(url,), daemon=True)
            self._thread.start()
            self._thread.join(2 * self._settings.timeout_seconds)
        return self._outcome

    def _ping(self, url: str) -> None:
        request = urllib.request.Request(url, headers={"User-Agent": "receipt-ocr-healthcheck"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self._settings.timeout_seconds) as response:  # noqa: S310
                self._outcome = CheckResult(ok=True, figure=f"status {response.status}")
        except (OSError, http.client.HTTPException, ValueError) as fault:
            # no more than the kind of fault: its text may repeat the address, which is a secret
            status = getattr(fault, "code", None)
            reason = getattr(fault, "reason", None)
            kind = type(reason if isinstance(reason, Exception) else fault).__name__
            self._outcome = CheckResult(ok=False, figure=f"status {status}" if status else kind)
