"""Run a round of checks at every interval, log a line a check, and leave a sign of life."""

import os
import signal
import sys
import time
from datetime import UTC, datetime

from healthcheck.alive import SIGN_OF_LIFE
from healthcheck.checks import CHECKS
from healthcheck.log import open_log
from healthcheck.reading import Reading
from healthcheck.rounds import Rounds
from healthcheck.settings import Settings, SettingsInvalid

START_SECONDS = 60


def line(name: str, reading: Reading) -> str:
    """Give the log's line: time, state, check, figure."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return f"{now} {'ok' if reading.ok else 'FAIL'} {name} {' '.join(reading.figure.split())}"


def main() -> None:
    """Run rounds until told to stop."""
    try:
        settings = Settings.from_env(os.environ)
    except SettingsInvalid as fault:
        sys.exit(f"{fault}\nCorrect these in .env, then: docker compose up --detach")
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # nothing to finish, and a hung check can't be waited for
    log = open_log(settings.log)
    rounds = Rounds(CHECKS, settings)
    SIGN_OF_LIFE.write_text(str(settings.interval_seconds))
    readings = first_round(rounds)
    while True:
        for name, reading in readings.items():
            log.info(line(name, reading))
        SIGN_OF_LIFE.touch()
        time.sleep(settings.interval_seconds)
        readings = rounds.run()


def first_round(rounds: Rounds) -> dict[str, Reading]:
    """Give the others, which start with us, a while to get well before the first readings count."""
    patience_until = time.monotonic() + START_SECONDS
    while True:
        readings = rounds.run()
        if all(reading.ok for reading in readings.values()) or time.monotonic() > patience_until:
            return readings
        time.sleep(1)


if __name__ == "__main__":
    main()
