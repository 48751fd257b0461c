"""What fail2ban's container showed."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from gates.bans import check
from gates.facts import Fact, Facts
from gates.verdict import State
from tests.support.gates import CONTAINER

GOOD = {"jail": Fact("Status"), "table": Fact(), "trial_ban": Fact()}


def site(facts: dict[str, Fact] | None = None, *, condition: str = "healthy") -> Any:
    fail2ban = replace(CONTAINER, service="fail2ban", health=condition)
    return SimpleNamespace(containers={"fail2ban": fail2ban}, facts=Facts({**GOOD, **(facts or {})}))


def test_holds_when_a_ban_on_trial_was_seen_in_the_firewall() -> None:
    assert check(site()).state is State.PASS


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("jail", "the jail does not run: no"),
        ("table", "its table is not in the firewall: no"),
        ("trial_ban", "a trial ban failed: no"),
    ],
)
def test_names_the_part_that_does_not_work(name: str, figure: str) -> None:
    verdict = check(site({name: Fact(errors="no\n", status=1)}))
    assert (verdict.state, verdict.figure) == (State.FAIL, figure)


def test_does_not_hold_when_the_trial_was_not_made() -> None:
    facts = Facts({"jail": Fact(), "table": Fact()})
    assert check(SimpleNamespace(containers=site().containers, facts=facts)).state is State.FAIL  # type: ignore[arg-type]


def test_does_not_hold_without_a_healthy_container() -> None:
    assert check(site(condition="unhealthy")).figure == "fail2ban is unhealthy"
    assert check(SimpleNamespace(containers={}, facts=Facts(GOOD))).figure == "fail2ban is not there"  # type: ignore[arg-type]
