"""The rate limit by what a volley got: right, absent, too wide, too tight."""

import pytest

from gates.connection import Answer
from gates.denied import KEY_REFUSED, NO_KEY_GIVEN
from gates.facts import Fact
from gates.rate import Volley, count_readers, judge, most_requests
from gates.verdict import State

REFUSAL = Answer(429, (("Retry-After", "1"),), b"", 0.001)
MUTE_REFUSAL = Answer(429, (), b"", 0.001)


@pytest.mark.parametrize(
    ("volley", "state"),
    [
        (Volley(21, 0.1, (REFUSAL,) * 3), State.PASS),
        # 5 more for each second
        (Volley(31, 2.0, (REFUSAL,) * 3), State.PASS),
        # the sample took a place of the burst just before
        (Volley(20, 0.1, (REFUSAL,) * 3), State.PASS),
        # no limit at all
        (Volley(40, 0.3), State.FAIL),
        # twice the burst
        (Volley(36, 0.3, (REFUSAL,) * 3), State.FAIL),
        # no burst
        (Volley(1, 0.0, (REFUSAL,) * 3), State.FAIL),
        (Volley(21, 0.1, (REFUSAL, MUTE_REFUSAL)), State.FAIL),
        # forty in ten seconds are allowed
        (Volley(40, 10.0), State.NOT_CHECKED),
        # the OCR service is down, the edge is not
        (Volley(0, 0.0, (), Answer(502, (), b"", 0.001)), State.NOT_CHECKED),
        # we are banned
        (Volley(0, 0.0, (), Answer(403, (), b"", 0.001)), State.FAIL),
    ],
)
def test_holds_only_when_the_limit_is_5_a_second_and_a_burst_of_20(volley: Volley, state: State) -> None:
    assert judge(volley).state is state


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ((("WWW-Authenticate", 'Bearer realm="receipt-ocr"'),), NO_KEY_GIVEN),
        ((("WWW-Authenticate", 'Bearer realm="receipt-ocr", error="invalid_token"'),), KEY_REFUSED),
    ],
)
def test_says_what_the_gate_lacks_where_a_key_is_asked_for(headers: tuple[tuple[str, str], ...], expected: str) -> None:
    verdict = judge(Volley(0, 0.0, (), Answer(401, headers, b"", 0.001)))
    assert (verdict.state, verdict.figure) == (State.FAIL, "status 401 in place of 400")
    assert verdict.next_step == expected
    assert "/pass" in expected


def test_names_the_log_where_the_edge_refuses_for_another_reason() -> None:
    assert judge(Volley(0, 0.0, (), Answer(404, (), b"", 0.001))).next_step == "make logs SERVICE=nginx"
    assert "make bans" in judge(Volley(0, 0.0, (), Answer(403, (), b"", 0.001))).next_step


def test_tells_what_was_counted() -> None:
    assert judge(Volley(22, 0.31, (REFUSAL,) * 3)).figure == "22 answered in 0.3 s, 3 refused with 429 and Retry-After"


@pytest.mark.parametrize(
    ("volley", "state", "figure"),
    [
        (
            Volley(61, 0.4, (REFUSAL,) * 3),
            State.PASS,
            "3 readers: 61 answered in 0.4 s, 3 refused with 429 and Retry-After",
        ),
        # 15 more for each second
        (
            Volley(91, 2.0, (REFUSAL,) * 3),
            State.PASS,
            "3 readers: 91 answered in 2.0 s, 3 refused with 429 and Retry-After",
        ),
        (Volley(120, 2.0, (REFUSAL,) * 3), State.FAIL, "3 readers: 120 answered in 2.0 s, 3 refused with 429"),
        # the limit of one
        (
            Volley(21, 0.1, (REFUSAL,) * 3),
            State.FAIL,
            "3 readers: 21 answered in 0.1 s, 3 refused with 429: fewer than a burst of 60",
        ),
        # a hundred and twenty in four seconds are allowed
        (
            Volley(120, 4.0),
            State.NOT_CHECKED,
            "3 readers: 120 answered in 4.0 s, 0 refused with 429: too slow to reach the limit",
        ),
    ],
)
def test_asks_for_as_much_more_as_there_are_readers(volley: Volley, state: State, figure: str) -> None:
    verdict = judge(volley, readers=3)
    assert (verdict.state, verdict.figure) == (state, figure)


def test_sends_enough_to_reach_the_limit_and_no_more_than_a_connection_carries() -> None:
    assert [most_requests(readers) for readers in (1, 3, 100)] == [40, 120, 900]


@pytest.mark.parametrize(
    ("fact", "readers"),
    [
        (Fact("172.18.0.3\n172.28.0.2\n172.28.0.3"), 3),
        # as while no other machine reads
        (Fact(""), 1),
        (Fact(errors="cat: /run/nginx/readers: No such file or directory\n", status=1), 1),
    ],
)
def test_counts_the_readers_that_nginx_has(fact: Fact, readers: int) -> None:
    assert count_readers(fact) == readers
