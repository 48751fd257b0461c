"""Internal endpoint about crashes, for the health check and not for clients."""

import falcon

from ocr.crashes import CrashLog
from ocr.web.reply import CrashesReply, encode


class CrashesResource:
    """GET /crashes: the last crashes, with the ids of the requests that were being read."""

    def __init__(self, crash_log: CrashLog) -> None:
        """Take the log of crashes."""
        self._log = crash_log

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer with the crashes, oldest first."""
        resp.content_type = falcon.MEDIA_JSON
        resp.cache_control = ["no-store"]
        resp.data = encode(CrashesReply(crashes=self._log.crashes))
