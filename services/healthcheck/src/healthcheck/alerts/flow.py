"""Flow of a round's results: messages are written, kept and sent, and what happened is returned for the log."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from healthcheck.alerts.advice import ADVICE
from healthcheck.alerts.channels import NO_CHANNEL, Channel, channels
from healthcheck.alerts.incident import Event, Rules, advance, moved
from healthcheck.alerts.message import Message, compose
from healthcheck.alerts.outbox import bounded, empty
from healthcheck.alerts.record import Record, load, save
from healthcheck.alerts.sender import deliver
from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from service.clock import Clocks

NOBODY = f"{NO_CHANNEL}, then make up, then make alert-test"


class Alerts:
    """Alerts across rounds, including those that could not be written to the disk."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._channels = channels(settings.alerts)
        self._rules = Rules(settings.alerts.after, settings.alerts.reminder_seconds, ADVICE)
        self._record = Record()
        self._clocks = Clocks.read()

    def begin(self) -> list[CheckResult]:
        """Restore the state from before a restart."""
        said = [] if self._channels else [CheckResult(ok=False, figure=NOBODY)]
        try:
            self._record = load(self._settings.state)
        except (OSError, ValueError) as fault:
            said.append(CheckResult(ok=False, figure=f"the state from before is lost: {fault}"))
        return said

    def after(self, results: Mapping[str, CheckResult]) -> list[CheckResult]:
        """Process the results of a round: update the incidents, keep and send the messages; return what to log about both."""
        before, self._clocks = self._clocks, Clocks.read()
        now = self._clocks.wall
        state = moved(self._record.state, self._clocks.set_since(before))
        state, events = advance(state, results, now, self._rules)
        written = tuple(compose(event, self._settings.domain, now, ADVICE) for event in events)
        said = [_said(event, message) for event, message in zip(events, written, strict=True)]
        # before it is sent: who dies on the way sends it again, and does not forget it
        said += self._keep(Record(now, results, state, bounded((*self._record.messages, *written))))
        return said + self._send()

    @property
    def failing(self) -> frozenset[str]:
        """Return the checks of the open incidents."""
        return frozenset(check for incident in self._record.state.incidents for check in incident.checks)

    @property
    def in_trouble(self) -> bool:
        """Return whether an incident is open."""
        return bool(self._record.state.incidents)

    def _send(self) -> list[CheckResult]:
        before = self._record.messages
        if all(message.settled for message in before):
            return []
        after, faults = empty(before, self._channels, self._deliver)
        said = [
            CheckResult(ok=True, figure=f"{channel} has accepted: {new.subject}")
            for old, new in zip(before, after, strict=True)
            for channel in new.told
            if channel not in old.told
        ]
        waiting = sum(not message.settled for message in after)
        said += [CheckResult(ok=False, figure=f"{fault}; {waiting} waiting") for fault in faults]
        return said + self._keep(replace(self._record, messages=bounded(after)))

    def _deliver(self, channel: Channel, messages: Sequence[Message]) -> list[str]:
        return deliver(channel, messages, self._settings.alerts.ca_file)

    def _keep(self, record: Record) -> list[CheckResult]:
        self._record = record
        try:
            save(record, self._settings.state)
        except OSError as fault:
            # a full disk is what the next message may be about
            return [CheckResult(ok=False, figure=f"not saved: {fault}")]
        return []


def _said(event: Event, message: Message) -> CheckResult:
    return CheckResult(ok=event.kind == "ended", figure=f"{event.kind}: {message.subject}")
