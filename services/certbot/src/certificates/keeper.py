"""Keeper of the installed certificate: the order of the steps, and what is reported when one fails."""

import datetime
import fcntl
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from certificates import pair as pairs
from certificates import preflight
from certificates.clock import utc_now
from certificates.ledger import Ledger, Refusal
from certificates.logs import log
from certificates.order import Certbot, Outcome
from certificates.pair import Pair, PairBroken
from certificates.settings import LETS_ENCRYPT, LETS_ENCRYPT_STAGING, Settings
from certificates.store import Store


class Busy(Exception):
    """Error of a run that finds another one at work."""


@dataclass(frozen=True)
class Result:
    """The result of a run: what is wrong, if anything; when to look again; and a word for the operator."""

    next_run: datetime.datetime
    fault: str = ""
    said: str = ""


class Keeper:
    """Keeper of the certificate: one run at a time looks at what is installed and does what is missing."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is touched yet."""
        self.settings = settings
        self.store = Store(settings.served)
        self.certbot = Certbot(settings)

    def ledger(self) -> Ledger:
        """Read the ledger again: `cert-renew` writes it too."""
        return Ledger.load(self.settings.state / "ledger.json")

    def installed(self) -> Pair | None:
        """Return the pair that nginx is to serve, if it is good for these settings."""
        try:
            installed = pairs.read(self.store.current)
            pairs.check(installed, self.settings.names, utc_now())
        except PairBroken:
            return None
        return installed if self.store.origin() == self.settings.directory else None

    @property
    def rehearsal(self) -> str:
        """The directory that certbot takes for a dry run."""
        return LETS_ENCRYPT_STAGING if self.settings.directory == LETS_ENCRYPT else self.settings.directory

    def refusal(self, directory: str = "") -> Refusal | None:
        """Return why the authority may not be asked now."""
        settings = self.settings
        return self.ledger().refusal(directory or settings.directory, settings.names, utc_now(), limits=settings.limits)

    def run(self) -> Result:
        """Install what is there, and ask the authority only if it is time, allowed, and likely to succeed."""
        with self.alone():
            try:
                installed = self._adopt()
            except OSError as fault:
                return Result(self.soon(), f"the disk refuses the certificate: {fault}")
            if faults := self._times_to_come():
                return Result(self.soon(), "; ".join(faults))
            if installed and (next_run := self._next_check(installed)) > utc_now():
                return Result(next_run)
            return self._renew(installed)

    def renew(self, *, force: bool = False) -> Result:
        """Ask the authority now, within the limits, and install what it issues."""
        with self.alone():
            if faults := self._times_to_come():
                return Result(self.soon(), "; ".join(faults), "not asked: " + "; ".join(faults))
            return self._renew(self.installed(), force=force)

    def try_out(self) -> Outcome:
        """Rehearse an order with certbot; Let's Encrypt has its staging authority for it."""
        with self.alone():
            if faults := self._times_to_come():
                return Outcome("failed", "; ".join(faults))
            if refusal := self.refusal(self.rehearsal):
                return Outcome("failed", f"not asked: {refusal.reason}; again after {refusal.until:%Y-%m-%d %H:%M} UTC")
            if faults := preflight.faults(self.settings):
                return Outcome("failed", "; ".join(faults))
            ledger = self.ledger()
            ledger.start(self.rehearsal, self.settings.names, utc_now())
            outcome = self.certbot.order(dry_run=True)
            ledger.finish("failed" if outcome.result == "failed" else "tested", outcome.detail)
            return outcome

    def _times_to_come(self) -> list[str]:
        """Correct a ledger with times that are yet to come: a clock was wrong then, or it is now, which is returned."""
        if not self.ledger().is_ahead_of(utc_now()):
            return []
        faults = preflight.authority(self.settings)
        if not faults:
            self.ledger().bring_back_to(utc_now())
        return faults

    def _renew(self, installed: Pair | None, *, force: bool = False) -> Result:
        if refusal := self.refusal():
            # no harm is done while the certificate is young
            fault = "" if installed and installed.due > utc_now() else self._last_failure() or refusal.reason
            return Result(
                refusal.until, fault, f"not asked: {refusal.reason}; again after {refusal.until:%F %H:%M} UTC"
            )
        if faults := preflight.faults(self.settings):
            return Result(self.soon(), "; ".join(faults), "not asked: " + "; ".join(faults))
        self._drop_broken_lineage()
        if installed and not force and not self.certbot.lineage.exists() and installed.due > utc_now():
            # certbot has forgotten a certificate that is still good; it would order another
            return Result(min(installed.due, utc_now() + datetime.timedelta(seconds=self.settings.check_seconds)))
        outcome = self._order(force=force)
        if outcome.result == "failed":
            refusal = self.refusal()
            return Result(refusal.until if refusal else self.soon(), outcome.detail, f"failed: {outcome.detail}")
        try:
            installed = self._adopt()
        except OSError as fault:
            return Result(self.soon(), f"the disk refuses the certificate: {fault}")
        if not installed:
            fault_said = "certbot's certificate cannot be served; see its log"
            return Result(self.soon(), fault_said, fault_said)
        return Result(self._next_check(installed), "", outcome.result)

    def _adopt(self) -> Pair | None:
        """Install what certbot has, if it is good and newer; return what is installed then. OSError: disk."""
        installed = self.installed()
        if not self.certbot.lineage.exists():
            return installed
        try:
            got = pairs.read(self.certbot.lineage)
            pairs.check(got, self.settings.names, utc_now())
        except PairBroken as fault:
            log.error("certbot's certificate is not installed", extra={"reason": str(fault)})
            return installed
        if installed and installed.leaf.not_valid_before_utc >= got.leaf.not_valid_before_utc:
            return installed
        folder = self.store.install(got, self.settings.directory)
        log.info("certificate installed", extra={"folder": folder.name, "serial": got.serial})
        return pairs.read(folder)

    def _order(self, *, force: bool) -> Outcome:
        ledger = self.ledger()
        ledger.start(self.settings.directory, self.settings.names, utc_now())
        outcome = self.certbot.order(force=force)
        if outcome.result == "issued" and (fault := self._lineage_fault()):
            outcome = Outcome("failed", fault)
        ledger.finish({"kept": "none"}.get(outcome.result, outcome.result), outcome.detail)
        ledger.checked_at = utc_now().timestamp()
        ledger.save()
        level = log.error if outcome.result == "failed" else log.info
        level("asked the authority", extra={"result": outcome.result, "detail": outcome.detail})
        return outcome

    def _lineage_fault(self) -> str:
        """Return what makes certbot's own pair useless whatever the time and the settings."""
        try:
            got = pairs.read(self.certbot.lineage)
            pairs.check(got, (), got.leaf.not_valid_before_utc)
        except PairBroken as fault:
            return f"certbot's certificate cannot be served: {fault}"
        return ""

    def _drop_broken_lineage(self) -> None:
        """Set aside certbot's pair if it is useless: certbot can't renew what it can't read, and keeps what does not match."""
        if self.certbot.lineage.exists() and (fault := self._lineage_fault()):
            log.error("certbot's certificate is set aside", extra={"reason": fault})
            self.certbot.forget_lineage()

    def _next_check(self, installed: Pair) -> datetime.datetime:
        # a tenth of a short life, and never all appliances at the same second
        pause = min(self.settings.check_seconds, installed.lifetime.total_seconds() / 10)
        checked = datetime.datetime.fromtimestamp(self.ledger().checked_at, datetime.UTC)
        begun = max(checked, installed.leaf.not_valid_before_utc)
        jitter = random.Random(f"{installed.serial}{begun}").uniform(0.9, 1.0)  # noqa: S311
        return begun + datetime.timedelta(seconds=pause * jitter)

    def soon(self) -> datetime.datetime:
        """Return when to retry a step that sends no request to the authority."""
        return utc_now() + datetime.timedelta(seconds=self.settings.limits.backoff_seconds[0])

    def _last_failure(self) -> str:
        failures = self.ledger().failures(self.settings.directory, self.settings.names)
        return (failures[-1].detail or "an attempt was cut short") if failures else ""

    def busy(self) -> bool:
        """Return whether a run is at work now."""
        try:
            with self.alone():
                return False
        except Busy:
            return True

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock of the state volume; raise Busy when another run has it."""
        # not to be written to: it is there on a disk that is read-only, too
        lock = os.open(self.settings.state / "lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise Busy("another run is at work; try again in a minute") from fault
            yield
        finally:
            os.close(lock)
