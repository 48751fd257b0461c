"""The result of a check."""

from collections.abc import Callable
from dataclasses import dataclass

from healthcheck.settings import Settings


@dataclass(frozen=True)
class CheckResult:
    """Result of a check: whether it passed, and the figure that says so."""

    ok: bool
    figure: str


# A check that raises has failed.
Check = Callable[[Settings], CheckResult]


def run_check(check: Check, settings: Settings) -> CheckResult:
    """Return what a check finds, or how it failed."""
    try:
        return check(settings)
    except Exception as error:  # noqa: BLE001 - a check fails in as many ways as the world does
        return CheckResult(ok=False, figure=f"{type(error).__name__}: {error}")
