"""Answers to clients within the last hour, from nginx's access log."""

import math
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from healthcheck.traffic import end_of

WINDOW = timedelta(hours=1)
# More than an hour at the highest rate of ten clients; what is older is not looked at.
READ_BYTES = 32_000_000


@dataclass(frozen=True)
class Traffic:
    """Requests on the paths that read: how many ended how, and the seconds of those that were read."""

    statuses: Counter[int]
    seconds: tuple[float, ...]

    @property
    def failed_percent(self) -> float:
        """The share of answers with 5xx."""
        bad = sum(count for status, count in self.statuses.items() if status >= 500)
        return 100 * bad / self.statuses.total() if self.statuses else 0.0

    @property
    def p95(self) -> float | None:
        """The seconds within which 95 of 100 receipts were read, None if none was."""
        return self.seconds[math.ceil(0.95 * len(self.seconds)) - 1] if self.seconds else None


def last_hour(log: Path, now: datetime) -> Traffic:
    """Count over a rotation too; the columns are those that services/nginx/README.md specifies."""
    statuses: Counter[int] = Counter()
    seconds: list[float] = []
    for path in (log.with_name(f"{log.name}.1"), log):
        for line in end_of(path, READ_BYTES):
            columns = line.split(" ", 6)
            if len(columns) < 7 or columns[3] != "ocr":
                continue
            # from the future where the clock was ahead: nobody knows when
            if not now - WINDOW < datetime.fromisoformat(columns[1]) <= now:
                continue
            statuses[int(columns[2])] += 1
            if columns[2] == "200":
                # one that was cut off where the disk was full goes over into the next
                with suppress(ValueError):
                    seconds.append(float(columns[5]))
    return Traffic(statuses, tuple(sorted(seconds)))
