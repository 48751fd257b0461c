"""Containers as `docker inspect` tells of them."""

import json
from datetime import UTC, datetime
from typing import Any

from gates.containers import Container, read_containers
from gates.facts import Fact

NGINX: dict[str, Any] = {
    "Id": "abc",
    "State": {"Status": "running", "StartedAt": "2026-11-22T15:27:05.784946709Z", "Health": {"Status": "healthy"}},
    "Config": {"Labels": {"com.docker.compose.service": "nginx"}, "Env": ["A=1=2", "EMPTY="]},
    "HostConfig": {
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m"}},
        "PortBindings": {"8443/tcp": [{"HostIp": "", "HostPort": "443"}], "8080/tcp": None},
    },
}


def read(**state: Any) -> Container:
    content = {**NGINX, "State": {**NGINX["State"], **state}}
    return read_containers(Fact(json.dumps([content])))["nginx"]


def test_reads_what_the_gates_ask_for() -> None:
    assert read() == Container(
        service="nginx",
        identity="abc",
        state="running",
        health="healthy",
        started=datetime(2026, 11, 22, 15, 27, 5, tzinfo=UTC),
        environment={"A": "1=2", "EMPTY": ""},
        host_ports={"8443/tcp": 443},
        log_driver="json-file",
        log_options={"max-size": "10m"},
    )


def test_is_healthy_only_while_it_runs() -> None:
    assert read().healthy
    assert not read(Status="exited").healthy
    assert not read(Health={"Status": "unhealthy"}).healthy


def test_tells_its_health_while_it_runs_and_its_state_otherwise() -> None:
    assert read().condition == "healthy"
    assert read(Health=None).condition == "running"
    assert read(Status="exited").condition == "exited"
    assert read(Status="paused").condition == "paused"


def test_finds_none_where_nothing_was_printed() -> None:
    assert read_containers(Fact()) == {}
