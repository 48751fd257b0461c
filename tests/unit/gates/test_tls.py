"""The certificate and its renewal, judged."""

from datetime import timedelta
from typing import Any

import pytest

from gates.facts import Fact
from gates.tls import Renewal, certificate_fault, judge_renewal
from gates.verdict import State
from healthcheck.served import Certificate
from tests.support.gates import NOW

CERTIFICATE = Certificate(
    names=("ocr.example.com",),
    issuer="R11",
    serial="abc",
    begins=NOW - timedelta(days=30),
    ends=NOW + timedelta(days=60),
)
REPORT = {"time": NOW.timestamp() - 3, "next_run": NOW.timestamp() + 3600, "installed": {"serial": "abc"}, "alerts": []}
WENT_WELL = Fact(errors="dry run went well \n")


def renewal(healthy: Fact | None = None, rehearsal: Fact = WENT_WELL, **report: Any) -> Renewal:
    return Renewal(healthy or Fact(), {**REPORT, **report}, rehearsal)


@pytest.mark.parametrize(
    ("days_from_now", "name", "fault"),
    [
        (0, "ocr.example.com", ""),
        (61, "ocr.example.com", "it ended 2027-01-21 12:00 UTC"),
        (-31, "ocr.example.com", "it begins 2026-10-23 12:00 UTC"),
        (0, "www.example.com", "it is not for www.example.com"),
    ],
)
def test_a_certificate_is_valid_within_its_life_and_for_its_names(days_from_now: int, name: str, fault: str) -> None:
    now = NOW + timedelta(days=days_from_now)
    assert certificate_fault(CERTIFICATE, ("ocr.example.com", name), now) == fault


def test_holds_when_renewal_is_scheduled_and_was_rehearsed() -> None:
    verdict = judge_renewal(renewal(), CERTIFICATE, "60 days left", NOW)
    assert verdict.state is State.PASS
    assert verdict.figure == "60 days left, next check 11-22 13:00 UTC, rehearsal went well"


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        (
            renewal(Fact("2 failed attempts in a row; the last: DNS\n", status=1)),
            "2 failed attempts in a row; the last: DNS",
        ),
        (renewal(Fact(errors="the service certbot has no container", status=1)), "has no container"),
        (renewal(time=NOW.timestamp() - 1200), "certbot's last report is 20 min old"),
        # from a clock that was ahead
        (renewal(time=NOW.timestamp() + 1200), "certbot's last report is 20 min old"),
        (renewal(next_run=None), "no next check is scheduled"),
        (renewal(next_run=NOW.timestamp() - 1200), "no next check is scheduled"),
        (renewal(installed={"serial": "def"}), "certbot installed def, nginx serves abc"),
        (renewal(rehearsal=Fact(errors="dry run failed port 80 is closed", status=1)), "port 80 is closed"),
    ],
)
def test_does_not_hold_when_the_next_certificate_is_in_doubt(given: Renewal, figure: str) -> None:
    verdict = judge_renewal(given, CERTIFICATE, "60 days left", NOW)
    assert verdict.state is State.FAIL
    assert figure in verdict.figure


@pytest.mark.parametrize(
    "said",
    [
        "dry run failed not asked: 1 failed attempts in a row; again after 2026-11-22 12:10 UTC",
        "another run is at work; try again in a minute",
    ],
)
def test_is_not_checked_when_the_authority_may_not_be_asked_now(said: str) -> None:
    verdict = judge_renewal(renewal(rehearsal=Fact(errors=said, status=1)), CERTIFICATE, "60 days left", NOW)
    assert verdict.state is State.NOT_CHECKED
    assert said in verdict.figure
