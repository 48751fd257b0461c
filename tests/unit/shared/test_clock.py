"""The clock on the wall, set while the other one goes on."""

import time

import pytest

from service.clock import SET_SECONDS, Clocks

BEFORE = Clocks(wall=1_795_000_000.0, boot=1000.0)


@pytest.mark.parametrize("passed", [0, 300, 86_400])
@pytest.mark.parametrize(
    ("set_by", "found"),
    [(0, 0), (SET_SECONDS - 1, 0), (1 - SET_SECONDS, 0), (SET_SECONDS, SET_SECONDS), (-86_400, -86_400)],
)
def test_tells_by_how_much_it_was_set(passed: float, set_by: float, found: float) -> None:
    assert Clocks(BEFORE.wall + passed + set_by, BEFORE.boot + passed).set_since(BEFORE) == found


def test_those_of_this_machine_go_on() -> None:
    before = Clocks.read()
    time.sleep(0.02)
    after = Clocks.read()
    assert after.boot - before.boot >= 0.02
    assert after.set_since(before) == 0
