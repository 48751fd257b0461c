"""What clients of the endurance run take for an answer, and how its log is compared with it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench.soak.clients import FACTS, Run, parsed, verdict
from bench.soak.journal import Journal, Lines
from bench.soak.pool import File
from bench.soak.run import lines_of
from tests.support.hosts.client import Answer

FILE = File("a.jpg", b"", "d1")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run([FILE], 2, Journal(tmp_path / "samples.jsonl"))


def said(**changes: Any) -> Answer:
    whole = {
        **dict.fromkeys(FACTS), "totals": {}, "bir": {}, "line_items": [], "receipts": [{}],
        "lines": [{"text": "TOTAL 12.00"}], "meta": {"fingerprint": {"sha256": "d1"}}, **changes,
    }  # fmt: skip
    return Answer(200, 0, closes=False, body=json.dumps(whole).encode())


def test_the_same_receipt_twice_is_right(run: Run) -> None:
    assert [verdict(run, FILE, said()), verdict(run, FILE, said())] == ["", ""]


def test_another_line_or_another_fact_is_wrong(run: Run) -> None:
    assert verdict(run, FILE, said()) == ""
    for other in (said(lines=[{"text": "TOTAL 13.00"}]), said(currency={"value": "XTS"})):
        assert verdict(run, FILE, other) == "wrong: a.jpg was read in another way before"


def test_the_receipt_of_another_file_is_wrong_even_the_first_time(run: Run) -> None:
    assert verdict(run, File("b.jpg", b"", "d2"), said()) == "wrong: the answer to b.jpg is that of another file"


def test_no_answer_and_a_refusal_are_missing(run: Run) -> None:
    assert verdict(run, FILE, None) == "missing: no answer to a.jpg"
    assert verdict(run, FILE, Answer(503, 2, closes=False)) == "missing: 503 for a.jpg"
    assert verdict(run, FILE, Answer(200, 0, closes=False, body=b"{}")) == "no receipt in the answer to a.jpg"


def test_gives_out_as_many_files_as_there_are_receipts_to_send(run: Run) -> None:
    assert [run.take(), run.take(), run.take()] == [FILE, FILE, None]


def test_stops_where_all_goes_wrong(run: Run) -> None:
    for number in range(200):
        run.fault(f"fault {number}")
    assert run.take() is None
    assert run.stopped == "200 faults"


def test_takes_an_answer_apart() -> None:
    whole = parsed(b"HTTP/1.1 200 OK\r\nX-Request-ID: a1\r\nContent-Length: 2\r\n\r\n{}")
    assert (whole.status, whole.headers["x-request-id"], whole.body) == (200, "a1", b"{}")


@pytest.mark.parametrize("cut", [b"", b"HTTP/1.1", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"])
def test_half_an_answer_is_none(cut: bytes) -> None:
    with pytest.raises(ValueError, match="that begins"):
        parsed(cut)


def line(address: str, request: str) -> str:
    return f'{address} 2026-11-22T12:30:01+00:00 200 ocr POST 0.6 0.6 200 1 1 {request} {address} 1.6 17 - "/" - -'


def test_compares_the_lines_of_a_client_with_its_requests() -> None:
    log = "\n".join(
        [line("198.18.0.1", "a"), line("198.18.0.1", "b"), line("198.18.0.1", "left"), line("198.18.0.11", "c")]
    )
    assert lines_of("198.18.0.1", log, 3, Counter("ab")) == Lines(3, 3, unlogged=0, unanswered=1)
    # one that was answered has none, another has two
    twice = f"{log}\n{line('198.18.0.1', 'b')}"
    assert lines_of("198.18.0.1", twice, 4, Counter("abx")) == Lines(4, 4, unlogged=2, unanswered=1)
