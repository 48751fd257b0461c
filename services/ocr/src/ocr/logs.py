"""Log of this service: what all services log, and the id of the request that a line belongs to."""

import contextvars
import logging
import traceback
from typing import Any

from service.logs import ExcInfo, JsonFormatter

request_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("request_id", default=None)


class RequestFormatter(JsonFormatter):
    """A line with the request's id, and nothing that may quote a receipt."""

    def format(self, record: logging.LogRecord) -> str:
        """Format `record` with the id of the request that is being served."""
        record.request_id = request_id.get()
        return super().format(record)

    def traceback(self, exc_info: ExcInfo) -> list[str]:
        """Return the type of an exception and where it came from, not its message, which may quote a receipt."""
        kind, _, trace = exc_info
        return [kind.__name__] + [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]


def config(level: str) -> dict[str, Any]:
    """Return the logging configuration, in the form of logging.config.dictConfig and Gunicorn's logconfig_dict."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "ocr.logs.RequestFormatter"}},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
        "root": {"level": level.upper(), "handlers": ["stdout"]},
        "loggers": {
            # Gunicorn's access log would repeat nginx's
            "gunicorn.access": {"level": "ERROR", "propagate": False},
            "gunicorn.error": {"level": level.upper(), "propagate": True, "handlers": []},
        },
    }
