"""Rows of the services: the project's containers and what they use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gates.containers import SERVICES, Container
from gates.facts import Fact


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
        """Whether nothing is to be said about it."""
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
    return Row(service, container.condition, duration(now - container.started), memory, use.get("CPUPerc", ""))


def duration(time: timedelta) -> str:
    """Write a duration with its two largest units."""
    minutes, seconds = divmod(max(0, int(time.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"
