"""Internal endpoints about keys, for nginx before it accepts a receipt and for the appliance, not for clients.

docs/decisions/0120 says what nginx makes of each answer.
"""

import logging
from http import HTTPStatus

import falcon

from ocr.keys import Judge, KeysUnreadable
from ocr.web.metrics import Metrics
from ocr.web.reply import KeyReply, KeysReply, PassReply, encode
from ocr.web.request_log import KEY_HEADER

log = logging.getLogger(__name__)

DENIAL_HEADER = "X-Denied"
REALM = "receipt-ocr"


class AuthorizationResource:
    """GET /authorize: whether a request with this header Authorization is allowed; it is counted."""

    def __init__(self, judge: Judge, metrics: Metrics) -> None:
        """Take the judge of keys, and the metrics."""
        self._judge = judge
        self._metrics = metrics

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer 204, 401 without a valid key, or 403 over a key's limit: auth_request takes no other refusal."""
        try:
            verdict = self._judge.judge(req.get_header("Authorization"))
        except KeysUnreadable as error:
            # nginx makes 503 of it, so that no client takes its key for a wrong one
            log.error("keys unreadable", extra={"error": str(error)})  # noqa: TRY400 - the message says all
            raise falcon.HTTPServiceUnavailable(description=str(error)) from error
        resp.status = HTTPStatus.NO_CONTENT
        if verdict.name:
            resp.set_header(KEY_HEADER, verdict.name)
        if verdict.denial:
            resp.set_header(DENIAL_HEADER, verdict.denial)
        if verdict.denial == "key":
            resp.status = HTTPStatus.UNAUTHORIZED
            # RFC 6750, 3.1: who sent no key is told no error
            cause = ', error="invalid_token"' if verdict.unknown else ""
            resp.set_header("WWW-Authenticate", f'Bearer realm="{REALM}"{cause}')
        if verdict.denial == "quota":
            resp.status = HTTPStatus.FORBIDDEN
            resp.set_header("Retry-After", str(verdict.retry_after))
        if verdict.name or verdict.denial:
            self._metrics.observe_key(verdict.name or "", verdict.denial or "accepted")


class PassResource:
    """POST /pass: a key that is valid for a minute, for the appliance's own requests through the edge."""

    def __init__(self, judge: Judge) -> None:
        """Take the judge of keys."""
        self._judge = judge

    def on_post(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer with a pass; anyone who can ask here can have receipts read without a key anyway."""
        resp.content_type = falcon.MEDIA_JSON
        resp.cache_control = ["no-store"]
        resp.data = encode(PassReply(key=self._judge.issue_pass()))


class KeysResource:
    """GET /keys: whether a key is required, and the use of each."""

    def __init__(self, judge: Judge) -> None:
        """Take the judge of keys."""
        self._judge = judge

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer with names and counts."""
        try:
            keys, unused = self._judge.keys(), self._judge.unused_limits()
        except KeysUnreadable as error:
            raise falcon.HTTPServiceUnavailable(description=str(error)) from error
        listed = []
        for key in keys or ():
            today, last_used, limit = self._judge.usage.listed(key.name)
            listed.append(KeyReply(name=key.name, made=key.created, last_used=last_used, today=today, limit=limit))
        resp.content_type = falcon.MEDIA_JSON
        resp.cache_control = ["no-store"]
        resp.data = encode(KeysReply(required=keys is not None, keys=tuple(listed), unused_limits=unused))
