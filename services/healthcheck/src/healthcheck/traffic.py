"""Checks of the last minutes' answers on the OCR paths, from nginx's access log."""

import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from healthcheck.result import CheckResult
from healthcheck.settings import Settings

WINDOW = timedelta(minutes=5)
# What is older than this many bytes can only be in the window under an attack, and then the rest says enough.
READ_BYTES = 4_000_000


def bad_answers(settings: Settings) -> CheckResult:
    """Find too large a share of answers with 5xx; a few requests say nothing."""
    answers = recent_statuses(settings.access_log, datetime.now(UTC))
    total = answers.total()
    bad = sum(count for status, count in answers.items() if status >= 500)
    enough = total >= settings.min_requests
    return CheckResult(
        ok=not enough or 100 * bad <= settings.max_5xx_percent * total,
        figure=f"{bad} of {total} requests in 5 minutes",
    )


def refusals(settings: Settings) -> CheckResult:
    """Find many answers with 429: an attack, or a good client that is held up."""
    refused = recent_statuses(settings.access_log, datetime.now(UTC))[429]
    return CheckResult(ok=refused <= settings.max_429, figure=f"{refused} in 5 minutes")


def recent_statuses(log: Path, now: datetime) -> Counter[int]:
    """Count the statuses that clients got on the OCR paths in the window before now, over a rotation too."""
    statuses: Counter[int] = Counter()
    ours = own_addresses()
    for path in (log.with_name(f"{log.name}.1"), log):
        for line in end_of(path, READ_BYTES):
            # the columns that services/nginx/README.md specifies
            columns = line.split(" ", 4)
            if len(columns) < 5 or columns[3] != "ocr" or columns[0] in ours:
                continue
            # from the future where the clock was ahead: nobody knows when
            if now - WINDOW < datetime.fromisoformat(columns[1]) <= now:
                statuses[int(columns[2])] += 1
    return statuses


def own_addresses() -> set[str]:
    """Return the addresses of this container: the sample that it reads is not a client's."""
    try:
        return {str(answer[4][0]) for answer in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:  # a host that does not know its own name
        return set()


def end_of(path: Path, max_bytes: int) -> Iterator[str]:
    """Yield the last lines of a log, if it is there: after the first start nothing was rotated yet."""
    if not path.exists():
        return
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - max_bytes))
        if size > max_bytes:
            file.readline()  # the rest of a line
        for line in file:
            yield line.decode("ascii", errors="replace")
