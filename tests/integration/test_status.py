"""The screen of `make status` while all is well, while one service is down, and while everything is."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.appliance import Appliance, wait_until
from tests.support.edge.stack import ROOT

LINES, COLUMNS = 24, 100
SERVICES = ["ocr", "nginx", "certbot", "fail2ban", "healthcheck"]


@pytest.fixture(scope="session")
def environment(docker_compose_command: str, docker_compose_project_name: str) -> dict[str, str]:
    """Let the script find the project of the tests."""
    settings = docker_compose_command.rsplit(maxsplit=1)[-1]
    return {**os.environ, "COMPOSE_PROJECT_NAME": docker_compose_project_name, "COMPOSE_ENV_FILES": settings}


def show(environment: dict[str, str], **changed: str) -> list[str]:
    done = subprocess.run(
        [ROOT / "host/bin/status.sh"], env={**environment, **changed}, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= COLUMNS
    return lines


def line(lines: list[str], title: str) -> str:
    """Return the line with this title, without its mark."""
    return next(line[2:] for line in lines if line[2:].startswith(f"{title} "))


@contextmanager
def stopped(appliance: Appliance, *services: str) -> Iterator[None]:
    appliance.run(f"stop --timeout 5 {' '.join(services)}")
    try:
        yield
    finally:
        appliance.run(f"up --detach --no-build --wait --wait-timeout 360 {' '.join(services)}")


def test_shows_services_and_how_they_fare_on_one_screen(appliance: Appliance, environment: dict[str, str]) -> None:
    sample = (ROOT / "services/healthcheck/sample-receipt.jpg").read_bytes()
    assert appliance.read(sample, direct=False).status == 200
    # the first round waits for the other services
    wait_until(lambda: "state.json" in appliance.inside("healthcheck", "ls", "/var/lib/healthcheck"), seconds=240)
    shown = show(environment)
    for service in SERVICES:
        assert re.fullmatch(
            rf"{service} +healthy +\d+ (?:min|s)(?: \d+ s)? +[\d.]+MiB of \S+ +[\d.]+%", line(shown, service)
        )
    assert re.fullmatch(r"ready +edge \d\.\d+s, direct \d\.\d+s", line(shown, "ready"))
    assert re.search(r"localhost, issuer Receipt OCR, self-signed, 39\d\.\d days left", line(shown, "certificate"))
    # other tests have filled the queue of this appliance on purpose: some requests got 503
    assert re.search(
        r" [1-9]\d* requests, \d+\.\d % failed \(5xx\), \d+ refused \(429\), p95 \d", line(shown, "last hour")
    )
    assert re.search(r"\d+ MB", line(shown, "ocr memory"))
    assert re.search(r"\d+% full", line(shown, "disk"))
    assert line(shown, "bans").endswith("nobody is banned")
    assert re.fullmatch(r"access +open to the world: .*", line(shown, "access"))
    assert line(shown, "incidents").endswith("none open")


def test_is_coloured_on_a_terminal_unless_it_is_asked_not_to_and_plain_in_a_pipe(
    appliance: Appliance, environment: dict[str, str]
) -> None:
    assert "\033" not in "\n".join(show(environment))
    on_a_terminal = ["script", "--quiet", "--command", "host/bin/status.sh", "/dev/null"]
    printed = subprocess.run(
        on_a_terminal, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert printed.count("\033[32mhealthy") == len(SERVICES)
    unpainted = subprocess.run(
        on_a_terminal, cwd=ROOT, env={**environment, "NO_COLOR": "1"}, capture_output=True, text=True, check=True
    ).stdout
    assert "\033[" not in unpainted


def test_names_a_ban(appliance: Appliance, environment: dict[str, str]) -> None:
    appliance.inside("fail2ban", "ban", "203.0.113.7")
    try:
        assert line(show(environment), "bans").endswith("1 in force: 203.0.113.7")
    finally:
        appliance.inside("fail2ban", "unban", "203.0.113.7")


def test_shows_what_is_down_and_what_that_takes_along(appliance: Appliance, environment: dict[str, str]) -> None:
    with stopped(appliance, "ocr"):
        shown = show(environment)
    assert line(shown, "ocr").split() == ["ocr", "exited"]
    assert "healthy" in line(shown, "nginx")
    assert re.search(r"edge status 50\d, direct no answer", line(shown, "ready"))
    assert "days left" in line(shown, "certificate")
    assert "unknown" in line(shown, "ocr memory")


def test_does_not_need_the_sidecar(appliance: Appliance, environment: dict[str, str]) -> None:
    with stopped(appliance, "healthcheck"):
        shown = show(environment)
    assert line(shown, "healthcheck").split() == ["healthcheck", "exited"]
    assert re.fullmatch(r"ready +edge \d\.\d+s, direct \d\.\d+s", line(shown, "ready"))


def test_shows_that_all_are_stopped(appliance: Appliance, environment: dict[str, str]) -> None:
    with stopped(appliance, *SERVICES):
        shown = show(environment)
    assert [line(shown, service).split()[1] for service in SERVICES] == ["exited"] * len(SERVICES)
    assert "no answer" in line(shown, "ready")
    assert "% full" in line(shown, "disk")


def test_says_how_to_start_when_there_is_nothing(environment: dict[str, str]) -> None:
    assert show(environment, COMPOSE_PROJECT_NAME="nobody") == ["The appliance is not running. Start it: make up"]


def test_still_shows_the_services_without_the_image_that_looks(
    appliance: Appliance, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    override = tmp_path_factory.mktemp("override") / "compose.yaml"
    override.write_text("services: {healthcheck: {image: receipt-ocr-test/nowhere}}\n")
    shown = show(environment, COMPOSE_FILE=f"{ROOT / 'compose.yaml'}:{override}")
    assert [words[0] for words in map(str.split, shown[1:])] == sorted(SERVICES)
