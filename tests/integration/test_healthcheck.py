"""The health sidecar beside a real edge: what it writes while the appliance is well, and while it is not."""

import re
import time
from collections.abc import Iterator

import pytest

import healthcheck.checks
from tests.support.hosts import droplet, namespace
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.attack import flood, wait_until

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

LOG = "/var/log/ocr-health-check.log"
INTERVAL_SECONDS = 5
CHECKS = tuple(healthcheck.checks.CHECKS)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Appliance]:
    with (
        droplet.droplet(tmp_path_factory.mktemp("droplet")) as switched_on,
        appliance(
            switched_on,
            "nginx",
            "fail2ban",
            "healthcheck",
            HEALTH_INTERVAL_SECONDS=str(INTERVAL_SECONDS),
            HEALTH_TIMEOUT_SECONDS="2",
        ) as running,
    ):
        yield running


def wait_for_round(watched: Appliance, **states: str) -> None:
    """Wait until a round finds these checks in the state given."""
    end = time.monotonic() + 36 * INTERVAL_SECONDS
    while not states.items() <= last_round(watched).items():
        assert time.monotonic() < end, f"the last round found {last_round(watched)}"
        time.sleep(0.5)


def last_round(watched: Appliance) -> dict[str, str]:
    lines = [line.split() for line in read_log(watched)]
    return {check: state for _, state, check, *_ in [line for line in lines if line[2] in CHECKS][-len(CHECKS) :]}


def read_log(watched: Appliance) -> list[str]:
    return watched.compose("exec", "-T", "healthcheck", "cat", LOG).splitlines()


def health(watched: Appliance) -> str:
    return watched.docker("inspect", "--format", "{{.State.Health.Status}}", "receipt-ocr-healthcheck-1").strip()


def test_writes_a_line_a_check_with_time_state_and_figure(watched: Appliance) -> None:
    wait_for_round(watched, **dict.fromkeys(CHECKS, "ok"))
    lines = read_log(watched)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00 (ok|FAIL) [a-z0-9_]+ \S.*", line) for line in lines)


def test_sees_bad_answers_refusals_and_bans_in_what_an_attack_leaves(watched: Appliance) -> None:
    with namespace.host("attacker", watched.droplet.namespace) as attacker:
        flood(attacker, times=90, answer=502)
        wait_for_round(watched, bad_answers="FAIL", refusals="FAIL")
        wait_until(lambda: attacker.ipv4 in watched.banned(), seconds=60)
        wait_for_round(watched, bans="FAIL")


def test_says_so_when_the_ocr_service_is_stuck_and_when_it_is_back(watched: Appliance) -> None:
    watched.docker("pause", "stub")
    wait_for_round(watched, edge_ready="FAIL", ocr_ready="FAIL")
    watched.docker("unpause", "stub")
    wait_for_round(watched, edge_ready="ok", ocr_ready="ok")


def test_tells_a_stuck_edge_from_a_stuck_service_and_stays_well_itself(watched: Appliance) -> None:
    watched.compose("pause", "nginx")
    wait_for_round(watched, edge_ready="FAIL", ocr_ready="ok")
    assert health(watched) == "healthy"
    watched.compose("unpause", "nginx")


def test_keeps_its_log_over_a_new_container(watched: Appliance) -> None:
    before = read_log(watched)
    watched.compose("up", "--detach", "--no-deps", "--force-recreate", "--wait", "healthcheck")
    assert read_log(watched)[: len(before)] == before


def test_refuses_to_start_with_a_bad_setting_and_names_its_range(watched: Appliance) -> None:
    with pytest.raises(RuntimeError, match="HEALTH_INTERVAL_SECONDS=0: give a whole number from 1 to 86400"):
        watched.compose("run", "--rm", "--no-deps", "--env", "HEALTH_INTERVAL_SECONDS=0", "healthcheck")
