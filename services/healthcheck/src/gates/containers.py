"""The project's containers, from what `docker inspect` prints."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gates.facts import Fact

# As compose.yaml has them; an operator may have added others.
SERVICES = ("ocr", "nginx", "certbot", "fail2ban", "healthcheck")


@dataclass(frozen=True)
class Container:
    """A container of the project; `health` is empty where it has no health check."""

    service: str
    identity: str
    state: str
    health: str
    started: datetime
    environment: Mapping[str, str]
    # a container's port such as 8100/tcp: the port of the host that leads to it
    host_ports: Mapping[str, int]
    log_driver: str
    log_options: Mapping[str, str]

    @property
    def healthy(self) -> bool:
        """Whether the container runs and its health check succeeds."""
        return self.state == "running" and self.health == "healthy"

    @property
    def condition(self) -> str:
        """The result of the health check while the container runs, else its state."""
        return self.health or self.state if self.state == "running" else self.state


def read_containers(fact: Fact) -> dict[str, Container]:
    """Read the project's containers, by service."""
    found = [_container(content) for content in json.loads(fact.output or "[]")]
    return {container.service: container for container in found}


def _container(content: dict[str, Any]) -> Container:
    config, host, state = content["Config"], content["HostConfig"], content["State"]
    return Container(
        service=config["Labels"]["com.docker.compose.service"],
        identity=content["Id"],
        state=state["Status"],
        health=(state.get("Health") or {}).get("Status", ""),
        started=_moment(state["StartedAt"]),
        environment=dict(variable.split("=", 1) for variable in config["Env"] or [] if "=" in variable),
        host_ports={
            port: int(bindings[0]["HostPort"])
            for port, bindings in (host["PortBindings"] or {}).items()
            if bindings and bindings[0]["HostPort"]
        },
        log_driver=host["LogConfig"]["Type"],
        log_options=host["LogConfig"]["Config"] or {},
    )


def _moment(text: str) -> datetime:
    # Docker writes nanoseconds, which Python does not read
    return datetime.fromisoformat(text.split(".", maxsplit=1)[0].removesuffix("Z")).replace(tzinfo=UTC)
