"""A stub of the OCR service: answers what the request asks for, and reports what reached it.

`X-Stub-Status` chooses the status, 0 to break off without one, `X-Stub-Delay` the seconds before it.
"""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answer(BaseHTTPRequestHandler):
    """Handler that repeats path, headers and size of the request as JSON."""

    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        size = len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        time.sleep(float(self.headers.get("X-Stub-Delay", 0)))
        status = int(self.headers.get("X-Stub-Status", 200))
        if status == 0:
            self.close_connection = True
            return
        seen = {"stub": True, "path": self.path, "size": size, "headers": dict(self.headers)}
        body = json.dumps(seen).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        # the edge must replace these, not repeat them
        self.send_header("X-Request-ID", "from-upstream")
        self.send_header("Access-Control-Allow-Origin", "*")
        if status == 503:
            self.send_header("Retry-After", "17")
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer  # noqa: N815  http.server's names


class Server(ThreadingHTTPServer):
    """Server that queues as many connections as a burst brings: of 20 at once, the 5 of the standard library reset some."""

    request_queue_size = 128


if __name__ == "__main__":
    Server(("", 8100), Answer).serve_forever()
