"""A wall clock that is set back in, bans and counts that go by the right one out."""

import logging
import sqlite3
import time
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
        date_back(database, time.time())

    def mend(self) -> None:
        """Make the jail count anew if the clock was set back: its bans, counts and waits would last until the old time."""
        ahead = _ahead()
        if self._ahead - ahead >= SET_SECONDS:
            log.warning(
                "the clock was set back by %.0f s: what the jail has dated is brought back", self._ahead - ahead
            )
            date_back(self._database, time.time())
            restart()
        # not before: where the jail can't be reached, it is tried again
        self._ahead = ahead


def _ahead() -> float:
    return time.time() - time.monotonic()


def date_back(database: Path, now: float) -> None:
    """Let bans that begin in the future begin now; now is in Unix seconds."""
    if not database.exists():
        return
    try:
        with sqlite3.connect(database, timeout=10) as connection:
            connection.execute("UPDATE bips SET timeofban = ? WHERE timeofban > ?", (int(now), now))
    except sqlite3.Error as error:
        # fail2ban makes a new one where this is broken
        log.warning("%s: %s", database, error)
