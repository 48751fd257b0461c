"""A stub of the OCR service where only its answers matter: /v1/ocr?answer=503 answers 503.

It reads one receipt, the sample of the health check, has metrics, and a record of crashes. A test changes its mind with
/tmp/stub.json: {"total": 152.0, "memory": 3e8, "crashes": [], "slow": "/metrics"}, the last a path whose answer comes byte
by byte, until the mind is another.
"""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

MIND = Path("/tmp/stub.json")  # noqa: S108 - of its container
USUAL: dict[str, Any] = {"total": 152.0, "memory": 3e8, "crashes": [], "slow": ""}


class Answer(BaseHTTPRequestHandler):
    """Handler that answers with the status in the query, else 200."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        wanted = parse_qs(address.query).get("answer", ["200"])
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        mind = _mind()
        body = _bodies(mind).get(address.path, b'{"ready": true}')
        self.send_response(int(wanted[0]))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        slow = mind["slow"] == address.path
        for piece in (bytes([byte]) for byte in body) if slow else (body,):
            self.wfile.write(piece)
            time.sleep(0.2 * (slow and mind == _mind()))


def _mind() -> dict[str, Any]:
    return {**USUAL, **(json.loads(MIND.read_text()) if MIND.exists() else {})}


def _bodies(mind: dict[str, Any]) -> dict[str, bytes]:
    receipt = {
        "totals": {"total_amount": {"value": mind["total"]}},
        "date": {"value": "2025-07-28"},
        "merchant": {"value": "PAYAPA CHICKEN AND BURGER INC."},
    }
    metrics = f"# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {mind['memory']}\n"
    crashes = {"crashes": mind["crashes"]}
    return {
        "/v1/ocr/receipt": json.dumps(receipt).encode(),
        "/metrics": metrics.encode(),
        "/crashes": json.dumps(crashes).encode(),
    }


class Server(ThreadingHTTPServer):
    """Server that queues as many connections as a burst brings: of 20 at once, the 5 of the standard library reset some."""

    request_queue_size = 128


if __name__ == "__main__":
    Server(("", 8100), Answer).serve_forever()
