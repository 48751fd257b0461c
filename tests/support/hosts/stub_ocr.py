"""Stands in for the OCR service where only the status of its answers matters: /v1/ocr?answer=503 answers 503."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Answer(BaseHTTPRequestHandler):
    """Answers what the query asks for, else 200."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        wanted = parse_qs(urlsplit(self.path).query).get("answer", ["200"])
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b'{"ready": true}'
        self.send_response(int(wanted[0]))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("", 8100), Answer).serve_forever()
