"""Schedule of the keeper's runs: after its pause, even if the clock is set, or as soon as something is lost."""

from certificates.clock import is_over, utc_now
from certificates.keeper import Busy, Keeper, Result
from certificates.logs import log
from service.clock import Clocks


class Watch:
    """Watch that runs the keeper, and holds the result of its last run."""

    def __init__(self, keeper: Keeper) -> None:
        """Begin with a run that is due at once."""
        self._keeper = keeper
        self.result = Result(utc_now())
        self._clocks = Clocks.read()

    def turn(self) -> None:
        """Run the keeper if it is time to."""
        # read before a run: if the clock is set while one is under way, its times mean nothing either
        clocks = Clocks.read()
        if not self._due(clocks) and not self._lost():
            return
        try:
            self.result = self._run()
        except Busy:
            return
        self._clocks = clocks

    def _due(self, clocks: Clocks) -> bool:
        # a clock that is set again and again must not make us ask again and again
        min_seconds = self._keeper.settings.limits.backoff_seconds[0]
        return is_over(self.result.next_run, self._clocks, clocks, min_seconds=min_seconds)

    def _lost(self) -> bool:
        """Return whether what was well is installed no longer; a fault that is known waits for its time."""
        return not self.result.fault and self._keeper.installed() is None

    def _run(self) -> Result:
        """Run the keeper once; an unexpected failure is reported, and tried again later."""
        try:
            result = self._keeper.run()
        except Busy:
            raise
        except Exception as fault:  # noqa: BLE001  whatever it is, the next run may succeed; this one is told
            log.exception("the run failed")
            return Result(self._keeper.soon(), f"the run failed: {fault!r}; see the log")
        log.info("looked", extra={"next_run": f"{result.next_run:%FT%TZ}", "said": result.said})
        return result
