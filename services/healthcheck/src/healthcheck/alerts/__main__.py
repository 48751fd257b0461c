"""Send one test message now by every configured channel, and say which of them accepted it."""

import os
import sys
import time

from healthcheck.alerts.channels import NO_CHANNEL, channels
from healthcheck.alerts.message import Message, moment
from healthcheck.alerts.sender import deliver
from healthcheck.settings import Settings
from service.settings import SettingsInvalid

BODY = """This is a test, sent by make alert-test. Alerts of the appliance will look like this.

Site {site}, {moment}. What to do: docs/operations.md"""


def main() -> int:
    """Return 0 only if every channel has accepted the message."""
    try:
        settings = Settings.from_env(os.environ)
    except SettingsInvalid as invalid:
        print(invalid, file=sys.stderr)
        return 2
    configured = channels(settings.alerts)
    if not configured:
        print(f"{NO_CHANNEL}, then: make up", file=sys.stderr)
        return 2
    now = time.time()
    body = BODY.format(site=settings.domain, moment=moment(now))
    message = Message(now, "test", f"[receipt-ocr {settings.domain}] test", body)
    refused = 0
    for channel in configured:
        fault = deliver(channel, [message], settings.alerts.ca_file)[0]
        refused += bool(fault)
        print(f"{channel.name:<12} {f'NOT accepted: {fault}' if fault else 'accepted'}")
    if refused:
        print("Correct ALERT_* in .env (.env.example explains each), then: make up && make alert-test", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
