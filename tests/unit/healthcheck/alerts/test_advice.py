"""What an operator is told to do is possible."""

import re
from pathlib import Path

import pytest

from healthcheck.alerts.advice import ADVICE, Advice
from healthcheck.checks import CHECKS, CLUSTER_CHECKS

ROOT = Path(__file__).parents[4]
TARGETS = re.findall(r"^([a-z-]+(?: [a-z-]+)*):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_there_is_advice_for_each_check_and_no_other() -> None:
    assert set(ADVICE) == set(CHECKS | CLUSTER_CHECKS)


@pytest.mark.parametrize("advice", ADVICE.values(), ids=list(ADVICE))
def test_the_command_is_one_of_the_makefile(advice: Advice) -> None:
    program, target, *_ = advice.command.split()
    assert program == "make"
    assert target in " ".join(TARGETS).split()


@pytest.mark.parametrize("advice", ADVICE.values(), ids=list(ADVICE))
def test_a_check_follows_from_checks_that_exist(advice: Advice) -> None:
    assert set(advice.follows) <= set(CHECKS | CLUSTER_CHECKS)
