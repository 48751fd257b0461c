"""One answer to the sample, right and wrong."""

import json
from typing import Any

import pytest

from gates.connection import Answer
from gates.denied import NO_KEY_GIVEN
from gates.smoke import judge
from gates.verdict import State

TRUTH = {"merchant": "SARI-SARI STORE", "date": "2026-03-14", "totals": {"total_amount": 152.0}}


def field(value: object, confidence: float = 0.9) -> dict[str, object]:
    return {"value": value, "confidence": confidence}


def answer(status: int = 200, *, merchant: Any = None, date: Any = None, total: Any = None) -> Answer:
    receipt = {
        "merchant": merchant or field("Sari-Sari Store"),
        "date": date or field("2026-03-14"),
        "totals": {"total_amount": total or field(152.0)},
    }
    return Answer(status, (), json.dumps(receipt).encode(), 0.7)


def test_says_what_the_gate_lacks_where_a_key_is_asked_for() -> None:
    assert judge(answer(401), TRUTH).next_step == NO_KEY_GIVEN


def test_holds_when_merchant_date_and_total_are_right_and_sure() -> None:
    verdict = judge(answer(total=field(152.0, 0.60)), TRUTH)
    assert (verdict.state, verdict.figure) == (State.PASS, "merchant 0.90, date 0.90, total 0.60")


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        (answer(502), "status 502"),
        (answer(total=field(152.0, 0.59)), "total 0.59"),
        (answer(total=field(125.0)), "total not as printed"),
        (answer(merchant=field("another"), date=field("2025-03-14")), "merchant not as printed; date not as printed"),
    ],
)
def test_does_not_hold_and_says_which_field_is_wrong(given: Answer, figure: str) -> None:
    verdict = judge(given, TRUTH)
    assert (verdict.state, verdict.figure) == (State.FAIL, figure)
    assert verdict.next_step


@pytest.mark.parametrize("empty", [{"merchant": None, "date": None, "totals": {"total_amount": None}}, {"text": ""}])
def test_does_not_hold_when_nothing_was_read(empty: dict[str, Any]) -> None:
    verdict = judge(Answer(200, (), json.dumps(empty).encode(), 0.1), TRUTH)
    assert (verdict.state, verdict.figure) == (State.FAIL, "no merchant; no date; no total")
