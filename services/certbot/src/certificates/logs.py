"""Log lines as JSON objects on standard output."""

import json
import logging
import sys
from datetime import UTC, datetime

log = logging.getLogger("certificates")


class JsonLine(logging.Formatter):
    """One line a record: time, level, event, and the fields given as `extra={"fields": {...}}`."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        fields = dict(getattr(record, "fields", {}))
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps({"time": time, "level": record.levelname.lower(), "event": record.getMessage(), **fields})


def open_log() -> None:
    """Send the log to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLine())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
