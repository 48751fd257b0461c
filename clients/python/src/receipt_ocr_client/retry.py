"""Retry policy: whether and when a request is sent again."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from receipt_ocr_client.errors import ReceiptOcrError, Refused, ServiceUnavailable

FIRST_BACKOFF_SECONDS = 0.5
LONGEST_BACKOFF_SECONDS = 30.0
# Added to Retry-After: not to be early by another clock, nor at the same moment as others who were told the same
AFTER_SECONDS = (0.2, 1.0)


@dataclass
class Attempts:
    """The attempts at one request: a number of them, within a time."""

    limit: int
    total_seconds: float
    clock: Callable[[], float] = time.monotonic
    made: int = 0
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock()

    @property
    def left_seconds(self) -> float:
        """The time that is left for this request."""
        return max(0.0, self.started + self.total_seconds - self.clock())

    def pause(self, error: ReceiptOcrError) -> float:
        """Return the seconds to wait before the next attempt; raise the error if there is to be none."""
        self.made += 1
        seconds = wait_after(error, self.made)
        if seconds is None or self.made >= self.limit or seconds >= self.left_seconds:
            raise error
        return seconds


def wait_after(error: ReceiptOcrError, attempt: int) -> float | None:
    """Return the seconds to wait after an error, None where sending again is of no use."""
    if not (isinstance(error, ServiceUnavailable) or (isinstance(error, Refused) and error.temporary)):
        return None
    if error.retry_after is not None:
        return error.retry_after + random.uniform(*AFTER_SECONDS)  # noqa: S311 - spreads clients, keeps no secret
    return backoff(attempt)


def backoff(attempt: int) -> float:
    """Return a wait that doubles with each attempt, between half and all of it by chance."""
    longest = min(LONGEST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2.0 ** min(attempt - 1, 16))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads clients, keeps no secret
