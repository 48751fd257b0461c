import pytest

from tests.support.fuzz.answers import fault_of, statuses_of

PROBLEM = b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}"
ALIVE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def test_takes_answers_apart() -> None:
    found = statuses_of(b"HTTP/1.1 100 Continue\r\n\r\n" + ALIVE + PROBLEM)
    assert found == [(200, "application/json", b"{}"), (400, "application/problem+json", b"{}")]


@pytest.mark.parametrize("answer", [b"", b"{}", b"\0\0\x12\x04", b"HTTP/2 200"])
def test_finds_no_answer_in_what_is_none(answer: bytes) -> None:
    assert statuses_of(answer) == []


@pytest.mark.parametrize(
    ("status", "kind", "content", "faulty"),
    [
        (200, "application/json", b"{}", False),
        (200, "application/json", b"<html>", True),
        (204, "", b"", False),
        (400, "application/problem+json", b"{}", False),
        (400, "text/html", b"<html>", True),
        (503, "application/problem+json", b"{}", True),
    ],
)
def test_judges_an_answer(status: int, kind: str, content: bytes, faulty: bool) -> None:
    assert bool(fault_of(status, kind, content)) is faulty
