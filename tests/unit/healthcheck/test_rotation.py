"""Logs that are rotated, and logs that are not."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from healthcheck.result import CheckResult
from healthcheck.rotation import rotation
from healthcheck.settings import Settings


def write_log(folder: Path, *, days_old: float = 3, looked_hours_ago: float | None = 0.01) -> Settings:
    """Write an access log whose first line is of some age, and a state of logrotate."""
    at = (datetime.now(UTC) - timedelta(days=days_old)).isoformat(timespec="seconds")
    log = folder / "ocr.access.log"
    log.write_text(
        f'203.0.113.7 {at} 200 ocr POST 0.641 0.640 200 2893 184533 - 203.0.113.7 1795350601.641 7 - "/v1/ocr"\n'
    )
    (folder / "ocr.error.log").touch()
    if looked_hours_ago is not None:
        state = folder / ".logrotate.state"
        state.touch()
        os.utime(state, (time.time() - 3600 * looked_hours_ago,) * 2)
    return replace(Settings(), access_log=log)


def test_is_well_within_the_week_and_a_day_of_grace(tmp_path: Path) -> None:
    assert rotation(write_log(tmp_path)) == CheckResult(ok=True, figure="oldest line 3.0 days, largest log 0.0 MB")
    assert rotation(write_log(tmp_path, days_old=7.9)).ok


def test_is_not_well_when_a_line_has_outlived_its_week(tmp_path: Path) -> None:
    assert rotation(write_log(tmp_path, days_old=8.1)) == CheckResult(
        ok=False, figure="oldest line 8.1 days, largest log 0.0 MB"
    )


def test_is_not_well_when_any_log_has_outgrown_its_size(tmp_path: Path) -> None:
    settings = write_log(tmp_path)
    os.truncate(tmp_path / "ocr.error.log", 100_000_001)
    assert not rotation(settings).ok
    os.truncate(tmp_path / "ocr.error.log", 100_000_000)
    assert rotation(settings).ok


def test_is_not_well_when_logrotate_has_not_run_for_long(tmp_path: Path) -> None:
    result = rotation(write_log(tmp_path, looked_hours_ago=2))
    assert result == CheckResult(ok=False, figure="logrotate has not run for 2 h")


@pytest.mark.parametrize(("hours", "ok"), [(0.5, True), (1.5, False), (24, False), (8760, False)])
def test_a_look_that_is_yet_to_come_is_none_of_late(tmp_path: Path, hours: float, ok: bool) -> None:
    """The clock was ahead, and logrotate has not run since."""
    assert rotation(write_log(tmp_path, looked_hours_ago=-hours)).ok is ok


@pytest.mark.parametrize(("days_old", "ok"), [(0.03, True), (0.1, False)])
def test_gives_logrotate_an_hour_to_run_for_the_first_time(tmp_path: Path, days_old: float, ok: bool) -> None:
    assert rotation(write_log(tmp_path, days_old=days_old, looked_hours_ago=None)).ok is ok


def test_is_well_with_a_log_that_has_no_line_yet(tmp_path: Path) -> None:
    settings = write_log(tmp_path)
    settings.access_log.write_text("")
    assert rotation(settings).ok


@pytest.mark.parametrize(
    "line", ["", "203.0.113.7", "203.0.113.7 2026-11-2203.0.113.8 2026-11-22T12:30:01+00:00 200 ocr"]
)
def test_takes_a_first_line_that_a_full_disk_has_cut_for_none(tmp_path: Path, line: str) -> None:
    settings = write_log(tmp_path)
    settings.access_log.write_text(f"{line}\n" * 3)
    assert rotation(settings) == CheckResult(ok=True, figure="oldest line 0.0 days, largest log 0.0 MB")
