"""Correction of bans and counts after the wall clock was set."""

import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bans.jail import restart
from service.clock import SET_SECONDS, Clocks

COLUMNS = "ip, jail, timeofban, bantime, bancount, data"
log = logging.getLogger(__name__)

Row = tuple[str, str, int, int, int, str]


class Clock:
    """Comparison of the wall clock, which is all that fail2ban goes by, with one that nobody can set."""

    def __init__(self, database: Path) -> None:
        """Read the bans in force, and date those that begin in the future to now: the clock may have been set meanwhile."""
        self._database = database
        self._clocks = Clocks.read()
        self._outdated = False
        date_back(database, time.time())
        self._bans = in_force(database, time.time())

    def repair(self) -> None:
        """Move bans with a clock that was set, and restart the jail, whose counts and waits go by the old time."""
        before, self._clocks = self._clocks, Clocks.read()
        if seconds := self._clocks.set_since(before):
            log.warning("the clock was set by %+.0f s: bans move with it", seconds)
            # as they were before: one whose time has come by the new clock is lifted already
            moved = move(self._database, self._bans, round(seconds))
            self._outdated = self._outdated or moved or seconds < 0
        # the clock may have been ahead for a moment only, between two looks
        if date_back(self._database, time.time()):
            self._outdated = True
        self._bans = in_force(self._database, time.time())
        if self._outdated:
            restart()
            self._outdated = False


def in_force(database: Path, now: float) -> list[Row]:
    """Return the bans that have not ended; now is in Unix seconds."""
    if not database.exists():
        return []
    try:
        with closing(sqlite3.connect(database, timeout=10)) as connection:
            # the columns are ours
            query = f"SELECT {COLUMNS} FROM bips WHERE timeofban + bantime > ?"  # noqa: S608
            return connection.execute(query, (now,)).fetchall()
    except sqlite3.Error as error:
        log.warning("%s: %s", database, error)
        return []


def move(database: Path, bans: list[Row], seconds: int) -> bool:
    """Move the start of bans by so many seconds, restoring those deleted meanwhile; return whether any were written."""
    if not bans:
        return False
    try:
        with closing(sqlite3.connect(database, timeout=10)) as connection, connection:
            for ip, jail, begun, *rest in bans:
                connection.execute("DELETE FROM bips WHERE ip = ? AND jail = ?", (ip, jail))
                row = (ip, jail, begun + seconds, *rest)
                connection.execute(f"INSERT INTO bips({COLUMNS}) VALUES(?, ?, ?, ?, ?, ?)", row)
    except sqlite3.Error as error:
        log.warning("%s: %s", database, error)
        return False
    return True


def date_back(database: Path, now: float) -> int:
    """Date bans that begin in the future to now, and return how many there were; now is in Unix seconds."""
    if not database.exists():
        return 0
    try:
        # read first: to write takes a lock
        with closing(sqlite3.connect(database, timeout=10)) as connection, connection:
            latest = connection.execute("SELECT max(timeofban) FROM bips").fetchone()[0]
            if latest is None or latest < now + SET_SECONDS:
                return 0
            changed = connection.execute("UPDATE bips SET timeofban = ? WHERE timeofban > ?", (int(now), now)).rowcount
    except sqlite3.Error as error:
        log.warning("%s: %s", database, error)
        return 0
    log.warning("bans were dated by a clock that was ahead: %d begin now", changed)
    return changed
