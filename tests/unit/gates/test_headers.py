"""The table of headers, against the edge's own file and against answers that lack something."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from gates.connection import Answer
from gates.facts import Fact, Facts
from gates.headers import REQUESTS, check, headers, judge
from gates.verdict import State

SNIPPET = Path(__file__).parents[3] / "services" / "nginx" / "snippets" / "headers.conf"
ORIGIN = "https://erp.example.com"
HEADERS = headers(SNIPPET, ORIGIN)


def answers(**changed: str | None) -> list[Answer]:
    """Return one right answer a request, but for what was changed, taken away (None) or added to the last of them."""
    right = [Answer(status, (*HEADERS.items(), ("Server", "nginx")), b"", 0.0) for _, _, status in REQUESTS]
    names = {name.replace("_", "-"): value for name, value in changed.items()}
    kept = tuple(
        (name, names.get(name, value)) for name, value in right[-1].headers if names.get(name, value) is not None
    )
    right[-1] = Answer(right[-1].status, tuple((name, str(value)) for name, value in kept), b"", 0.0)
    return right


def test_asks_for_what_the_edge_is_configured_to_send() -> None:
    assert len(HEADERS) == len(
        re.findall(r"^add_header (?!X-Request-ID|Retry-After|Allow )", SNIPPET.read_text(), re.MULTILINE)
    )
    assert HEADERS["X-Frame-Options"] == "SAMEORIGIN"
    assert HEADERS["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"
    assert HEADERS["Access-Control-Allow-Origin"] == ORIGIN


def test_fails_where_the_edge_does_not_tell_whose_pages_may_call() -> None:
    verdict = check(SimpleNamespace(facts=Facts({"cors_origin": Fact(errors="no container", status=1)})))  # type: ignore[arg-type]
    assert (verdict.state, verdict.figure) == (State.FAIL, "the allowed origin is not known: no container")


def test_holds_when_all_are_right_on_every_answer() -> None:
    verdict = judge(answers(), HEADERS)
    assert (verdict.state, verdict.figure) == (State.PASS, "12 headers right on each of 200, 404, 204")


@pytest.mark.parametrize("name", HEADERS)
def test_misses_each_header_where_it_is_missing(name: str) -> None:
    verdict = judge(answers(**{name.replace("-", "_"): None}), HEADERS)
    assert (verdict.state, verdict.figure) == (State.FAIL, f"no {name} (OPTIONS /v1/ocr/receipt)")


def test_finds_a_wrong_value() -> None:
    verdict = judge(answers(X_Frame_Options="ALLOWALL"), HEADERS)
    assert verdict.figure == "X-Frame-Options is ALLOWALL (OPTIONS /v1/ocr/receipt)"


def test_finds_a_header_that_comes_twice() -> None:
    given = answers()
    given[0] = Answer(200, (*given[0].headers, ("x-frame-options", "DENY")), b"", 0.0)
    assert judge(given, HEADERS).figure == "X-Frame-Options is SAMEORIGIN and DENY (GET /live)"


def test_finds_a_version_in_the_server_header() -> None:
    assert judge(answers(Server="nginx/1.26.3"), HEADERS).state is State.FAIL


def test_finds_an_answer_of_another_status() -> None:
    given = answers()
    given[0] = Answer(404, given[0].headers, b"", 0.0)
    assert judge(given, HEADERS).figure == "status 404, not 200 (GET /live)"


def test_is_not_checked_on_a_good_answer_while_there_is_none() -> None:
    given = answers()
    given[0] = Answer(503, given[0].headers, b"", 0.0)
    assert judge(given, HEADERS).state is State.NOT_CHECKED
    given[0] = Answer(503, given[0].headers[1:], b"", 0.0)
    assert judge(given, HEADERS).state is State.FAIL


def test_names_a_fault_once_with_all_the_answers_that_have_it() -> None:
    bare = [Answer(answer.status, answer.headers[1:], b"", 0.0) for answer in answers()]
    assert judge(bare, HEADERS).figure == (
        "no Strict-Transport-Security (GET /live, GET /no-such-path, OPTIONS /v1/ocr/receipt)"
    )
