import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certificates import __main__ as service
from certificates.keeper import Keeper
from certificates.settings import Settings


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(Settings(names=("ocr.test",), enabled=True, state=tmp_path, served=tmp_path, edge=("127.0.0.1", 1)))


def leave_report(keeper: Keeper, time: datetime, *alerts: str) -> None:
    service.status_file(keeper).write_text(json.dumps({"time": time.timestamp(), "alerts": alerts}))


def test_is_healthy_after_a_recent_report_without_alerts(keeper: Keeper) -> None:
    leave_report(keeper, datetime.now(UTC))
    assert service.healthy(keeper) == 0


# of the future: the clock was ahead, and nothing has come since
@pytest.mark.parametrize("age_minutes", [20, 1440, -20, -1440, None])
def test_is_not_healthy_without_a_recent_report(
    keeper: Keeper, capsys: pytest.CaptureFixture[str], age_minutes: int | None
) -> None:
    if age_minutes:
        leave_report(keeper, datetime.now(UTC) - timedelta(minutes=age_minutes))
    assert service.healthy(keeper) == 1
    assert "has not reported" in capsys.readouterr().out


def test_is_not_healthy_with_alerts_and_prints_them(keeper: Keeper, capsys: pytest.CaptureFixture[str]) -> None:
    leave_report(keeper, datetime.now(UTC), "port 80 is closed")
    assert service.healthy(keeper) == 1
    assert "port 80 is closed" in capsys.readouterr().out


def test_status_shows_the_alerts_that_only_the_service_knows(
    keeper: Keeper, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_report(keeper, datetime.now(UTC), "port 80 is closed")
    assert service.status(keeper) == 1
    assert "ALERT        port 80 is closed" in capsys.readouterr().out


def test_a_torn_report_is_no_report(keeper: Keeper) -> None:
    service.status_file(keeper).write_text('{"time": 1')
    assert service.last_report(keeper) == {}


def test_does_not_renew_what_is_self_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert service.renew_now(Keeper(Settings(state=tmp_path)), dry_run=False, force=True) == 1
    assert "TLS_MODE=letsencrypt" in capsys.readouterr().err
