"""Last round, open incidents and last messages, from what the health sidecar keeps."""

from datetime import UTC, datetime
from pathlib import Path

from healthcheck.alerts.message import Message
from healthcheck.alerts.record import Record, load
from service.durations import duration
from status.line import Line

LAST_MESSAGES = 4


def incidents(state: Path, now: datetime) -> list[Line]:
    """Read the file that the sidecar writes after each round; without one, or with one that is broken, say so."""
    if not state.exists():
        return [Line("checks", "none made yet: does healthcheck run?", well=False)]
    try:
        record = load(state)
    except (OSError, ValueError) as fault:
        return [Line("checks", str(fault), well=False)]
    return [_round(record, now), _open(record, now), *_messages(record.messages)]


def _round(record: Record, now: datetime) -> Line:
    bad = [f"{name} {result.figure}" for name, result in record.results.items() if not result.ok]
    when = f"{duration(now.timestamp() - record.at)} ago"
    if bad:
        return Line("checks", f"{when}: {'; '.join(bad)}", well=False)
    return Line("checks", f"{len(record.results)} well, {when}")


def _open(record: Record, now: datetime) -> Line:
    found = [
        f"{', '.join(incident.checks or incident.recovered)} for {duration(now.timestamp() - incident.since)}"
        for incident in record.state.incidents
    ]
    waiting = sum(not message.settled for message in record.messages)
    unsent = f"; messages not accepted yet: {waiting}" if waiting else ""
    return Line("incidents", ("; ".join(found) or "none open") + unsent, well=not found and not waiting)


def _messages(messages: tuple[Message, ...]) -> list[Line]:
    last = messages[: -LAST_MESSAGES - 1 : -1]
    return [
        Line("" if number else "alerts", f"{_moment(message.at):%Y-%m-%d %H:%M} {message.subject}")
        for number, message in enumerate(last)
    ] or [Line("alerts", "none yet")]


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
