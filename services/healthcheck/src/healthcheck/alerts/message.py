"""Plain-text messages to the operator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from healthcheck.alerts.advice import Advice
from healthcheck.alerts.incident import UNKNOWN, Event, Trouble
from service.durations import duration

# A figure may be the words of an exception, and those are sometimes many.
FIGURE_CHARACTERS = 300


@dataclass(frozen=True)
class Message:
    """A message. `told`: the channels that have accepted it. `settled`: all have, or there is none. `at` in Unix seconds."""

    at: float
    kind: str
    subject: str
    body: str
    told: tuple[str, ...] = ()
    settled: bool = False


def compose(event: Event, site: str, now: float, advice: Mapping[str, Advice]) -> Message:
    """Write what failed, since when, the figure and the command to run next; or that all has recovered."""
    incident = event.incident
    checks = ", ".join(incident.checks)
    recovered = ", ".join(dict.fromkeys(incident.recovered))
    if event.kind == "ended":
        lasted = duration(incident.recovered_at - incident.since)
        lines = [f"Recovered at {moment(incident.recovered_at)}: {recovered}.", f"It lasted {lasted}."]
        return _message(event.kind, f"recovered after {lasted}: {recovered}", lines, site, now)
    lines = [line for name in incident.checks for line in _about(name, event.troubles[name], advice)]
    if incident.recovered:
        lines.append(f"Recovered meanwhile: {recovered}.")
    if event.kind == "reminder":
        return _message(event.kind, f"still FAIL after {duration(now - incident.since)}: {checks}", lines, site, now)
    lines.append("The next message comes when all of this has recovered, or as a reminder.")
    return _message(event.kind, f"FAIL: {checks}", lines, site, now)


def _about(name: str, trouble: Trouble, advice: Mapping[str, Advice]) -> list[str]:
    known = advice.get(name, UNKNOWN)
    return [
        f"{name}: {known.means}",
        f"  figure  {' '.join(trouble.figure.split())[:FIGURE_CHARACTERS]}",
        f"  since   {moment(trouble.since)}",
        f"  next    {known.command}",
        "",
    ]


def _message(kind: str, subject: str, lines: list[str], site: str, now: float) -> Message:
    body = [*lines, "", f"Site {site}, {moment(now)}. What to do: docs/operations.md"]
    return Message(now, kind, f"[receipt-ocr {site}] {subject}", "\n".join(body))


def moment(seconds: float) -> str:
    """Write a time as people read it."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
