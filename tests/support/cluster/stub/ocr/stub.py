"""Answers as the OCR service does: reading takes SECONDS, one at a time, ten wait, and at SIGTERM those who wait get 503.

What was read is the SHA-256 of the request's body, and which reader it was.
"""

import hashlib
import json
import signal
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# eight readers are eight receipts a second, which the edge and the tests' clients do beside other tests
SECONDS = 1.0
WAITING = 10

turn, places = threading.Lock(), threading.Semaphore(WAITING + 1)
stopping = threading.Event()
read = 0


class Answer(BaseHTTPRequestHandler):
    """Handler of one request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer probes, and what the appliance itself asks."""
        metrics = (
            "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes 1.0e+08\n"
            f'ocr_info{{host="{socket.gethostname()}",version="1.0.0"}} 1.0\nocr_queue_length 0.0\n'
            f'ocr_requests_total{{path="/v1/ocr/receipt",status="200"}} {float(read)}\n'
        )
        bodies = {
            "/metrics": metrics,
            "/crashes": '{"crashes": []}',
            "/keys": '{"required": false, "keys": []}',
            "/ready": '{"ready": true}',
            "/live": "{}",
            "/health": '{"status": "ok", "models": {"ocr": {"loaded": true}}}',
        }
        if self.path == "/authorize":
            self.respond(204, b"")
        elif self.path in bodies:
            self.respond(503 if self.path == "/ready" and stopping.is_set() else 200, bodies[self.path].encode())
        else:
            self.respond(404, b"")

    def do_POST(self) -> None:
        """Read a receipt."""
        global read  # noqa: PLW0603 - a stub
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if stopping.is_set() or not places.acquire(blocking=False):
            self.respond(503, b"{}", ("Retry-After", "1"))
            return
        try:
            with turn:
                if stopping.is_set():
                    self.respond(503, b"{}", ("Retry-After", "1"))
                    return
                time.sleep(SECONDS)
                read += 1
        finally:
            places.release()
        answer = {"sha256": hashlib.sha256(body).hexdigest(), "reader": socket.gethostname()}
        self.respond(200, json.dumps(answer).encode())

    def respond(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


class Server(ThreadingHTTPServer):
    """Queues as many connections as a burst brings, and lets answers end that have begun."""

    request_queue_size = 128
    daemon_threads = False


if __name__ == "__main__":
    server = Server(("", 8100), Answer)

    def stop(*_: object) -> None:
        """Take no more; shutdown() waits for the loop, which this thread runs."""
        stopping.set()
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    server.serve_forever(poll_interval=0.05)
    server.server_close()
