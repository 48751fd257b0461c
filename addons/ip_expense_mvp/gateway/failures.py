"""Errors of other services, with messages that say what to do."""

from .words import _lt, filled

# A receipt is not to blame for these: its time has not come, or others were before.
PASSING = frozenset({408, 425, 429})
# What an administrator fixes.
SETTINGS = frozenset({401, 403, 404, 405, 406})

UNREACHABLE = _lt(
    "%(service)s cannot be reached at %(host)s: %(reason)s. It is asked again later. "
    "If this continues, check the address in the settings and whether it runs."
)
TOO_SLOW = _lt(
    "%(service)s at %(host)s did not answer within %(seconds)s seconds. "
    "It is asked again later. If this continues, check its load."
)
UNTRUSTED = _lt(
    "The certificate of %(host)s is not trusted: %(reason)s. Renew it there; "
    "if a private authority issued it, give that authority's root in the settings."
)
NO_ADDRESS = _lt(
    "The address of %(service)s is missing or is not a web address. "
    "Enter one that begins with https:// in the settings."
)
NO_KEY = _lt(
    "The key of %(service)s contains characters that no key can have. "
    "Enter it in the settings."
)
NO_ROOT = _lt(
    "The root of the private authority is not a certificate in PEM. "
    "Choose the file again in the settings."
)
MOVED = _lt(
    "%(service)s is at %(location)s, not at the address in the settings. "
    "Correct it there."
)
NOT_ITS_ANSWER = _lt(
    "What answers at %(host)s is not %(service)s. "
    "Check the address in the settings; it is asked again later."
)
KEY_REFUSED = _lt(
    "%(service)s refuses the key (status %(status)s). Enter a valid one in the settings."
)
NOT_THERE = _lt(
    "%(service)s is not at this address of %(host)s (status %(status)s). "
    "Correct the address in the settings."
)
BUSY = _lt(
    "%(service)s is busy or starting (status %(status)s). It is asked again later."
)
FAILED = _lt(
    "%(service)s failed (status %(status)s). It is asked again later. "
    "If this continues, look into its log."
)
REFUSED = _lt(
    "%(service)s refuses this (status %(status)s). Look into its log. %(detail)s"
)


class ServiceError(Exception):
    """An error with what to do about it; `template` and `values` are for its translation."""

    def __init__(
        self,
        template: str,
        *,
        status: int | None,
        retryable: bool,
        retry_after: float | None = None,
        values: dict[str, object] | None = None,
    ) -> None:
        self.template = template
        self.values = values or {}
        self.status = status
        self.retryable = retryable
        self.retry_after = retry_after
        super().__init__(filled(template, self.values))


def template_of(status: int) -> str:
    """Return the message for a status that is not a success."""
    if status < 300:
        return NOT_ITS_ANSWER
    if status < 400:
        return MOVED
    if status in (401, 403):
        return KEY_REFUSED
    if status in (404, 405):
        return NOT_THERE
    if status == 503 or status in PASSING:
        return BUSY
    return FAILED if status >= 500 else REFUSED
