"""The gates are asked one after the other, whatever becomes of one."""

from typing import Any

import pytest

from gates.site import Site
from gates.table import GATES, ORDER, Gate, verdict
from gates.verdict import State, Verdict, passed


def gate(raised: Exception | None) -> Gate:
    def check(_: Site) -> Verdict:
        if raised:
            raise raised
        return passed("1")

    return Gate(1, "latency", "30 s", check)


def test_asks_every_gate_once() -> None:
    assert sorted(ORDER) == [gate.number for gate in GATES]


def test_asks_for_refusals_right_after_the_sample() -> None:
    # fail2ban ignores us only until the end
    assert ORDER[:2] == (2, 6)


@pytest.mark.parametrize(
    ("raised", "state", "figure"),
    [
        (None, State.PASS, "1"),
        (ConnectionRefusedError(111, "refused"), State.FAIL, "no answer: [Errno 111] refused"),
        (TimeoutError("timed out"), State.FAIL, "no answer: timed out"),
        (KeyError("totals"), State.FAIL, "the answer makes no sense: KeyError: 'totals'"),
    ],
)
def test_a_gate_that_finds_nobody_or_no_sense_does_not_hold(raised: Any, state: State, figure: str) -> None:
    found = verdict(gate(raised), None)  # type: ignore[arg-type]
    assert (found.state, found.figure) == (state, figure)
