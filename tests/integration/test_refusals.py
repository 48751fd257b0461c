"""A refusal that the OCR service sends before it has taken in the body reaches the client through the real edge."""

import time
from collections.abc import Iterator

import httpx
import pytest

from tests.support.appliance import Appliance

PATH = "/v1/ocr/receipt"
PROBLEM = "application/problem+json"
MB = 1_000_000
SIZES_MB = (1, 3, 6, 9)
BOUNDARY = "limit"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


def part(headers: str, data: bytes) -> bytes:
    return f"--{BOUNDARY}\r\n{headers}\r\n\r\n".encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def refused(kind: str, size: int) -> tuple[str, bytes, int]:
    """Return the content type and the body of a request that is refused, and the status that it gets."""
    data = b"\xff\xd8" + b"x" * size
    return {
        "no boundary": ("multipart/form-data", data, 400),
        "no such boundary": (FORM, data, 400),
        "no form": ("image/jpeg", data, 415),
        "no content type": ("", data, 415),
        "no field file": (FORM, part('Content-Disposition: form-data; name="other"; filename="r.jpg"', data), 400),
        "a refused header": (FORM, part("X-Long: " + "x" * 70_000, data), 400),
        "no disposition": (FORM, part("Content-Type: image/jpeg", data), 400),
    }[kind]


KINDS = [
    "no boundary",
    "no such boundary",
    "no form",
    "no content type",
    "no field file",
    "a refused header",
    "no disposition",
]


@pytest.fixture(scope="module", params=[False, True], ids=["HTTP/1.1", "HTTP/2"])
def client(appliance: Appliance, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    # a self-signed certificate; the tests of certificates look at those
    base = f"https://localhost:{appliance.https_port}"
    with httpx.Client(base_url=base, verify=False, http2=request.param, timeout=60) as client:  # noqa: S501
        yield client


def send(client: httpx.Client, content_type: str, body: bytes, method: str = "POST") -> httpx.Response:
    """Send a body, and keep to the edge's rate: over HTTP/2 this client waits for ever if it is refused while it sends."""
    time.sleep(0.2)
    return client.request(method, PATH, content=body, headers={"Content-Type": content_type} if content_type else {})


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_of_a_large_body_reaches_the_client(client: httpx.Client, kind: str) -> None:
    expected, statuses = [], []
    for size_mb in SIZES_MB * 2:
        content_type, body, status = refused(kind, size_mb * MB)
        answer = send(client, content_type, body)
        expected.append((size_mb, status, PROBLEM))
        statuses.append((size_mb, answer.status_code, answer.headers["content-type"]))
    assert statuses == expected


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_so_does_that_of_a_method_it_does_not_know(client: httpx.Client, method: str) -> None:
    answers = [send(client, "", b"x" * 9 * MB, method) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [405] * 5
