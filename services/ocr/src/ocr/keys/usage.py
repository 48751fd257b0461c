"""Use of each key: requests today and the time of the last, counted here and kept in a file across restarts."""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from service.atomic_file import write_json
from service.clock import Clocks
from service.durations import DAY_SECONDS

FILE = "usage.json"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Usage:
    """The requests of a day in UTC by name, and when each name was last seen."""

    day: str = ""
    requests: dict[str, int] = field(default_factory=dict)
    last_used: dict[str, str] = field(default_factory=dict)

    def today(self, name: str, day: str) -> int:
        """Count the requests of a name on a day."""
        return self.requests.get(name, 0) if self.day == day else 0


def day_of(now: float) -> str:
    """Return the day in UTC, which no clock change of summer makes longer or shorter."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def read_usage(folder: Path) -> Usage:
    """Read the file; one that is missing or damaged counts from nothing."""
    try:
        return Usage(**json.loads((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return Usage()
    except (OSError, ValueError, TypeError) as error:
        log.warning("counts of keys are lost", extra={"error": str(error)})
        return Usage()


def without_key(limited: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that have a limit and no key: misspelt, revoked, or not made yet."""
    return tuple(sorted(set(limited) - set(names)))


class UsageFile:
    """Counter of requests against the limits of their keys."""

    def __init__(
        self,
        folder: Path | None,
        limits: Mapping[str, int],
        read_clocks: Callable[[], Clocks] = Clocks.read,
    ) -> None:
        """Take the folder of the file, if any, the requests a day that names may make, and how to tell the time."""
        self._folder = folder
        self.limits = limits
        self._read_clocks = read_clocks
        self._lock = threading.Lock()
        self._usage = read_usage(folder) if folder else Usage()
        self._looked = read_clocks()
        # counted by a clock that was ahead
        self._usage.day = min(str(self._usage.day), day_of(self._looked.wall))

    def take(self, name: str) -> int | None:
        """Count a request, and return None; or, over the limit, the seconds until the next day."""
        with self._lock:
            clocks = self._read_clocks()
            now, today, usage = clocks.wall, self._turn(clocks), self._usage
            used = usage.today(name, today)
            if used >= self.limits.get(name, used + 1):
                return DAY_SECONDS - int(now) % DAY_SECONDS
            usage.requests[name] = used + 1
            usage.last_used[name] = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
            self._save()
        return None

    def _turn(self, clocks: Clocks) -> str:
        """Begin a new day if one has passed, and return today: a clock that was set does not reset the counts."""
        before, self._looked = self._looked, clocks
        today, usage = day_of(clocks.wall), self._usage
        if usage.day != day_of(clocks.wall - clocks.set_since(before)):
            usage.requests = {}
        usage.day = today
        return today

    def _save(self) -> None:
        if self._folder is None:
            return
        try:
            # a few a second at most, of some hundred bytes; a loss of power may cost the last seconds of it
            write_json(self._folder / FILE, asdict(self._usage))
        except OSError as error:
            # a full disk must not stop who has a key
            log.warning("counts of keys are not kept", extra={"error": str(error)})

    def listed(self, name: str) -> tuple[int, str | None, int | None]:
        """Return the requests of a name today, when it was last seen, and its limit."""
        with self._lock:
            usage = self._usage
            today = usage.today(name, day_of(self._read_clocks().wall))
            return today, usage.last_used.get(name), self.limits.get(name)
