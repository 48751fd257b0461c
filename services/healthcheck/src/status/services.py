"""Rows of the services: the project's containers and what they use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gates.containers import SERVICES, Container
from gates.facts import Fact
from service.durations import duration


@dataclass(frozen=True)
class Row:
    """A service: its state, how long it has run, and what it uses."""

    service: str
    condition: str
    up: str = ""
    memory: str = ""
    cpu: str = ""

    @property
    def well(self) -> bool:
        """Whether the service is healthy."""
        return self.condition == "healthy"


def rows(containers: Mapping[str, Container], usage: Fact, now: datetime) -> list[Row]:
    """Return a row for each service; one without a container has a row too, and so has one that an operator added."""
    used = {use["ID"]: use for use in map(json.loads, usage.output.splitlines())}
    return [_row(service, containers.get(service), used, now) for service in dict.fromkeys([*SERVICES, *containers])]


def _row(service: str, container: Container | None, used: Mapping[str, Mapping[str, str]], now: datetime) -> Row:
    if container is None:
        return Row(service, "no container")
    if container.state != "running":
        return Row(service, container.condition)
    use = used.get(container.identity, {})
    memory = use.get("MemUsage", "").replace(" / ", " of ")
    up = duration((now - container.started).total_seconds())
    return Row(service, container.condition, up, memory, use.get("CPUPerc", ""))
