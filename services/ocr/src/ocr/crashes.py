"""Record of crashes: a process notes what it reads, and the next one finds what was being read when it died."""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from service.atomic_file import write_json

CGROUP = Path("/sys/fs/cgroup")
READING = "reading"
FILE = "crashes.json"
# The newest; a process that dies at each start must not fill the disk
KEPT = 20
# More than the ids of those that are read at once, 64 characters each: each state covers the one before
SIZE = 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crash:
    """An unexpected end: when it was found, what was being read, whether the kernel killed for memory."""

    found_at: str
    requests: tuple[str, ...]
    out_of_memory: bool


def oom_kills(cgroup: Path = CGROUP) -> int:
    """Count the processes that the kernel has killed in this container since its start because memory had run out."""
    for name in ("memory.events", "memory/memory.oom_control"):
        try:
            counts = dict(line.split() for line in (cgroup / name).read_text().splitlines())
        except OSError:
            continue
        return int(counts.get("oom_kill", 0))
    return 0


class CrashLog:
    """Record of the crashes of earlier processes, and of what this one reads."""

    def __init__(self, folder: Path | None, count_oom_kills: Callable[[], int] = oom_kills) -> None:
        """Look in the folder, if any, for what the process before was reading when it ended."""
        self._count_oom_kills = count_oom_kills
        self._lock = threading.Lock()
        self._reading: list[str] = []
        self._descriptor: int | None = None
        self.crashes: tuple[Crash, ...] = ()
        if folder is None:
            return
        try:
            self.crashes = read_crashes(folder)
            self._descriptor = os.open(folder / READING, os.O_RDWR | os.O_CREAT, 0o600)
            self._recover(folder)
            self._write()
        except (OSError, ValueError, TypeError) as error:
            # what this is for must go on without it
            log.warning("crashes are not recorded", extra={"error": str(error)})

    @contextmanager
    def reading(self, request_id: str) -> Iterator[None]:
        """Keep a request on record until the end of the block."""
        self._note(self._reading.append, request_id)
        try:
            yield
        finally:
            self._note(self._reading.remove, request_id)

    def _note(self, change: Callable[[str], None], request_id: str) -> None:
        with self._lock:
            change(request_id)
            try:
                self._write()
            except OSError as error:
                log.warning("crashes are not recorded", extra={"error": str(error)})

    def _write(self) -> None:
        """Write the count of kills and the ids over those before, with no fsync: they outlive a process, not the power."""
        if self._descriptor is not None:
            state = " ".join([str(self._count_oom_kills()), *self._reading])
            os.pwrite(self._descriptor, state.encode().ljust(SIZE), 0)

    def _recover(self, folder: Path) -> None:
        """Record a crash from what the process before has left."""
        if self._descriptor is None or not (left := os.pread(self._descriptor, SIZE, 0).decode().split()):
            return
        requests = tuple(left[1:])
        # a new start of the container counts from 0
        out_of_memory = self._count_oom_kills() > int(left[0])
        if requests or out_of_memory:
            found_at = datetime.now(UTC).isoformat(timespec="seconds")
            self.crashes = (*self.crashes, Crash(found_at, requests, out_of_memory))[-KEPT:]
            log.error("the process before has died", extra={"requests": requests, "out_of_memory": out_of_memory})
            write_json(folder / FILE, {"crashes": [asdict(crash) for crash in self.crashes]})


def read_crashes(folder: Path) -> tuple[Crash, ...]:
    """Read the file; damaged content is dropped."""
    try:
        kept = json.loads((folder / FILE).read_bytes())["crashes"]
        return tuple(Crash(crash["found_at"], tuple(crash["requests"]), crash["out_of_memory"]) for crash in kept)
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as error:
        log.warning("crashes are lost", extra={"error": str(error)})
        return ()
