"""A row for each service."""

import json
from dataclasses import replace

import pytest

from gates.containers import SERVICES
from gates.facts import Fact
from status.services import Row, rows
from tests.support.gates import CONTAINER, NOW

USAGE = Fact(json.dumps({"ID": "0123", "MemUsage": "12.0MiB / 384MiB", "CPUPerc": "0.25%"}) + "\n")


def test_shows_what_a_running_service_uses() -> None:
    row = next(row for row in rows({"nginx": CONTAINER}, USAGE, NOW) if row.service == "nginx")
    assert row == Row("nginx", "healthy", "2 d", "12.0MiB of 384MiB", "0.25%")
    assert row.well


def test_shows_services_without_a_container_too_and_ones_that_nobody_knows() -> None:
    found = rows({"nginx": CONTAINER, "extra": CONTAINER}, Fact(status=1), NOW)
    assert [row.service for row in found] == [*SERVICES, "extra"]
    assert found[0] == Row("ocr", "no container")


@pytest.mark.parametrize(("state", "shown"), [("exited", "exited"), ("paused", "paused"), ("restarting", "restarting")])
def test_shows_only_the_state_of_what_does_not_run(state: str, shown: str) -> None:
    found = rows({"ocr": replace(CONTAINER, service="ocr", state=state)}, USAGE, NOW)
    assert found[0] == Row("ocr", shown)
    assert not found[0].well
