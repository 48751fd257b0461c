"""Program that sends messages from standard input with Apprise, and writes a line for each: empty, or the fault.

A process of its own: Apprise holds twice the memory of the whole sidecar, and is wanted once a month.
"""

import json
import logging
import sys
from typing import Any

import apprise

from healthcheck.alerts.sender import NOT_UNDERSTOOD

# The words with which Apprise introduces what a socket said.
REASON = "Socket Exception: "


class Reasons(logging.Handler):
    """Log handler that keeps what Apprise reports while it sends, to tell why it failed."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append((record.levelno, record.getMessage()))

    def last(self) -> str:
        """Return the reason of a socket if there is one, else the last warning."""
        sockets = [line.removeprefix(REASON) for _, line in self._lines if line.startswith(REASON)]
        warnings = [line for level, line in self._lines if level >= logging.WARNING]
        return " ".join((sockets or warnings or ["no reason given"])[-1].split())


def main() -> None:
    """Send {"service", "messages": [{"subject", "body"}]} in order, up to the first that is not accepted."""
    order = json.load(sys.stdin)
    reasons = Reasons()
    logger = logging.getLogger("apprise")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(reasons)
    service = understood(order["service"])
    if service is None:
        say(f"{NOT_UNDERSTOOD}: {reasons.last()}")
        return
    for message in order["messages"]:
        text = apprise.NotifyFormat.TEXT
        accepted = service.notify(body=message["body"], title=message["subject"], body_format=text)
        say("" if accepted else reasons.last())
        if not accepted:
            return


def understood(service: str | dict[str, Any]) -> apprise.NotifyBase | None:
    """Return the notification service that Apprise makes of a URL or its parts, None if it accepts neither."""
    asset = apprise.AppriseAsset(app_id="Receipt OCR", app_desc="Receipt OCR", async_mode=False)
    made = apprise.Apprise.instantiate(service, asset=asset, suppress_exceptions=True)
    return made if isinstance(made, apprise.NotifyBase) else None


def say(fault: str) -> None:
    """Report one message at once: what was sent is known even if the next one never ends."""
    sys.stdout.write(fault + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
