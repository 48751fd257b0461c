"""Sending of hostile requests, and judging of the answers."""

import contextlib
import http.client
import json
import re
import select
import socket
import ssl
import time
from dataclasses import dataclass

from tests.support import pace
from tests.support.fuzz.files import HostileFile
from tests.support.fuzz.requests import HostileRequest

LIMIT_SECONDS = 10
# Beyond the limit, so that the report can say how long it took
PATIENCE_SECONDS = 100
# How long a connection is looked at that is open still: after an answer, and where none needs to come
QUIET_SECONDS = 0.5
PROBLEM = "application/problem+json"
METRICS = "text/plain; version="
BOUNDARY = b"----hostile-file"
STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3})[ \r]")


@dataclass(frozen=True)
class Result:
    """Outcome of a file or request: its statuses, "closed" without any, the seconds, and what is wrong with that."""

    number: int
    name: str
    answer: str
    seconds: float
    fault: str = ""


def send_file(port: int, file: HostileFile) -> Result:
    """Post a file to the OCR service."""
    start = b'Content-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
    body = b"--%b\r\n%b%b\r\n--%b--\r\n" % (BOUNDARY, start, file.data, BOUNDARY)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY.decode()}",
        "Connection": "close",
        "X-Request-ID": f"file-{file.number}",
    }
    wait_until_ready(port)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    started = time.monotonic()
    try:
        connection.request("POST", "/v1/ocr/receipt", body, headers)
        response = connection.getresponse()
        status, kind, content = response.status, response.headers.get_content_type(), response.read()
    except (OSError, http.client.HTTPException) as error:
        return Result(file.number, file.name, "closed", time.monotonic() - started, f"no answer: {error!r}")
    finally:
        connection.close()
    seconds = time.monotonic() - started
    return Result(file.number, file.name, str(status), seconds, fault_of(status, kind, content) or late(seconds))


def wait_until_ready(port: int) -> None:
    """Wait, so that what ends the service is not the fault of what is sent next."""
    for _ in range(int(PATIENCE_SECONDS / QUIET_SECONDS)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=QUIET_SECONDS)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return
        time.sleep(QUIET_SECONDS)


def send_request(port: int, request: HostileRequest, *, tls: bool) -> Result:
    """Send a request to nginx, by TLS, or to the OCR service."""
    started = time.monotonic()
    answer = b""
    try:
        with connected(port, tls=tls) as connection:
            for number, piece in enumerate(request.pieces):
                time.sleep(request.pause_seconds if number else 0)
                # who is refused before it has sent all is told so, and the connection ends
                with contextlib.suppress(ConnectionError, ssl.SSLError):
                    connection.sendall(piece)
            started = time.monotonic()
            connection.setblocking(False)
            answer = received(connection, wait=request.answered)
    except (ConnectionError, ssl.SSLError):
        pass
    except TimeoutError:
        return Result(request.number, request.name, "nothing", time.monotonic() - started, "no answer")
    seconds = time.monotonic() - started
    statuses = statuses_of(answer)
    fault = next((fault for each in statuses if (fault := fault_of(*each, metrics=not tls))), "")
    if request.answered and not statuses and not fault:
        fault = "no answer"
    name = " ".join(str(status) for status in dict.fromkeys(status for status, _, _ in statuses)) or "closed"
    return Result(request.number, request.name, name, seconds, fault or late(seconds))


def connected(port: int, *, tls: bool) -> socket.socket:
    """Connect, and ask for no certificate."""
    plain = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    if not tls:
        return plain
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname="localhost")


def received(connection: socket.socket, *, wait: bool) -> bytes:
    """Receive until the end; of a connection that stays open, until nothing more comes."""
    answer, waits = b"", wait
    while True:
        # 100 Continue is none yet
        waits = waits and not statuses_of(answer)
        ready = isinstance(connection, ssl.SSLSocket) and connection.pending() > 0
        if not ready and not select.select([connection], [], [], PATIENCE_SECONDS if waits else QUIET_SECONDS)[0]:
            if waits:
                raise TimeoutError
            return answer
        try:
            piece = connection.recv(65536)
        except ssl.SSLWantReadError:
            # what came is TLS's own
            continue
        except (ConnectionError, ssl.SSLError):
            return answer
        if not piece:
            return answer
        answer += piece


def statuses_of(answer: bytes) -> list[tuple[int, str, bytes]]:
    """Parse answers: status, kind and content of each that is whole."""
    answers = []
    while match := STATUS_LINE.match(answer):
        head, _, rest = answer.partition(b"\r\n\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        length = int(headers.get(b"content-length", b"0"))
        status = int(match[1])
        if status == 100:
            answer = rest
            continue
        answers.append((status, headers.get(b"content-type", b"").decode("latin-1"), rest[:length]))
        # the answer to HEAD says a length, and has none
        answer = rest if rest.startswith(b"HTTP/1.") else rest[length:]
    return answers


def fault_of(status: int, kind: str, content: bytes, *, metrics: bool = False) -> str:
    """Return what is wrong with an answer; `metrics` may come from the OCR service's own port, and never through nginx."""
    if status >= 500:
        return f"{status}: {content[:200]!r}"
    if status >= 400 and not (kind == PROBLEM and is_json(content)):
        return f"{status} without a problem: {kind} {content[:200]!r}"
    if status == 200 and not is_json(content) and not (metrics and kind.startswith(METRICS)):
        return f"200 without JSON: {content[:200]!r}"
    return ""


def is_json(content: bytes) -> bool:
    """Return whether a content is JSON or empty, as the answer to HEAD is."""
    if not content:
        return True
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def late(seconds: float) -> str:
    """Return the fault of an answer that took longer than is allowed on this machine, else empty."""
    is_late = seconds > LIMIT_SECONDS and seconds > pace.allowed(LIMIT_SECONDS)
    return f"after {seconds:.1f} s" if is_late else ""
