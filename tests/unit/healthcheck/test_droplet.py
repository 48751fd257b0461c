"""The droplet beneath: bans as files, and a disk."""

import os
import time
from dataclasses import replace
from pathlib import Path

from healthcheck.droplet import bans, disk
from healthcheck.reading import Reading
from healthcheck.settings import Settings


def test_finds_nobody_banned(tmp_path: Path) -> None:
    assert bans(replace(Settings(), edge_bans=tmp_path)) == Reading(ok=True, figure="0 new, 0 in force")


def test_tells_new_bans_from_those_of_earlier_rounds(tmp_path: Path) -> None:
    for name, age in (("203.0.113.7", 10), ("2001:db8::7", 301), ("203.0.113.8", 4000)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    assert bans(replace(Settings(), edge_bans=tmp_path)) == Reading(ok=False, figure="1 new, 3 in force")


def test_finds_a_disk_too_full_by_the_share_that_is_set(tmp_path: Path) -> None:
    usage = os.statvfs(tmp_path)
    used = usage.f_blocks - usage.f_bfree
    percent = 100 * used / (used + usage.f_bavail)
    below, above = max(0, int(percent) - 1), int(percent) + 2
    log = tmp_path / "ocr-health-check.log"
    assert disk(replace(Settings(), log=log, max_disk_percent=above)).ok
    assert not disk(replace(Settings(), log=log, max_disk_percent=below)).ok
