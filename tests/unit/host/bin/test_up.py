"""up.sh: its steps, and what it says when one can't be taken."""

import json
import shutil
import socket
import sys
from pathlib import Path

import pytest

from tests.unit.host.conftest import HOST, Machine

RECEIPT = {
    "merchant": {"value": "SARI-SARI STORE", "text": "SARI-SARI STORE"},
    "date": {"value": "2026-03-14", "text": "03/14/2026"},
    "totals": {"total_amount": None},
    "meta": {"count": 3, "avg_confidence": 0.98, "duration_ms": 640},
}
DOCKER = f"""
case "$*" in
    *version*) echo 2.26.1 ;;
    *"compose build"*) echo "#5 [ocr build 3/6] RUN pip"; echo "#5 0.1 no route to host"; exit ${{BUILD_STATUS:-0}} ;;
    *"ocr.keys pass"*) echo ocr_pass ;;
    *healthcheck.sample*) [ -z "${{SAMPLE:-}}" ] || {{ echo '{json.dumps(RECEIPT)}'; exit; }}; exit 1 ;;
    *"compose exec"*) exec {sys.executable} "${{@: -2}}" ;;
    *DockerRootDir*) echo / ;;
    *ControlAvailable*) echo "${{MANAGER:-false}}" ;;
esac
"""
CURL = f"""
for word in "$@"; do case $word in @*) cat "${{word#@}}" >>"$0.headers" ;; esac; done
while [ "$1" != --output ]; do shift; done
echo '{json.dumps(RECEIPT)}' >"$2"
printf '%s' "${{STATUS:-200}}"
"""

PORTS = ("SITE_HTTP_PORT", "SITE_HTTPS_PORT", "OCR_PORT")


@pytest.fixture
def clone(machine: Machine) -> Path:
    """Make a clone with nothing but the scripts, on a machine where all goes well."""
    clone = machine.root / "clone"
    for folder in ("bin", "lib"):
        shutil.copytree(HOST / folder, clone / "host" / folder)
    deploy = clone / "host/bin/cluster/deploy.sh"
    deploy.write_text(f"#!/bin/bash\necho deploy >>{machine.calls}\n")
    deploy.chmod(0o755)
    (clone / ".env.example").write_text(
        "SITE_DOMAIN=localhost\n#SITE_CORS_ORIGIN=https://erp.example.com\n#OCR_CPUS=1\n"
    )
    machine.program("docker", DOCKER)
    machine.program("curl", CURL)
    machine.program("dpkg-query", "echo ii")
    machine.program("nproc", "echo 2")
    machine.environment |= {name: str(free_port()) for name in PORTS}
    return clone


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_prints_what_was_read_and_where_things_are(machine: Machine, clone: Path) -> None:
    done = machine.run(clone / "host/bin/up.sh")
    assert done.returncode == 0, done.stderr
    for printed in ("SARI-SARI STORE", "03/14/2026", "(not found)", "3, mean confidence 0.98", "0.64", "make logs"):
        assert printed in done.stdout
    assert [line[:5] for line in done.stderr.splitlines() if line.startswith("[")] == [f"[{n}/6]" for n in range(1, 7)]


def test_shows_the_steps_of_the_build_that_run(machine: Machine, clone: Path) -> None:
    assert "[ocr build 3/6] RUN pip" in machine.run(clone / "host/bin/up.sh").stderr


def test_keeps_the_settings_that_are_there(machine: Machine, clone: Path) -> None:
    (clone / ".env").write_text("SITE_DOMAIN=ocr.example.com,www.example.com\n")
    done = machine.run(clone / "host/bin/up.sh")
    assert (clone / ".env").read_text() == "SITE_DOMAIN=ocr.example.com,www.example.com\n"
    assert f"https://ocr.example.com:{machine.environment['SITE_HTTPS_PORT']}/v1/ocr/receipt" in done.stdout


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        pytest.param("", "https://erp.example.com", id="as shipped"),
        pytest.param("SITE_CORS_ORIGIN=https://odoo.example.net\n", "https://odoo.example.net", id="of the operator"),
    ],
)
def test_says_whose_pages_may_call(machine: Machine, clone: Path, written: str, origin: str) -> None:
    (clone / ".env").write_text(written)
    assert f"pages of {origin} alone" in machine.run(clone / "host/bin/up.sh").stdout


@pytest.mark.parametrize(("cpus", "line"), [("1", "OCR_CPUS=1"), ("2", "OCR_CPUS=2")])
def test_creates_settings_that_fit_the_machine(machine: Machine, clone: Path, cpus: str, line: str) -> None:
    machine.program("nproc", f"echo {cpus}")
    machine.run(clone / "host/bin/up.sh")
    written = (clone / ".env").read_text().splitlines()
    assert [each for each in written if not each.startswith("#")] == ["SITE_DOMAIN=localhost", line]


@pytest.mark.parametrize("setting", PORTS)
def test_names_a_port_that_is_taken_before_anything_starts(machine: Machine, clone: Path, setting: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        machine.environment[setting] = port
        done = machine.run(clone / "host/bin/up.sh")
    assert done.returncode == 1
    assert f"listens on port {port}" in done.stderr
    assert f"set {setting} in .env" in done.stderr
    assert machine.called("docker compose up") == []


def test_loads_exported_images_and_builds_nothing(machine: Machine, clone: Path) -> None:
    images = clone / "images.tar"
    images.write_bytes(b"images")
    done = machine.run(clone / "host/bin/up.sh", "--images", str(images))
    assert done.returncode == 0, done.stderr
    assert machine.called("docker load") == [f"docker load --quiet --input {images}"]
    assert machine.called("docker compose build") == []


def test_names_exported_images_that_are_not_there(machine: Machine, clone: Path) -> None:
    done = machine.run(clone / "host/bin/up.sh", "--images", "nowhere.tar")
    assert done.returncode == 1
    assert "no such file: 'nowhere.tar'" in done.stderr
    assert machine.called("docker") == []


def test_shows_the_end_of_a_failed_build_and_where_the_rest_is(machine: Machine, clone: Path) -> None:
    machine.environment["BUILD_STATUS"] = "1"
    done = machine.run(clone / "host/bin/up.sh")
    assert done.returncode == 1
    assert "no route to host" in done.stderr
    assert "build.log" in done.stderr
    assert machine.called("docker compose up") == []


def test_starts_what_is_built_without_a_build(machine: Machine, clone: Path) -> None:
    machine.environment["BUILD_STATUS"] = "1"
    assert machine.run(clone / "host/bin/up.sh", "--no-build").returncode == 0
    assert machine.called("docker compose build") == []


def test_fails_when_the_sample_is_not_read(machine: Machine, clone: Path) -> None:
    machine.environment["STATUS"] = "503"
    done = machine.run(clone / "host/bin/up.sh")
    assert done.returncode == 1
    assert "status 503" in done.stderr


def test_reads_the_sample_with_a_key_of_a_minute_that_no_list_of_processes_shows(machine: Machine, clone: Path) -> None:
    assert machine.run(clone / "host/bin/up.sh").returncode == 0
    assert (machine.root / "bin/curl.headers").read_text() == "Authorization: Bearer ocr_pass\n"
    assert "ocr_pass" not in "".join(machine.called("curl"))


def test_reads_the_sample_among_the_containers_where_this_machine_may_not(machine: Machine, clone: Path) -> None:
    machine.environment |= {"STATUS": "403", "SAMPLE": "1"}
    done = machine.run(clone / "host/bin/up.sh")
    assert done.returncode == 0, done.stderr
    assert "SARI-SARI STORE" in done.stdout


def test_fails_where_nobody_may(machine: Machine, clone: Path) -> None:
    machine.environment["STATUS"] = "403"
    done = machine.run(clone / "host/bin/up.sh")
    assert done.returncode == 1
    assert "status 403" in done.stderr


def test_one_machine_knows_of_no_readers(machine: Machine, clone: Path) -> None:
    assert machine.run(clone / "host/bin/up.sh").returncode == 0
    assert machine.called("deploy") == []


def test_gives_readers_what_has_read_the_sample(machine: Machine, clone: Path) -> None:
    (clone / ".env").write_text("CLUSTER_NODES=10.0.0.1,10.0.0.2\n")
    machine.environment["MANAGER"] = "true"
    assert machine.run(clone / "host/bin/up.sh").returncode == 0
    calls = machine.calls.read_text()
    assert calls.index("docker compose up") < calls.index("curl") < calls.index("deploy")


def test_gives_readers_nothing_that_reads_nothing(machine: Machine, clone: Path) -> None:
    (clone / ".env").write_text("CLUSTER_NODES=10.0.0.1,10.0.0.2\n")
    machine.environment |= {"MANAGER": "true", "STATUS": "503"}
    assert machine.run(clone / "host/bin/up.sh").returncode == 1
    assert machine.called("deploy") == []


def test_says_before_anything_starts_that_the_swarm_is_gone(machine: Machine, clone: Path) -> None:
    (clone / ".env").write_text("CLUSTER_NODES=10.0.0.1,10.0.0.2\n")
    done = machine.run(clone / "host/bin/up.sh")
    assert done.returncode == 1
    assert "make cluster-leave, then make up" in done.stderr
    assert machine.called("docker compose build") == machine.called("docker compose up") == []
