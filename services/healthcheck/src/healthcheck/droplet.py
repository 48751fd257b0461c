"""The droplet beneath the appliance: who is banned, and how full the disk is."""

import shutil
import time

from healthcheck.reading import Reading
from healthcheck.settings import Settings


def bans(settings: Settings) -> Reading:
    """Find addresses banned since the round before."""
    # fail2ban keeps a file for each, as old as the ban
    banned_at = [file.stat().st_mtime for file in settings.edge_bans.iterdir()]
    new = sum(at > time.time() - settings.interval_seconds for at in banned_at)
    return Reading(ok=new == 0, figure=f"{new} new, {len(banned_at)} in force")


def disk(settings: Settings) -> Reading:
    """Find a disk that fills; all volumes are on the one that holds the log."""
    usage = shutil.disk_usage(settings.log.parent)
    # as df(1) counts: what only root may use is not free
    percent = 100 * usage.used / (usage.used + usage.free)
    return Reading(ok=percent <= settings.max_disk_percent, figure=f"{percent:.0f}% full")
