"""A service that accepts messages and heartbeats, and prints each in a line, with the method before it."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hook(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._take(self.path)

    def do_POST(self) -> None:
        self._take(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _take(self, what: str) -> None:
        print(self.command, what, flush=True)  # noqa: T201 - this is what it is for
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


ThreadingHTTPServer(("", 8080), Hook).serve_forever()
