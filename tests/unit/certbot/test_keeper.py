"""The keeper's decisions, with a real ledger, store and files; certbot and the preflight are stubs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from certificates.keeper import Busy, Keeper, Result
from certificates.order import Certbot, Outcome
from certificates.pair import read
from certificates.settings import Settings
from tests.support.edge.pairs import make_pair


@pytest.fixture
def keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    monkeypatch.setattr("certificates.preflight.faults", lambda _: [])
    monkeypatch.setattr("certificates.preflight.authority", lambda _: [])
    for name in ("state", "served", "webroot"):
        (tmp_path / name).mkdir()
    settings = Settings(
        names=("ocr.test",),
        enabled=True,
        state=tmp_path / "state",
        served=tmp_path / "served",
        webroot=tmp_path / "webroot",
    )
    return Keeper(settings)


@pytest.fixture
def orders(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Make every order bring a new certificate, and count them; each entry tells whether it was forced."""
    return answering(monkeypatch, lambda: issue(keeper))


def days_ago(days: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def issue(keeper: Keeper, make: Callable[[Path], Path] = make_pair) -> Outcome:
    make(keeper.certbot.lineage)
    return Outcome("issued")


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[], Outcome]) -> list[bool]:
    seen: list[bool] = []

    def order(_: Certbot, *, force: bool = False, dry_run: bool = False) -> Outcome:
        seen.append(force or dry_run)
        return answer()

    monkeypatch.setattr(Certbot, "order", order)
    return seen


def test_orders_and_installs_the_first_certificate(keeper: Keeper, orders: list[bool]) -> None:
    result = keeper.run()
    assert (result.fault, orders) == ("", [False])
    assert keeper.installed() is not None
    assert result.next_run > datetime.now(UTC) + timedelta(hours=10)


def test_does_not_order_again_while_the_certificate_is_good(keeper: Keeper, orders: list[bool]) -> None:
    keeper.run()
    assert Keeper(keeper.settings).run().fault == ""
    assert len(orders) == 1


def test_installs_what_certbot_has_got_before_it_orders(keeper: Keeper, orders: list[bool]) -> None:
    make_pair(keeper.certbot.lineage)
    keeper.run()
    assert keeper.installed() is not None
    assert orders == []


def test_a_newer_lineage_replaces_what_is_installed(keeper: Keeper, orders: list[bool]) -> None:
    keeper.run()
    newer = read(make_pair(keeper.certbot.lineage, begins=datetime.now(UTC)))
    keeper.run()
    assert read(keeper.store.current).serial == newer.serial
    assert len(orders) == 1


@pytest.mark.parametrize(
    "make",
    [
        partial(make_pair, foreign_key=True),
        partial(make_pair, foreign_issuer=True),
        partial(make_pair, names=("other.test",)),
    ],
)
def test_never_installs_a_broken_certificate(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path]
) -> None:
    make_pair(keeper.certbot.lineage, begins=days_ago(70))
    answering(monkeypatch, lambda: Outcome("kept"))
    keeper.run()
    served = read(keeper.store.current).serial
    answering(monkeypatch, lambda: issue(keeper, make))
    keeper.renew(force=True)
    assert read(keeper.store.current).serial == served


def test_waits_after_a_failure_and_tells_why(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = answering(monkeypatch, lambda: Outcome("failed", "no such name"))
    first = keeper.run()
    again = Keeper(keeper.settings).run()
    assert len(orders) == 1
    assert first.fault == again.fault == "no such name"
    assert timedelta(seconds=30) < again.next_run - datetime.now(UTC) <= timedelta(seconds=60)


def test_a_certificate_that_cannot_be_served_counts_as_a_failure(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = answering(monkeypatch, lambda: issue(keeper, partial(make_pair, foreign_key=True)))
    assert "key does not belong" in keeper.run().fault
    assert "key does not belong" in keeper.run().fault
    assert len(orders) == 1


def test_orders_nothing_when_the_check_before_fails(
    keeper: Keeper, orders: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("certificates.preflight.faults", lambda _: ["port 80 is closed"])
    assert keeper.run().fault == "port 80 is closed"
    assert orders == []
    assert keeper.ledger().attempts == []


def test_a_forced_renewal_keeps_to_the_limits_without_an_alarm(keeper: Keeper, orders: list[bool]) -> None:
    keeper.run()
    results = [keeper.renew(force=True) for _ in range(6)]
    assert len(orders) == 5
    assert results[-1].said.startswith("not asked: 5 certificates for these names within 7 days")
    assert results[-1].fault == ""


def test_a_lost_lineage_is_ordered_only_when_the_installed_certificate_is_due(
    keeper: Keeper, orders: list[bool], tmp_path: Path
) -> None:
    young = read(make_pair(tmp_path / "young", begins=days_ago(50)))
    keeper.store.install(young, keeper.settings.directory)
    assert keeper.run().fault == ""
    assert orders == []
    old = read(make_pair(tmp_path / "old", begins=days_ago(70)))
    keeper.store.install(old, keeper.settings.directory)
    keeper.run()
    assert orders == [False]


def test_a_certificate_of_another_authority_is_replaced(keeper: Keeper, orders: list[bool], tmp_path: Path) -> None:
    keeper.store.install(read(make_pair(tmp_path / "staging")), "https://staging.test/dir")
    keeper.run()
    assert orders == [False]
    assert keeper.store.origin() == keeper.settings.directory


@pytest.mark.parametrize("key", ["broken", "of another certificate"])
def test_a_broken_lineage_is_set_aside_first(keeper: Keeper, orders: list[bool], key: str) -> None:
    make_pair(keeper.certbot.lineage, foreign_key=True)
    if key == "broken":
        (keeper.certbot.lineage / "privkey.pem").write_text(key)
    assert keeper.run().fault == ""
    assert orders == [False]
    assert list(keeper.certbot.place.glob("aside/*/config/live/site/privkey.pem"))


def test_a_rehearsal_that_goes_well_ends_the_waiting(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    custom = Keeper(Settings(**{**vars(keeper.settings), "directory": "https://ca.test/dir"}))
    answering(monkeypatch, lambda: Outcome("failed", "no"))
    custom.run()
    assert custom.try_out().detail.startswith("not asked: 1 failed attempts in a row")
    answering(monkeypatch, lambda: Outcome("issued"))
    monkeypatch.setattr("certificates.keeper.utc_now", lambda: datetime.now(UTC) + timedelta(minutes=2))
    assert custom.try_out().result == "issued"
    assert custom.refusal() is None


# what the keeper may be asked to do
ERRANDS: list[Callable[[Keeper], Result | Outcome]] = [
    Keeper.run,
    partial(Keeper.renew, force=False),
    partial(Keeper.renew, force=True),
    Keeper.try_out,
]


@pytest.mark.parametrize("errand", ERRANDS)
def test_a_ledger_ahead_of_a_clock_that_is_slow_stays_as_it_is(
    keeper: Keeper, orders: list[bool], monkeypatch: pytest.MonkeyPatch, errand: Callable[[Keeper], Result | Outcome]
) -> None:
    slow = ["the clock of this machine is -24.0 hours off"]
    keeper.run()
    before = keeper.ledger()
    monkeypatch.setattr("certificates.keeper.utc_now", lambda: days_ago(0.02))
    monkeypatch.setattr("certificates.preflight.authority", lambda _: slow)
    came = errand(keeper)
    assert (came.fault if isinstance(came, Result) else came.detail) == slow[0]
    assert keeper.ledger() == before
    assert len(orders) == 1


@pytest.mark.parametrize("ahead", [timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=9999)])
@pytest.mark.parametrize("outcome", ["issued", "failed"])
def test_a_ledger_ahead_of_a_clock_that_is_right_is_brought_back(
    keeper: Keeper, orders: list[bool], ahead: timedelta, outcome: str
) -> None:
    keeper.run()
    ledger = keeper.ledger()
    ledger.start(keeper.settings.directory, keeper.settings.names, datetime.now(UTC) + ahead)
    ledger.finish(outcome, "because")
    ledger.checked_at = ledger.attempts[-1].at
    ledger.save()
    result = keeper.run()
    assert not keeper.ledger().is_ahead_of(datetime.now(UTC))
    assert result.fault == ""
    assert timedelta(hours=10) < result.next_run - datetime.now(UTC) <= timedelta(hours=12)
    assert len(orders) == 1


def test_only_one_run_at_a_time(keeper: Keeper) -> None:
    with keeper.alone():
        assert keeper.busy()
        with pytest.raises(Busy):
            keeper.run()
    assert not keeper.busy()
