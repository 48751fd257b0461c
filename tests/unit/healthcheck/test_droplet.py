"""The droplet beneath: bans as files, and a disk."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from healthcheck.droplet import Bans, disk
from healthcheck.result import CheckResult
from healthcheck.settings import Settings


def test_finds_nobody_banned(tmp_path: Path) -> None:
    assert Bans()(replace(Settings(), edge_bans=tmp_path)) == CheckResult(ok=True, figure="0 new, 0 in force")


def test_tells_new_bans_from_older_ones_after_a_start(tmp_path: Path) -> None:
    for name, age in (("203.0.113.7", 10), ("2001:db8::7", 301), ("203.0.113.8", 4000)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    assert Bans()(replace(Settings(), edge_bans=tmp_path)) == CheckResult(ok=False, figure="1 new, 3 in force")


def test_tells_each_ban_once_however_long_a_round_took(tmp_path: Path) -> None:
    bans, settings = Bans(), replace(Settings(), edge_bans=tmp_path)
    ban = tmp_path / "203.0.113.7"
    figures = [bans(settings).figure]
    ban.touch()
    # long ago, but after the round before
    os.utime(ban, (time.time() - 1000,) * 2)
    figures += [bans(settings).figure, bans(settings).figure]
    # banned again
    ban.touch()
    figures += [bans(settings).figure]
    ban.unlink()
    figures += [bans(settings).figure]
    assert figures == [
        "0 new, 0 in force",
        "1 new, 1 in force",
        "0 new, 1 in force",
        "1 new, 1 in force",
        "0 new, 0 in force",
    ]


def test_finds_a_disk_too_full_by_the_share_that_is_set(tmp_path: Path) -> None:
    usage = os.statvfs(tmp_path)
    used = usage.f_blocks - usage.f_bfree
    percent = 100 * used / (used + usage.f_bavail)
    below, above = max(0, int(percent) - 1), int(percent) + 2
    settings = replace(Settings(), log=tmp_path / "ocr-health-check.log", state=tmp_path / "state.json")
    assert disk(replace(settings, max_disk_percent=above)).ok
    assert not disk(replace(settings, max_disk_percent=below)).ok


def test_finds_a_volume_of_another_service_on_a_full_disk_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = tmp_path / "nginx-logs"
    logs.mkdir()
    usage = {tmp_path: SimpleNamespace(used=12, free=88), logs: SimpleNamespace(used=97, free=3)}
    monkeypatch.setattr(shutil, "disk_usage", usage.__getitem__)
    settings = replace(
        Settings(),
        log=tmp_path / "ocr-health-check.log",
        state=tmp_path / "state.json",
        edge_bans=tmp_path / "edge-bans",
        certificate_report=tmp_path / "report.json",
    )
    assert disk(settings) == CheckResult(ok=True, figure="12% full")
    assert disk(replace(settings, access_log=logs / "ocr.access.log")) == CheckResult(ok=False, figure="97% full")


@pytest.mark.parametrize("volume", ["log", "state"])
def test_finds_a_disk_that_has_room_and_takes_nothing(tmp_path: Path, volume: str) -> None:
    for name in ("log", "state"):
        (tmp_path / name).mkdir()
    # opens, and takes nothing
    (tmp_path / volume / ".trial").symlink_to("/dev/full")
    settings = replace(
        Settings(), log=tmp_path / "log/ocr-health-check.log", state=tmp_path / "state/state.json", max_disk_percent=99
    )
    found = disk(settings)
    assert not found.ok
    assert found.figure.endswith("% full, cannot be written: No space left on device")
    # the trial is gone, and with it the trouble
    assert disk(settings).ok
