"""One round of checks, which ends in time whatever a check does."""

from collections.abc import Container, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait

from healthcheck.result import Check, CheckResult, run_check
from healthcheck.settings import Settings


class Rounds:
    """Runner of all checks side by side; one that hangs is reported, and not started again until it returns."""

    def __init__(self, checks: Mapping[str, Check], settings: Settings, events: Container[str] = ()) -> None:
        self._checks = checks
        # what could not be looked for has not happened
        self._events = events
        self._settings = settings
        self._threads = ThreadPoolExecutor(max_workers=len(checks))
        self._running: dict[str, Future[CheckResult]] = {}

    def run(self) -> dict[str, CheckResult]:
        """Return one result a check, within two timeouts."""
        for name, check in self._checks.items():
            if name not in self._running or self._running[name].done():
                self._running[name] = self._threads.submit(run_check, check, self._settings)
        # a check bounds its own waiting; what takes twice as long is stuck
        wait(self._running.values(), timeout=2 * self._settings.timeout_seconds)
        return {name: _result(future, ok=name in self._events) for name, future in self._running.items()}


def _result(future: Future[CheckResult], *, ok: bool) -> CheckResult:
    return future.result() if future.done() else CheckResult(ok=ok, figure="hangs")
