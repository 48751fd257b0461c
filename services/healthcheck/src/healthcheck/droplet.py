"""Checks of the host: bans, and the disk."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from healthcheck.result import CheckResult
from healthcheck.settings import Settings

# A block.
TRIAL_BYTES = 4096


class Bans:
    """Check that finds addresses banned since the round before; after a start, within the last interval."""

    def __init__(self) -> None:
        self._known: set[tuple[str, float]] | None = None

    def __call__(self, settings: Settings) -> CheckResult:
        """Check whether there are bans that the round before did not find."""
        in_force = set(_bans(settings.edge_bans))
        if self._known is None:
            self._known = {(name, at) for name, at in in_force if at <= time.time() - settings.interval_seconds}
        new = len(in_force - self._known)
        self._known = in_force
        return CheckResult(ok=new == 0, figure=f"{new} new, {len(in_force)} in force")


def _bans(folder: Path) -> Iterator[tuple[str, float]]:
    # fail2ban keeps a file for each, as old as the ban
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # lifted just now
            yield file.name, file.stat().st_mtime


def disk(settings: Settings) -> CheckResult:
    """Find a disk that fills, or that takes nothing; an operator may have put a volume on a disk of its own."""
    # the first two are this service's; it may not write to the others
    ours = (settings.log.parent, settings.state.parent)
    others = (settings.access_log.parent, settings.edge_bans, settings.certificate_report.parent)
    percent = max(map(_percent_used, (*ours, *others)))
    refused = next(filter(None, map(_refused, ours)), "")
    said = f"{percent:.0f}% full{f', {refused}' if refused else ''}"
    return CheckResult(ok=percent <= settings.max_disk_percent and not refused, figure=said)


def _percent_used(folder: Path) -> float:
    if not folder.is_dir():
        return 0
    usage = shutil.disk_usage(folder)
    # as df(1) counts: what only root may use is not free
    return 100 * usage.used / (usage.used + usage.free)


def _refused(folder: Path) -> str:
    """Return why a file can't be written, "" where it can: a disk may have room, and no inodes, or be read-only."""
    trial = folder / ".trial"
    try:
        with trial.open("wb") as file:
            file.write(bytes(TRIAL_BYTES))
            file.flush()
            # some file systems look for room only when the disk is written to
            os.fsync(file.fileno())
    except OSError as fault:
        return f"cannot be written: {fault.strerror}"
    finally:
        with suppress(OSError):
            trial.unlink(missing_ok=True)
    return ""
