"""The health log: the file that operators read, and the same lines on standard output."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

# Twelve checks every five minutes write 220 kB a day: four days of lines a file.
FILE_BYTES = 1_000_000
FILES_KEPT = 4


class KeptLog(RotatingFileHandler):
    """Log file whose disk may be full or read-only: lines it refuses are on standard output, and `disk` tells why."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Write no traceback a line; the next line tries again."""


def open_log(path: Path) -> logging.Logger:
    """Return the logger of the health log; lines are written as they are handed over."""
    log = logging.getLogger("healthcheck.lines")
    log.setLevel(logging.INFO)
    log.handlers = [
        logging.StreamHandler(sys.stdout),
        # opened with the first line: a disk that is read-only must not keep us from telling so
        KeptLog(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True),
    ]
    return log
