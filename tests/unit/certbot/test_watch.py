"""When the keeper runs, on a machine whose clock is set while it waits: real keeper, ledger and files."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certificates.keeper import Busy, Keeper, Result
from certificates.order import Certbot, Outcome
from certificates.preflight import CLOCK_SECONDS
from certificates.settings import Settings
from certificates.watch import Watch
from tests.support.edge.pairs import make_pair

HOUR, DAY, YEAR = 3600.0, 86_400.0, 365 * 86_400.0
# between two turns of the service
TURN_SECONDS = 3
# the first back-off, and one turn
SOON = 60 + TURN_SECONDS
BEGUN = datetime.now(UTC)


class Machine:
    """A machine with a clock that can be wrong, an authority that knows better, and the service on it."""

    def __init__(self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
        self._lineage = keeper.certbot.lineage
        self.passed, self.off = 0.0, 0.0
        self.runs: list[float] = []
        self.orders: list[float] = []
        # what becomes of an order
        self.outcome = "issued"
        for module in ("keeper", "watch"):
            monkeypatch.setattr(f"certificates.{module}.utc_now", self.wall)
        monkeypatch.setattr(time, "time", lambda: self.wall().timestamp())
        monkeypatch.setattr(time, "clock_gettime", lambda _: 1000 + self.passed)
        for check in ("faults", "authority"):
            monkeypatch.setattr(f"certificates.preflight.{check}", self.clock_faults)
        monkeypatch.setattr(Certbot, "order", self.order)
        run = Keeper.run

        def counted(keeper: Keeper) -> Result:
            self.runs.append(self.passed)
            return run(keeper)

        monkeypatch.setattr(Keeper, "run", counted)
        self.watch = Watch(keeper)

    def wall(self) -> datetime:
        return BEGUN + timedelta(seconds=self.passed + self.off)

    def clock_faults(self, _: Settings) -> list[str]:
        return [f"the clock is {self.off / 3600:+.1f} hours off"] if abs(self.off) > CLOCK_SECONDS else []

    def order(self, *, force: bool = False, dry_run: bool = False) -> Outcome:
        assert (force, dry_run) == (False, False)
        self.orders.append(self.passed)
        if self.outcome == "issued":
            begins = BEGUN + timedelta(seconds=self.passed) - timedelta(hours=1)
            make_pair(self._lineage, begins=begins)
        return Outcome(self.outcome, "no such name" if self.outcome == "failed" else "")

    def live(self, seconds: float, turn: float = TURN_SECONDS) -> None:
        """Let time pass, with a turn of the service every few seconds."""
        end = self.passed + seconds
        while self.passed < end:
            self.passed = min(self.passed + turn, end)
            self.watch.turn()

    def set_clock(self, off: float) -> None:
        self.off = off


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    state, served, webroot = (tmp_path / name for name in ("state", "served", "webroot"))
    for place in (state, served, webroot):
        place.mkdir()
    return Keeper(Settings(names=("ocr.test",), enabled=True, state=state, served=served, webroot=webroot))


@pytest.fixture
def machine(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(keeper, monkeypatch)


@pytest.fixture
def well(machine: Machine) -> Machine:
    """Return a machine that has its certificate for an hour."""
    machine.live(HOUR, turn=600)
    assert (machine.orders, machine.watch.result.fault) == ([600], "")
    machine.runs.clear()
    # what certbot says of a young certificate
    machine.outcome = "kept"
    return machine


def test_looks_twice_a_day(well: Machine) -> None:
    well.live(10 * DAY, turn=1800)
    assert 20 <= len(well.runs) <= 23


# seconds that the clock is off, one setting after the other
WRONG = [
    [DAY],
    [-DAY],
    [10 * YEAR],
    [-40 * YEAR],
    [2 * HOUR],
    [-2 * HOUR],
    [DAY, -DAY, 2 * DAY],
    [-YEAR, YEAR, -HOUR, HOUR],
]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("wrong_for", [TURN_SECONDS, HOUR, 2 * DAY])
def test_is_well_soon_after_a_wrong_clock_is_set_right(well: Machine, wrong: Iterable[float], wrong_for: float) -> None:
    for off in wrong:
        well.set_clock(off)
        well.live(wrong_for, turn=max(TURN_SECONDS, wrong_for / 20))
    well.set_clock(0)
    well.live(SOON)
    assert well.watch.result.fault == ""
    # by the right clock again
    ahead = well.watch.result.next_run - well.wall()
    assert timedelta(0) < ahead <= timedelta(hours=12)
    assert len(well.orders) <= 1 + well.passed / (10 * HOUR)


@pytest.mark.parametrize("off", [DAY, -DAY, 10 * YEAR, -40 * YEAR, 2 * HOUR])
def test_tells_of_a_wrong_clock_soon_or_when_it_next_looks(well: Machine, off: float) -> None:
    well.set_clock(off)
    well.live(SOON)
    assert "hours off" in well.watch.result.fault or well.watch.result.next_run > well.wall()
    well.live(12 * HOUR, turn=600)
    assert "hours off" in well.watch.result.fault


@pytest.mark.parametrize("off", [DAY, -DAY, YEAR, -YEAR, 2 * HOUR])
def test_a_clock_that_is_set_again_and_again_makes_no_busy_loop(well: Machine, off: float) -> None:
    for _ in range(200):
        well.set_clock(off - well.off)
        well.live(TURN_SECONDS)
    # once for a fault of its own kind, else once a minute
    assert len(well.runs) <= 1 + 200 * TURN_SECONDS / 60
    assert len(well.orders) == 1


@pytest.mark.parametrize("wrong", WRONG)
def test_a_long_back_off_is_neither_shortened_nor_stretched(machine: Machine, wrong: list[float]) -> None:
    machine.outcome = "failed"
    machine.live(3 * HOUR)
    first, *_, last = machine.orders
    # 1, 10 and 100 minutes after the one before
    assert [round((at - first) / 60) for at in machine.orders] == [0, 1, 11, 111]
    machine.live(HOUR)
    for off in wrong:
        machine.set_clock(off)
        machine.live(HOUR, turn=30)
    machine.set_clock(0)
    machine.live(last + DAY - 2 * TURN_SECONDS - machine.passed, turn=600)
    assert len(machine.orders) == 4
    assert machine.watch.result.fault == "no such name"
    machine.live(2 * SOON)
    assert len(machine.orders) == 5


@pytest.mark.parametrize("off", [0.5 * HOUR, 0.9 * HOUR, -0.5 * HOUR, -0.9 * HOUR, 90.0])
@pytest.mark.parametrize("outcome", ["issued", "failed"])
def test_what_was_asked_by_a_clock_a_little_off_delays_nothing(machine: Machine, off: float, outcome: str) -> None:
    """So little that the authority is asked: its clock and ours may differ by an hour."""
    machine.outcome = outcome
    machine.set_clock(off)
    machine.live(TURN_SECONDS)
    assert len(machine.orders) == 1
    machine.set_clock(0)
    machine.outcome = "issued"
    machine.live(2 * SOON)
    assert machine.watch.result.fault == ""
    assert len(machine.orders) == (1 if outcome == "issued" else 2)


@pytest.mark.parametrize("set_to", [DAY, -DAY, YEAR, -YEAR, -2 * HOUR])
def test_a_clock_that_is_set_during_a_run_is_noticed(
    well: Machine, monkeypatch: pytest.MonkeyPatch, set_to: float
) -> None:
    """The run of a slow authority takes a while, and its result is of the clock before."""

    def slow(_: Keeper) -> Result:
        before = well.wall()
        well.set_clock(0)
        well.passed += 100
        return Result(before + timedelta(seconds=60), "the clock is off")

    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "run", slow)
        well.set_clock(set_to)
        well.live(SOON)
    well.live(SOON)
    assert well.watch.result.fault == ""


def test_a_suspended_machine_looks_when_it_wakes(well: Machine) -> None:
    well.passed += 11.9 * HOUR
    well.watch.turn()
    assert len(well.runs) == 1


def test_a_run_of_another_is_waited_for(well: Machine, keeper: Keeper) -> None:
    before = well.watch.result
    well.set_clock(DAY)
    with keeper.alone():
        well.live(10 * SOON)
        assert well.watch.result is before
    well.live(TURN_SECONDS)
    assert "hours off" in well.watch.result.fault


def test_looks_at_once_when_what_was_well_is_gone(well: Machine, keeper: Keeper) -> None:
    keeper.store.current.unlink()
    well.live(TURN_SECONDS)
    assert (len(well.runs), well.watch.result.fault) == (1, "")
    assert keeper.installed() is not None


def test_a_fault_that_is_known_waits_for_its_time(machine: Machine) -> None:
    machine.outcome = "failed"
    machine.live(SOON - 2 * TURN_SECONDS)
    assert len(machine.runs) == 1


def failing(fault: Exception) -> Callable[[Keeper], Result]:
    def run(_: Keeper) -> Result:
        raise fault

    return run


def test_an_unexpected_fault_is_told_and_tried_again(well: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "run", failing(RuntimeError("unheard of")))
        well.live(12 * HOUR, turn=600)
    assert "unheard of" in well.watch.result.fault
    well.live(SOON)
    assert well.watch.result.fault == ""


def test_busy_is_no_fault(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keeper, "run", failing(Busy()))
    machine.live(SOON)
    assert machine.watch.result.fault == ""
