"""Delays before a service that could not answer is asked again."""

import random
import re
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

FIRST_SECONDS = 30.0
LIMIT_SECONDS = 3600.0
# A date that is wrong by years must not keep a receipt waiting as long.
RETRY_AFTER_LIMIT_SECONDS = 24 * 3600.0


def retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After (RFC 9110): a number, or until a date."""
    value = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        seconds = float(value)
    else:
        try:
            until = parsedate_to_datetime(value)
        # An IndexError for some that are no dates, in Python 3.10 a TypeError
        except (IndexError, TypeError, ValueError):
            return None
        if until.tzinfo is None:
            until = until.replace(tzinfo=timezone.utc)
        seconds = (until - datetime.now(timezone.utc)).total_seconds()
    return min(max(seconds, 0.0), RETRY_AFTER_LIMIT_SECONDS)


def back_off(attempts: int, retry_after: float | None = None) -> float:
    """Return the seconds to wait after so many attempts that failed.

    Half of a wait is chance, so that receipts that failed together do not return so.
    """
    doubled = FIRST_SECONDS * 2.0 ** min(max(attempts - 1, 0), 16)
    wait = min(doubled, LIMIT_SECONDS)
    wait = random.uniform(wait / 2, wait)  # noqa: S311 - chance only spreads load
    least = retry_after or 0.0
    return max(wait, random.uniform(least, least * 1.1))  # noqa: S311
