"""The log of a service: one JSON object a line."""

import json
import logging
import time
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# What logging itself puts on a record; anything else came as `extra` and is logged as a field of its own.
STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time in UTC, level, logger, event, what was given as `extra`, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Format `record`; what JSON can't carry is written as its text."""
        entry: dict[str, Any] = {
            "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        entry |= {key: value for key, value in record.__dict__.items() if key not in STANDARD}
        if record.exc_info and record.exc_info[0]:
            entry["traceback"] = self.traceback(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)

    def traceback(self, exc_info: ExcInfo) -> list[str]:
        """Return what is logged of an exception, as lines."""
        return self.formatException(exc_info).splitlines()
