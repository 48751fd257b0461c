"""Ledger of all attempts to get a certificate, on a volume: it keeps us below the authority's limits whatever restarts."""

import datetime
import json
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from service.atomic_file import write_json
from service.durations import DAY_SECONDS

HOUR = datetime.timedelta(hours=1)
WEEK = datetime.timedelta(days=7)
KEPT = 200
RETRY_AFTER = re.compile(r"retry after (\d{4}-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d) UTC")


@dataclass(frozen=True)
class Limits:
    """Limits on attempts; the defaults are what Let's Encrypt allows for one name and account, and the pauses it asks for."""

    backoff_seconds: tuple[int, ...] = (60, 600, 6_000, DAY_SECONDS)
    failures_per_hour: int = 5
    certificates_per_week: int = 5


@dataclass(frozen=True)
class Attempt:
    """One order at an authority. `outcome` is issued, tested (a dry run), failed, or started: killed on its way."""

    at: float
    directory: str
    names: tuple[str, ...]
    outcome: str
    detail: str = ""

    @property
    def time(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.at, datetime.UTC)

    @property
    def retry_after(self) -> datetime.datetime | None:
        """Return the time that the authority has named: Let's Encrypt writes it into its refusal."""
        found = RETRY_AFTER.search(self.detail)
        return datetime.datetime.fromisoformat(f"{found[1]}+00:00") if found else None


@dataclass(frozen=True)
class Refusal:
    """Reason why no attempt may be made, and until when."""

    reason: str
    until: datetime.datetime


@dataclass
class Ledger:
    """The attempts, oldest first, and when the authority was last asked whether to renew."""

    path: Path
    attempts: list[Attempt] = field(default_factory=list)
    checked_at: float = 0.0

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the ledger. One that is broken is set aside; what it knew is lost, so the first back-off applies."""
        try:
            content = json.loads(path.read_text())
            attempts = [Attempt(**{**entry, "names": tuple(entry["names"])}) for entry in content["attempts"]]
            return cls(path, attempts, float(content["checked_at"]))
        except FileNotFoundError:
            return cls(path)
        except (ValueError, KeyError, TypeError):
            path.replace(path.with_suffix(".broken"))
            return cls(path)

    def save(self) -> None:
        """Write the ledger whole or not at all."""
        content = {"checked_at": self.checked_at, "attempts": [asdict(entry) for entry in self.attempts[-KEPT:]]}
        write_json(self.path, content, durable=True)

    def start(self, directory: str, names: tuple[str, ...], now: datetime.datetime) -> None:
        """Record an attempt before it is made, so that a crash counts."""
        self.attempts.append(Attempt(now.timestamp(), directory, names, "started"))
        self.save()

    def finish(self, outcome: str, detail: str = "") -> None:
        """Complete the attempt started last; an outcome of "none" strikes it: the authority was not asked."""
        last = self.attempts.pop()
        if outcome != "none":
            self.attempts.append(Attempt(last.at, last.directory, last.names, outcome, detail))
        self.save()

    def is_ahead_of(self, now: datetime.datetime) -> bool:
        """Return whether something in it has not happened yet, by a clock that may be wrong."""
        return max([self.checked_at, *(entry.at for entry in self.attempts)]) > now.timestamp()

    def bring_back_to(self, now: datetime.datetime) -> None:
        """Date what has not happened yet to now: the clock was ahead, and each pause begins again by the right one."""
        latest = now.timestamp()
        self.attempts = [replace(entry, at=min(entry.at, latest)) for entry in self.attempts]
        self.checked_at = min(self.checked_at, latest)
        self.save()

    def failures(self, directory: str, names: tuple[str, ...]) -> list[Attempt]:
        """Return the attempts for these names since the last one that succeeded, oldest first."""
        since: list[Attempt] = []
        for attempt in reversed(self.attempts):
            if (attempt.directory, sorted(attempt.names)) == (directory, sorted(names)):
                if attempt.outcome in {"issued", "tested"}:
                    break
                since.append(attempt)
        return since[::-1]

    def refusal(
        self, directory: str, names: tuple[str, ...], now: datetime.datetime, *, limits: Limits
    ) -> Refusal | None:
        """Return why no attempt may be made now; None if one may."""
        failures = self.failures(directory, names)
        if failures:
            pause = limits.backoff_seconds[min(len(failures), len(limits.backoff_seconds)) - 1]
            until = failures[-1].time + datetime.timedelta(seconds=pause)
            until = max(until, failures[-1].retry_after or until)
            if until > now:
                return Refusal(f"{len(failures)} failed attempts in a row", until)
        here = [attempt for attempt in self.attempts if attempt.directory == directory]
        bad = [attempt for attempt in here if attempt.outcome in {"started", "failed"}]
        failed = [attempt.time for attempt in bad if attempt.time > now - HOUR]
        if len(failed) >= limits.failures_per_hour:
            return Refusal(f"{len(failed)} failed attempts within an hour", failed[-limits.failures_per_hour] + HOUR)
        same = [attempt for attempt in here if sorted(attempt.names) == sorted(names)]
        issued = [attempt.time for attempt in same if attempt.outcome == "issued" and attempt.time > now - WEEK]
        if len(issued) >= limits.certificates_per_week:
            until = issued[-limits.certificates_per_week] + WEEK
            return Refusal(f"{len(issued)} certificates for these names within 7 days", until)
        return None
