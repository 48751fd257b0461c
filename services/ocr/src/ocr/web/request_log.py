"""Log of requests: gives each an id, and each answer a line in the log and a count in the metrics."""

import logging
import re
import time
import uuid
from typing import Any

import falcon

from ocr.logs import request_id
from ocr.settings import KEY_NAME
from ocr.web.metrics import Metrics

log = logging.getLogger(__name__)

HEADER = "X-Request-ID"
# nginx gives 32 hexadecimal digits; a direct client may have ids of its own
ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
OTHER = "other"
# nginx says whose key it was; it lets no client say so
KEY_HEADER = "X-Key-Name"


class RequestLog:
    """Falcon middleware that gives requests ids, and logs and counts their answers."""

    def __init__(self, metrics: Metrics) -> None:
        """Take the metrics."""
        self._metrics = metrics

    def process_request(self, req: falcon.Request, _resp: falcon.Response) -> None:
        """Start the clock and the id."""
        given = req.get_header(HEADER) or ""
        request_id.set(given if ID.fullmatch(given) else uuid.uuid4().hex)
        req.context.started = time.perf_counter()

    def process_response(self, req: falcon.Request, resp: falcon.Response, _resource: object, _succeeded: bool) -> None:
        """Log and count the answer; of the path only what a route says, for a caller may put anything into it."""
        seconds = time.perf_counter() - req.context.started
        path = req.uri_template or OTHER
        resp.set_header(HEADER, request_id.get() or "")
        self._metrics.observe_request(path, resp.status_code, seconds)
        level = logging.INFO if req.method == "POST" else logging.DEBUG
        extra: dict[str, Any] = {"path": path, "status": resp.status_code, "elapsed_ms": round(seconds * 1000)}
        key = req.get_header(KEY_HEADER) or ""
        if KEY_NAME.fullmatch(key):
            extra["key"] = key
        log.log(level, "request", extra=extra)
