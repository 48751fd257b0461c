"""Judge of the header Authorization; it also issues passes, keys of a minute for the appliance's own requests."""

import hmac
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from ocr.keys.store import Key, KeyFile, KeysUnreadable, digest_of, new_token
from ocr.keys.usage import UsageFile, without_key
from ocr.settings import INTERNAL_KEY

BEARER = re.compile(r"bearer +(\S+) *", re.IGNORECASE)
# What reads the sample asks for one just before
PASS_SECONDS = 60
# The appliance needs a few at once; one more takes the place of the oldest
PASSES = 64

log = logging.getLogger(__name__)

Denial = Literal["key", "quota"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Verdict on a request: whether it is allowed, the name of its key if it has one, and why not."""

    name: str | None = None
    denial: Denial | None = None
    # a key was sent that is not valid
    unknown: bool = False
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """A key that is valid for a minute."""

    digest: bytes
    ends: float


class Judge:
    """Judge of keys: those of the file, which is read for every request, and those of the settings."""

    def __init__(
        self,
        file: KeyFile | None,
        configured: tuple[Key, ...],
        usage: UsageFile,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the file of keys, the keys of the settings, the counts, and a monotonic clock."""
        self._file = file
        self._configured = configured
        self.usage = usage
        self._clock = clock
        self._passes: deque[Pass] = deque(maxlen=PASSES)
        self._lock = threading.Lock()

    def keys(self) -> tuple[Key, ...] | None:
        """Return all keys; None where none is required. Raises KeysUnreadable."""
        kept = self._file.read() if self._file else None
        if kept is None and not self._configured:
            return None
        return (*self._configured, *(kept or ()))

    def unused_limits(self) -> tuple[str, ...]:
        """Return the names that have a limit and no key. Raises KeysUnreadable."""
        return without_key(self.usage.limits, (key.name for key in self.keys() or ()))

    def log_unused_limits(self) -> None:
        """Warn of limits without a key; the key may still be made, so that is not an error."""
        # each request reports a file that cannot be read
        with suppress(KeysUnreadable):
            if unused := self.unused_limits():
                log.warning("OCR_KEY_LIMITS has names without a key", extra={"names": unused})

    def judge(self, authorization: str | None) -> Verdict:
        """Judge a request, and count it. Raises KeysUnreadable."""
        keys = self.keys()
        if keys is None:
            return Verdict()
        given = BEARER.fullmatch(authorization or "")
        name = matching(digest_of(given[1]), (*keys, *self._valid_passes())) if given else None
        if name is None:
            return Verdict(denial="key", unknown=bool(authorization))
        if name != INTERNAL_KEY and (seconds := self.usage.take(name)):
            return Verdict(name, denial="quota", retry_after=seconds)
        return Verdict(name)

    def issue_pass(self) -> str:
        """Issue a pass. Only those who reach this service past the edge can ask for one, and they need no key there."""
        token = new_token()
        with self._lock:
            self._passes.append(Pass(digest_of(token), self._clock() + PASS_SECONDS))
        return token

    def _valid_passes(self) -> tuple[Key, ...]:
        now = self._clock()
        with self._lock:
            return tuple(Key(INTERNAL_KEY, each.digest) for each in self._passes if each.ends > now)


def matching(digest: bytes, keys: tuple[Key, ...]) -> str | None:
    """Return the name of the key with this hash, in a time that tells neither which it is nor how much is right."""
    found = [key.name for key in keys if hmac.compare_digest(digest, key.digest)]
    return found[0] if found else None
