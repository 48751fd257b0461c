"""docker_engine.sh: what it does on which machine."""

import fcntl
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.unit.host.conftest import Machine


def docker(machine: Machine, *, compose: str | None, daemon: bool) -> None:
    version = f"echo {compose}" if compose else "exit 1"
    answer = "exit 0" if daemon else "exit 1"
    machine.program("docker", f"case $1 in compose) {version} ;; info) {answer} ;; esac")


@pytest.mark.parametrize("version", ["2.20.0", "2.26.1-4", "v2.30.1", "5.0.2"])
def test_does_nothing_where_compose_is_recent_and_the_daemon_answers(
    machine: Machine, scripts: Path, version: str
) -> None:
    docker(machine, compose=version, daemon=True)
    assert machine.run(scripts / "docker_engine.sh").returncode == 0
    assert machine.called("apt-get") == []


@pytest.mark.parametrize("version", ["2.19.1", "2.3.3", "1.29.2", None])
def test_says_to_someone_without_root_that_an_old_or_missing_compose_needs_root(
    machine: Machine, scripts: Path, version: str | None
) -> None:
    docker(machine, compose=version, daemon=True)
    machine.program("id", "echo 1000")
    done = machine.run(scripts / "docker_engine.sh")
    assert done.returncode == 1
    assert "as root" in done.stderr
    assert machine.called("apt-get") == []


def test_says_what_to_install_where_only_the_operator_knows_how(machine: Machine, scripts: Path) -> None:
    docker(machine, compose=None, daemon=False)
    machine.program("id", "echo 0")
    machine.distribution("fedora", "")
    done = machine.run(scripts / "docker_engine.sh")
    assert done.returncode == 1
    assert "Compose >= 2.20" in done.stderr
    assert machine.called("apt-get") == []


@pytest.mark.parametrize(
    ("distribution", "codename", "package"),
    [
        ("debian", "trixie", "docker-compose"),
        ("ubuntu", "jammy", "docker-compose-v2"),
        ("ubuntu", "noble", "docker-buildx"),
    ],
)
def test_installs_the_distributions_packages_and_removes_none(
    machine: Machine, scripts: Path, distribution: str, codename: str, package: str
) -> None:
    docker(machine, compose=None, daemon=False)
    machine.program("id", "echo 0")
    machine.distribution(distribution, codename)
    done = machine.run(scripts / "docker_engine.sh")
    (install,) = machine.called("apt-get install")
    assert package in install.split()
    assert "--no-remove" in install
    assert "older than 2.20" in done.stderr


@pytest.mark.skipif(Path("/proc/1/comm").read_text() == "systemd\n", reason="systemd starts the daemon here")
@pytest.mark.skipif(os.geteuid() != 0, reason="the daemon's log is root's")
def test_the_daemon_keeps_no_lock_of_who_starts_it(machine: Machine, scripts: Path, tmp_path: Path) -> None:
    started, lock = tmp_path / "started", tmp_path / "lock"
    machine.program("id", "echo 0")
    machine.program("docker", f"case $1 in compose) echo 2.26.1 ;; info) [ -e {started} ] ;; esac")
    machine.program("dockerd", f"echo $$ >{started}; exec sleep 60")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        subprocess.run([scripts / "docker_engine.sh"], env=machine.environment, check=True, pass_fds=[held.fileno()])
    try:
        with lock.open("w") as again:
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.kill(int(started.read_text()), signal.SIGTERM)
