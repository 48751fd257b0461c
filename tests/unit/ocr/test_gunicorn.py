import json
from pathlib import Path

import pytest

from tests.support.service import Service

HEAD = b"POST /v1/ocr HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize(
    "request_",
    [
        b"SECRET\r\n\r\n",
        b"GET /live HTTP/3.0\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        HEAD + b"Transfer-Encoding: cow\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
        HEAD + b"Expect: SECRET\r\nContent-Length: 0\r\n\r\n",
        HEAD + b"A : SECRET\r\n\r\n",
        HEAD + b"X: y\r\n" * 1000 + b"\r\n",
    ],
)
def test_answers_what_is_no_http_by_a_problem_and_logs_nothing_of_it(served: Service, request_: bytes) -> None:
    head, _, body = served.send(request_).partition(b"\r\n\r\n")
    problem = json.loads(body)

    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"Content-Type: application/problem+json" in head
    assert (problem["status"], len(problem["instance"])) == (400, 32)
    log = Path(served.log).read_text()
    assert problem["instance"] in log
    assert "SECRET" not in log
