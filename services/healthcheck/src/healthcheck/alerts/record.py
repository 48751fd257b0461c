"""State that is kept across restarts, to and from one JSON file; README.md specifies it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from healthcheck.alerts.incident import Incident, State, Trouble
from healthcheck.alerts.message import Message
from healthcheck.result import CheckResult
from service.atomic_file import write_json

VERSION = 1
Frozen = TypeVar("Frozen")


@dataclass(frozen=True)
class Record:
    """The last round, the incidents, and the messages, oldest first."""

    at: float = 0
    results: Mapping[str, CheckResult] = field(default_factory=dict)
    state: State = field(default_factory=State)
    messages: tuple[Message, ...] = ()


def save(record: Record, path: Path) -> None:
    """Write the file whole or not at all. Raise OSError when the disk refuses."""
    content = {
        "version": VERSION,
        "round": {"at": record.at, "readings": {name: asdict(result) for name, result in record.results.items()}},
        "incidents": [asdict(incident) for incident in record.state.incidents],
        "troubles": {name: asdict(trouble) for name, trouble in record.state.troubles.items()},
        "messages": [asdict(message) for message in record.messages],
    }
    write_json(path, content, durable=True)


def load(path: Path) -> Record:
    """Read the file; an empty record where there is none. Raise ValueError where it can't be understood."""
    if not path.exists():
        return Record()
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Record(
            at=content["round"]["at"],
            results={name: CheckResult(**result) for name, result in content["round"]["readings"].items()},
            state=State(
                {name: Trouble(**trouble) for name, trouble in content["troubles"].items()},
                tuple(_tuples(Incident, incident) for incident in content["incidents"]),
            ),
            messages=tuple(_tuples(Message, message) for message in content["messages"]),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"{path} is not what was written: {fault!r}") from fault


def _tuples(kind: type[Frozen], fields: Mapping[str, Any]) -> Frozen:
    """Return a frozen object with tuples for lists, which are all that JSON knows."""
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()})
