"""Incidents from results: pure functions that decide when one begins, continues and ends.

Trouble begins when a check has failed several times in a row. All that fails then is one incident, and so is what follows
from it later. A check leaves the incident when it was well several times in a row, so flapping goes on being the
same incident; when the last check has left, the incident has ended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from healthcheck.alerts.advice import Advice
from healthcheck.result import CheckResult

# Bans come in waves: an event is over after this many rounds without another, an hour at the default pace.
QUIET_ROUNDS = 12
UNKNOWN = Advice("see the log", "make logs SERVICE=healthcheck")


@dataclass(frozen=True)
class Trouble:
    """A check that fails, or did lately; either `failures` or `well` counts its results in a row."""

    since: float
    figure: str
    failures: int = 1
    well: int = 0
    well_since: float | None = None


@dataclass(frozen=True)
class Incident:
    """Checks that failed together: those that still do, and those that have recovered. Times in Unix seconds."""

    since: float
    told_at: float
    checks: tuple[str, ...]
    recovered: tuple[str, ...] = ()
    recovered_at: float = 0


@dataclass(frozen=True)
class State:
    """State that is kept from one round to the next."""

    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True)
class Event:
    """News for the operator: an incident has been `opened`, continues (`reminder`), or has `ended`."""

    kind: str
    incident: Incident
    troubles: Mapping[str, Trouble]


@dataclass(frozen=True)
class Rules:
    """Rules: results in a row that begin and end trouble, seconds between reminders, and the advice on each check."""

    after: int
    reminder_seconds: float
    advice: Mapping[str, Advice]

    def begins(self, name: str, trouble: Trouble) -> bool:
        return trouble.failures >= (1 if self._of(name).event else self.after)

    def is_over(self, name: str, trouble: Trouble) -> bool:
        return trouble.well >= (max(QUIET_ROUNDS, self.after) if self._of(name).event else self.after)

    def explains(self, incident: Incident, name: str) -> bool:
        return any(cause in incident.checks for cause in self._of(name).follows)

    def _of(self, name: str) -> Advice:
        return self.advice.get(name, UNKNOWN)


def advance(state: State, results: Mapping[str, CheckResult], now: float, rules: Rules) -> tuple[State, list[Event]]:
    """Advance by one round: return the new state, and the events for the operator."""
    state = _brought_back(state, now)
    troubles = dict(_troubles(state, results, now))
    told = {name for incident in state.incidents for name in incident.checks}
    suspects = [name for name, trouble in troubles.items() if name not in told and trouble.failures]
    begun = [name for name in suspects if rules.begins(name, troubles[name])]
    incidents, events = [], []
    for before in state.incidents:
        explained = [name for name in suspects if rules.explains(before, name)]
        joining = tuple(name for name in explained if name in begun)
        suspects, begun = ([name for name in names if name not in explained] for names in (suspects, begun))
        incident = _settled(replace(before, checks=before.checks + joining), troubles, rules)
        if not incident.checks:
            events.append(Event("ended", incident, {}))
            continue
        if now - incident.told_at >= rules.reminder_seconds:
            incident = replace(incident, told_at=now)
            events.append(Event("reminder", incident, troubles))
        incidents.append(incident)
    if begun:
        incident = Incident(min(troubles[name].since for name in suspects), now, tuple(suspects))
        events.append(Event("opened", incident, troubles))
        incidents.append(incident)
    told = {name for incident in incidents for name in incident.checks}
    kept = {name: trouble for name, trouble in troubles.items() if name in told or trouble.failures}
    return State(kept, tuple(incidents)), events


def moved(state: State, seconds: float) -> State:
    """Return the state with all times moved by the seconds that the clock was set by, which keeps all durations."""
    if not seconds:
        return state
    troubles = {
        name: replace(
            trouble,
            since=trouble.since + seconds,
            well_since=None if trouble.well_since is None else trouble.well_since + seconds,
        )
        for name, trouble in state.troubles.items()
    }
    incidents = (
        replace(
            incident,
            since=incident.since + seconds,
            told_at=incident.told_at + seconds,
            recovered_at=incident.recovered_at and incident.recovered_at + seconds,
        )
        for incident in state.incidents
    )
    return State(troubles, tuple(incidents))


def _brought_back(state: State, now: float) -> State:
    """Date what is yet to come to now: the clock was ahead, and reminders must not wait for its time."""
    troubles = {
        name: replace(
            trouble, since=min(trouble.since, now), well_since=trouble.well_since and min(trouble.well_since, now)
        )
        for name, trouble in state.troubles.items()
    }
    incidents = (
        replace(
            incident,
            since=min(incident.since, now),
            told_at=min(incident.told_at, now),
            recovered_at=min(incident.recovered_at, now),
        )
        for incident in state.incidents
    )
    return State(troubles, tuple(incidents))


def _troubles(state: State, results: Mapping[str, CheckResult], now: float) -> Iterator[tuple[str, Trouble]]:
    for name, result in results.items():
        before = state.troubles.get(name)
        if result.ok and before:
            begun = before.well_since if before.well else now
            yield name, replace(before, failures=0, well=before.well + 1, well_since=begun)
        elif not result.ok and before:
            failures = before.failures + 1
            yield name, replace(before, figure=result.figure, failures=failures, well=0, well_since=None)
        elif not result.ok:
            yield name, Trouble(now, result.figure)


def _settled(incident: Incident, troubles: Mapping[str, Trouble], rules: Rules) -> Incident:
    """Move the checks that have recovered, or are no longer made, to `recovered`."""
    for name in incident.checks:
        trouble = troubles.get(name)
        if trouble is None or rules.is_over(name, trouble):
            rest = tuple(check for check in incident.checks if check != name)
            at = max(incident.recovered_at, (trouble and trouble.well_since) or incident.since)
            incident = replace(incident, checks=rest, recovered=(*incident.recovered, name), recovered_at=at)
    return incident
