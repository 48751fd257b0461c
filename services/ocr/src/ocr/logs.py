"""Logging as one JSON object a line on standard output, each with the id of the request it belongs to."""

import contextvars
import json
import logging
import time
import traceback
from types import TracebackType
from typing import Any

request_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("request_id", default=None)

# What logging itself puts on a record; anything else came as `extra` and is logged as a field of its own.
STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time in UTC, level, logger, event, request id, extras, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Format `record`; what JSON can't carry is written as its text."""
        entry: dict[str, Any] = {
            "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            "request_id": request_id.get(),
        }
        entry |= {key: value for key, value in record.__dict__.items() if key not in STANDARD}
        if record.exc_info and record.exc_info[0]:
            entry["traceback"] = frames(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)


def frames(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> list[str]:
    """Return the type of an exception and where it came from, not its message, which may quote a receipt."""
    kind, _, trace = exc_info
    return [kind.__name__] + [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]


def config(level: str) -> dict[str, Any]:
    """Return the logging configuration, in the form of logging.config.dictConfig and Gunicorn's logconfig_dict."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "ocr.logs.JsonFormatter"}},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
        "root": {"level": level.upper(), "handlers": ["stdout"]},
        "loggers": {
            # Gunicorn's access log would repeat nginx's
            "gunicorn.access": {"level": "ERROR", "propagate": False},
            "gunicorn.error": {"level": level.upper(), "propagate": True, "handlers": []},
        },
    }
