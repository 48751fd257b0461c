"""Log of the service, on standard output."""

import logging
import sys

from service.logs import JsonFormatter

log = logging.getLogger("certificates")


def open_log() -> None:
    """Send the log to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
