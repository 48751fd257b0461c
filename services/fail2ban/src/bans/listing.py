"""List of the bans in force, from fail2ban's database: who, why, and for how much longer."""

import json
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bans.jail import NAME
from service.columns import aligned
from service.durations import duration

DATABASE = Path("/var/lib/fail2ban/fail2ban.sqlite3")


@dataclass(frozen=True)
class Ban:
    """A ban in force."""

    address: str
    reason: str
    seconds_left: int
    times: int


def bans(database: Path, now: float) -> Iterator[Ban]:
    """Read the bans in force from the database, the longest first; now is in Unix seconds."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as connection:
        rows = connection.execute(
            "SELECT ip, timeofban + bantime - ?, bancount, data FROM bips"
            " WHERE jail = ? AND timeofban + bantime > ? ORDER BY 2 DESC",
            (now, NAME, now),
        ).fetchall()
    for address, left, times, data in rows:
        yield Ban(address, _reason(json.loads(data)), round(left), times)


def table(found: list[Ban]) -> str:
    """Lay the bans out for people."""
    if not found:
        return "nobody is banned"
    rows = [("ADDRESS", "TIME LEFT", "BANS", "REASON")]
    rows += [(ban.address, duration(ban.seconds_left), str(ban.times), ban.reason) for ban in found]
    return aligned(rows)


def _reason(data: dict[str, object]) -> str:
    lines = data.get("matches") or []
    if not isinstance(lines, list) or not lines:
        return "by hand"
    # a line is kept as text, or as its parts before, within and after the time
    statuses = Counter((line if isinstance(line, str) else "".join(line)).split()[2] for line in lines)
    last = ", ".join(status for status, _ in statuses.most_common())
    return f"{data.get('failures', len(lines))} bad answers, lastly {last}"


if __name__ == "__main__":
    sys.stdout.write(table(list(bans(DATABASE, time.time()))) + "\n")
