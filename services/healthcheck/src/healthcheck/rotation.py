"""Check of log rotation: the age of the oldest line, the size of the files, and whether anything rotates them."""

import time
from datetime import datetime
from pathlib import Path

from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from service.durations import DAY_SECONDS, HOUR_SECONDS, duration

# logrotate is run every minute, and writes down each time that it was.
LOOK_SECONDS = HOUR_SECONDS


def rotation(settings: Settings) -> CheckResult:
    """Find logs that have outlived or outgrown their rotation, or that nobody looks after."""
    log, now = settings.access_log, time.time()
    begun = _first_line_at(log) or now
    looked = log.with_name(".logrotate.state")
    # from the future where the clock was ahead, and nobody has looked since
    idle_seconds = abs(now - (looked.stat().st_mtime if looked.exists() else begun))
    days = (now - begun) / DAY_SECONDS
    megabytes = max(file.stat().st_size for file in log.parent.glob("*.log")) / 1e6
    if idle_seconds > LOOK_SECONDS:
        return CheckResult(ok=False, figure=f"logrotate has not run for {duration(idle_seconds)}")
    return CheckResult(
        ok=days <= settings.max_log_days and megabytes <= settings.max_log_mb,
        figure=f"oldest line {days:.1f} days, largest log {megabytes:.1f} MB",
    )


def _first_line_at(log: Path) -> float | None:
    """Return the time of the log's first line in Unix seconds, None while it has none that is whole."""
    with log.open("rb") as file:
        columns = file.readline(1000).decode("ascii", errors="replace").split(" ", 2)
    try:
        return datetime.fromisoformat(columns[1]).timestamp()
    except (IndexError, ValueError):
        # cut off where the disk was full
        return None
