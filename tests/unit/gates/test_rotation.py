"""Logs that are rotated, and logs that are not."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gates.facts import Fact, Facts
from gates.rotation import age_fault, configuration_fault, docker_fault, health_log_fault, last_rotation, loop_fault
from healthcheck.log import FILE_BYTES, FILES_KEPT
from tests.support.gates import CONTAINER, NOW

CONFIGURATION = Path(__file__).parents[3] / "services" / "nginx" / "logrotate.conf"
STATE = Fact('logrotate state -- version 2\n"/var/log/nginx/ocr.access.log" 2026-11-20-12:5:0\n')


def facts(configuration: str, *, parses: Fact | None = None) -> Facts:
    return Facts({"rotation_configuration": Fact(configuration), "rotation_parses": parses or Fact()})


def test_finds_no_fault_with_the_configuration_of_the_edge() -> None:
    assert configuration_fault(facts(CONFIGURATION.read_text())) == ""


@pytest.mark.parametrize("directive", ["weekly", "rotate 8", "compress", "delaycompress"])
def test_misses_each_directive(directive: str) -> None:
    lines = [line for line in CONFIGURATION.read_text().splitlines() if line.strip() != directive]
    assert configuration_fault(facts("\n".join(lines))) == f"logrotate.conf lacks {directive}"


def test_says_so_when_logrotate_refuses_its_configuration() -> None:
    refused = Fact(errors="reading\nerror: lines must begin with a keyword\n", status=1)
    fault = configuration_fault(facts(CONFIGURATION.read_text(), parses=refused))
    assert fault == "logrotate refuses its configuration: error: lines must begin with a keyword"


@pytest.mark.parametrize(
    ("loop", "fault"),
    [
        (Fact(f"S {NOW.timestamp() - 30:.0f}\n"), ""),
        (Fact(status=1), "the rotation loop does not run"),
        (Fact(f"T {NOW.timestamp() - 30:.0f}\n"), "the rotation loop is stopped (state T)"),
        (Fact(f"S {NOW.timestamp() - 600:.0f}\n"), "logrotate last looked 10 min ago"),
        # by a clock that was ahead
        (Fact(f"S {NOW.timestamp() + 600:.0f}\n"), "logrotate last looked 2 d ago"),
    ],
)
def test_the_loop_must_run_and_look(loop: Fact, fault: str) -> None:
    assert loop_fault(loop, CONTAINER, NOW) == fault


@pytest.mark.parametrize("minutes", [1, 60, 1440, 500000])
def test_the_loop_of_a_container_that_was_started_by_a_clock_ahead_runs(minutes: int) -> None:
    ahead = replace(CONTAINER, started=NOW + timedelta(minutes=minutes))
    assert loop_fault(Fact(f"S {NOW.timestamp() - 30:.0f}\n"), ahead, NOW) == ""
    assert loop_fault(Fact(f"S {NOW.timestamp() - 600:.0f}\n"), ahead, NOW) == "logrotate last looked 10 min ago"


def test_a_loop_that_has_just_begun_need_not_have_looked_yet() -> None:
    just_started = replace(CONTAINER, started=NOW - timedelta(seconds=30))
    assert loop_fault(Fact("S 0\n"), just_started, NOW) == ""
    assert loop_fault(Fact("S 0\n"), CONTAINER, NOW) == "logrotate last looked 2 d ago"


def test_a_log_may_be_eight_days_old() -> None:
    assert last_rotation(STATE) == NOW - timedelta(days=2) + timedelta(minutes=5)
    assert age_fault(STATE, NOW + timedelta(days=6)) == ""
    assert age_fault(STATE, NOW + timedelta(days=7)) == "the last rotation was 8 d 23 h ago"
    assert age_fault(Fact(status=1), NOW) == ""


def test_the_health_log_keeps_its_limits(tmp_path: Path) -> None:
    log = tmp_path / "ocr-health-check.log"
    assert health_log_fault(log) == ""
    for number in range(1, FILES_KEPT + 1):
        log.with_name(f"{log.name}.{number}").write_bytes(b"x" * 10)
    log.write_bytes(b"x" * FILE_BYTES)
    assert health_log_fault(log) == ""
    log.write_bytes(b"x" * (FILE_BYTES + 1))
    assert health_log_fault(log) == f"the health log has 5 files, the largest of {FILE_BYTES + 1} bytes"
    log.write_bytes(b"")
    log.with_name(f"{log.name}.9").touch()
    assert "6 files" in health_log_fault(log)


def test_docker_must_keep_the_output_of_no_service_without_limit() -> None:
    unlimited = replace(CONTAINER, service="ocr", log_options={})
    assert docker_fault([CONTAINER]) == ""
    assert docker_fault([CONTAINER, unlimited]) == "Docker keeps the output of ocr without limit"
    assert docker_fault([replace(unlimited, log_driver="local")]) == ""
    assert docker_fault([replace(unlimited, service="added by an operator")]) == ""
