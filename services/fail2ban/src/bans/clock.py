"""A wall clock that is set back in, bans and counts that go by the right one out."""

import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bans.jail import restart

# fail2ban itself takes lines for new whose time is off by more than a minute
SET_SECONDS = 60
log = logging.getLogger(__name__)


class Clock:
    """Compares the clock on the wall with one that nobody can set: fail2ban goes by the former alone."""

    def __init__(self, database: Path) -> None:
        """Bring back what was dated before a restart, too."""
        self._database = database
        self._ahead = _ahead()
        self._outdated = False
        date_back(database, time.time())

    def repair(self) -> None:
        """Restart the jail once the clock was set back: its bans, counts and waits would last until the old time."""
        before, self._ahead = self._ahead, _ahead()
        if before - self._ahead >= SET_SECONDS:
            log.warning("the clock was set back by %.0f s: the jail forgets its time", before - self._ahead)
            self._outdated = True
        # the clock may have been ahead for a moment only, between two looks
        if date_back(self._database, time.time()):
            self._outdated = True
        if self._outdated:
            restart()
            self._outdated = False


def _ahead() -> float:
    return time.time() - time.monotonic()


def date_back(database: Path, now: float) -> int:
    """Let bans that begin in the future begin now, and return how many; now is in Unix seconds."""
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
