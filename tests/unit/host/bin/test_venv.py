"""venv.sh: which Python it takes, what gets in, and that `make host` needs nothing made before."""

import shutil
from pathlib import Path

import pytest

from tests.unit.host.conftest import HOST, Machine

# Of a Python, only what the script asks of it: to answer, and to make an environment with a pip.
PYTHON = '[ "$1" != -m ] || { mkdir -p "$4/bin"; ln -s /bin/true "$4/bin/pip"; }'
PYTHONS = ("python3", "python3.11", "python3.12", "python3.13")


def test_asks_for_python_where_none_fits(machine: Machine, scripts: Path, tmp_path: Path) -> None:
    machine.program("id", "echo 0")
    for python in PYTHONS:
        machine.program(python, "exit 1")
    done = machine.run(scripts / "venv.sh", tmp_path / "venv", "/dev/null")
    assert done.returncode == 1
    assert "Python 3.11, 3.12 or 3.13" in done.stderr
    assert len(machine.called("apt-get install")) == 1


def test_takes_the_newest_python_that_fits_where_python3_is_too_old(
    machine: Machine, scripts: Path, tmp_path: Path
) -> None:
    for python in PYTHONS:
        machine.program(python, "exit 1")
    machine.program("python3.12", PYTHON)
    assert machine.run(scripts / "venv.sh", tmp_path / "venv", "/dev/null").returncode == 0
    assert machine.called(f"python3.12 -m venv --clear {tmp_path}/venv")


@pytest.mark.parametrize("place", ["venv", "venv/", "nowhere"])
def test_empties_no_environment_that_it_finds_behind_a_link(
    machine: Machine, scripts: Path, tmp_path: Path, place: str
) -> None:
    theirs = tmp_path / "theirs" / "bin" / "python"
    theirs.parent.mkdir(parents=True)
    theirs.touch()
    (tmp_path / "venv").symlink_to(tmp_path / "theirs")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    done = machine.run(scripts / "venv.sh", f"{tmp_path}/{place}", "/dev/null")
    assert done.returncode == 1
    assert "is a symbolic link to" in done.stderr
    assert theirs.exists()
    assert not (tmp_path / "gone").exists()


def test_the_playbook_of_a_new_checkout_runs_in_an_environment_that_is_made_once(
    machine: Machine, tmp_path: Path
) -> None:
    checkout = tmp_path / "checkout"
    lock = "host/ansible/requirements.lock"
    for name in ("Makefile", "host/bin/venv.sh", "host/lib/apt.sh", lock):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOST.parent / name, checkout / name)
    for name in ("pip", "ansible-playbook"):
        machine.program(name)
    machine.program("python3", f'[ "$1" != -m ] || {{ mkdir -p "$4"; ln -s {tmp_path}/bin "$4/bin"; }}')
    for _ in range(2):
        done = machine.run("make", "--directory", checkout, "host", "HOST=root@192.0.2.1", "ARGS=--tags ssh")
        assert done.returncode == 0, done.stderr
    made, installed, *played = machine.called(("python3 -m venv", "pip install", "ansible-playbook"))
    assert made == "python3 -m venv --clear .venv-host"
    assert "--require-hashes" in installed
    assert installed.endswith(f"--requirement {lock}")
    assert played == ["ansible-playbook site.yml --inventory 192.0.2.1, --user root --tags ssh"] * 2


@pytest.mark.slow
def test_refuses_a_requirement_without_a_hash(machine: Machine, scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "pyproject.toml").touch()
    (tmp_path / "lock").write_text(f"package @ file://{tmp_path}/package\n")
    done = machine.run(scripts / "venv.sh", tmp_path / "venv", tmp_path / "lock")
    assert done.returncode == 1
    assert "hash" in done.stderr
