"""Liveness check of the sidecar itself: exit status 0 while its rounds come in time, whatever they find."""

import sys
import time
from pathlib import Path

from service import atomic_file

# Written after each round: when the next one is due, by the clock that nobody sets, in seconds since the machine started.
SIGN_OF_LIFE = Path("/run/last-round")
# A round may take this long by itself: two timeouts of the longest allowed for the checks, two for the heartbeat, and a
# few mail servers that do not answer.
GRACE_SECONDS = 400


def give_sign(sign: Path, interval_seconds: float) -> None:
    """Record that a round is done, and that the next one is due in a while."""
    atomic_file.write(sign, str(time.monotonic() + interval_seconds))


def is_alive(sign: Path) -> bool:
    """Return whether the next round is not overdue yet."""
    return sign.exists() and time.monotonic() < float(sign.read_text()) + GRACE_SECONDS


if __name__ == "__main__":
    sys.exit(0 if is_alive(SIGN_OF_LIFE) else 1)
