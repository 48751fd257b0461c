"""The droplet beneath the appliance: who is banned, and how full the disk is."""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from healthcheck.result import CheckResult
from healthcheck.settings import Settings


class Bans:
    """Finds addresses banned since the round before; after a start, since as long ago as a round lasts."""

    def __init__(self) -> None:
        self._known: set[tuple[str, float]] | None = None

    def __call__(self, settings: Settings) -> CheckResult:
        """Look which bans were not there before."""
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
    """Find a disk that fills; all volumes are on the one that holds the log."""
    usage = shutil.disk_usage(settings.log.parent)
    # as df(1) counts: what only root may use is not free
    percent = 100 * usage.used / (usage.used + usage.free)
    return CheckResult(ok=percent <= settings.max_disk_percent, figure=f"{percent:.0f}% full")
