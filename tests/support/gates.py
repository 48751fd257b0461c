"""Input of the gates and the status screen in unit tests: a healthy container, to be changed."""

from datetime import UTC, datetime

from gates.containers import Container

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

CONTAINER = Container(
    service="nginx",
    identity="0123",
    state="running",
    health="healthy",
    started=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    environment={},
    host_ports={"8080/tcp": 80, "8443/tcp": 443},
    log_driver="json-file",
    log_options={"max-size": "10m", "max-file": "3"},
)
