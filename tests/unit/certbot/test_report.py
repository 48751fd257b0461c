import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certificates import report as module
from certificates.keeper import Keeper, Result
from certificates.pair import Pair, read
from certificates.report import look, text
from certificates.settings import Settings
from service.durations import SWITCH_SECONDS
from tests.support.edge.pairs import make_pair


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    (tmp_path / "served").mkdir()
    return Keeper(Settings(names=("ocr.test",), enabled=True, state=tmp_path, served=tmp_path / "served"))


def installed(keeper: Keeper, tmp_path: Path, days: float = 90) -> Pair:
    keeper.store.install(read(make_pair(tmp_path / "source", days=days)), keeper.settings.directory)
    return read(keeper.store.current)


def serve(monkeypatch: pytest.MonkeyPatch, serial: str) -> None:
    monkeypatch.setattr("certificates.served.serial", lambda *_: serial)


def test_says_nothing_about_self_signed() -> None:
    report = look(Keeper(Settings()))
    assert (report.facts, report.alerts) == ({"mode": "selfsigned"}, ())
    assert "nothing is asked" in text(report, {})


def test_is_well_when_the_installed_certificate_is_served(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = installed(keeper, tmp_path)
    serve(monkeypatch, pair.serial)
    report = look(keeper, Result(datetime.now(UTC)))
    assert report.alerts == ()
    assert json.loads(report.as_json())["installed"]["serial"] == pair.serial
    assert f"serial       {pair.serial} (served: {pair.serial})" in text(report, {"next_run": 0})


def test_alarms_when_another_certificate_is_served_for_more_than_a_moment(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(keeper, tmp_path)
    serve(monkeypatch, "abc")
    assert look(keeper).alerts == ()
    monkeypatch.setattr(module, "SWITCH_SECONDS", -1)
    (alert,) = look(keeper).alerts
    assert alert.startswith("nginx serves abc, not")


@pytest.mark.parametrize(
    ("silent_seconds", "alarms"), [(0, False), (SWITCH_SECONDS, False), (SWITCH_SECONDS + 1, True), (math.inf, True)]
)
def test_alarms_when_nginx_is_silent_for_longer_than_its_restart(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent_seconds: float, alarms: bool
) -> None:
    installed(keeper, tmp_path)
    serve(monkeypatch, "")
    monkeypatch.setattr(module, "utc_now", lambda: datetime.now(UTC) + timedelta(hours=1))
    alerts = look(keeper, silent_seconds=silent_seconds).alerts
    assert [alert.startswith("nginx serves nothing, not") for alert in alerts] == [True] * alarms


@pytest.mark.parametrize("minutes", [1, 60, -1, -60, -1440])
def test_alarms_when_another_is_served_also_after_the_clock_was_set(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    installed(keeper, tmp_path)
    serve(monkeypatch, "abc")
    monkeypatch.setattr(module, "utc_now", lambda: datetime.now(UTC) + timedelta(minutes=minutes))
    assert look(keeper).alerts[0].startswith("nginx serves abc, not")


def test_alarms_in_the_last_quarter_of_the_life(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = installed(keeper, tmp_path)
    serve(monkeypatch, pair.serial)
    monkeypatch.setattr(module, "utc_now", lambda: datetime.now(UTC) + timedelta(days=68))
    assert "is not renewed" in look(keeper).alerts[0]


def test_alarms_without_a_certificate_and_gives_the_reason_once(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, "")
    keeper.ledger().start(keeper.settings.directory, keeper.settings.names, datetime.now(UTC))
    report = look(keeper, Result(datetime.now(UTC), "port 80 is closed"))
    assert report.alerts == (
        "1 failed attempts in a row; the last: cut short",
        "port 80 is closed",
        "no certificate for these names is installed; nginx serves what it has",
    )
    assert "ALERT        port 80 is closed" in text(report, {})


def test_an_order_on_its_way_is_no_failure(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, "")
    keeper.ledger().start(keeper.settings.directory, keeper.settings.names, datetime.now(UTC))
    with keeper.alone():
        assert not [alert for alert in look(keeper).alerts if "failed attempts" in alert]
