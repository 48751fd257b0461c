"""compose.sh: how settings are read and written, and how a cluster comes into them and goes."""

from pathlib import Path

import pytest

from tests.unit.host.conftest import HOST, Machine

CLUSTER = "CLUSTER_NODES=10.0.0.1,10.0.0.2\nCLUSTER_READERS=2\nCLUSTER_MACHINES=1\n"


@pytest.fixture
def settings(machine: Machine) -> Path:
    for name in ("COMPOSE_FILE", "CLUSTER_NODES", "NAME"):
        machine.environment.pop(name, None)
    return machine.root / ".env"


def call(machine: Machine, function: str) -> tuple[int, str, str]:
    """Call a function in the directory of the settings: its status, what it prints, what it says."""
    program = f"cd {machine.root} && . {HOST}/lib/apt.sh && . {HOST}/lib/compose.sh && {function}"
    done = machine.run("bash", "-euo", "pipefail", "-c", program)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("OTHER=1\n", "default", id="not there"),
        pytest.param("NAME=\n", "default", id="empty"),
        pytest.param("#NAME=1\n", "default", id="commented out"),
        pytest.param("NAME=1\nNAME=2\n", "2", id="twice"),
        pytest.param("NAME=a=b c\n", "a=b c", id="with a sign"),
        pytest.param("NAME='it is'\n", "it is", id="single quotes"),
        pytest.param('NAME="2g"\n', "2g", id="double quotes"),
        pytest.param("NAME=\"it's\n", "\"it's", id="one quote"),
    ],
)
def test_reads_a_setting_as_compose_does(machine: Machine, settings: Path, written: str, read: str) -> None:
    settings.write_text(written)
    assert call(machine, "setting NAME default") == (0, read, "")


def test_the_environment_comes_before_the_file(machine: Machine, settings: Path) -> None:
    settings.write_text("NAME=file\n")
    machine.environment["NAME"] = "environment"
    assert call(machine, "setting NAME default") == (0, "environment", "")


@pytest.mark.parametrize(
    ("before", "function", "after"),
    [
        pytest.param("A=1\nB=2\n", "write_setting NAME '3 4'", "A=1\nB=2\nNAME=3 4\n", id="new"),
        pytest.param("NAME=1\n#NAME=2\nNAMES=3\n", "write_setting NAME 4", "#NAME=2\nNAMES=3\nNAME=4\n", id="in place"),
        pytest.param("A=1\nNAME=2\n", "write_setting NAME", "A=1\n", id="left out"),
        pytest.param("A=1\n", "write_setting NAME ''", "A=1\n", id="not there"),
        pytest.param("A=1", "write_setting NAME 2", "A=1\nNAME=2\n", id="after a line without an end"),
    ],
)
def test_writes_a_setting(machine: Machine, settings: Path, before: str, function: str, after: str) -> None:
    settings.write_text(before)
    settings.chmod(0o600)
    assert call(machine, function)[0] == 0
    assert settings.read_text() == after
    assert settings.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in settings.parent.glob(".env*")] == [".env"]


def test_a_full_disk_costs_no_setting(machine: Machine, settings: Path) -> None:
    settings.write_text("PASSWORD=secret\n")
    (machine.root / ".env.new").symlink_to("/dev/full")
    status, _, said = call(machine, "write_setting NAME 1")
    assert status == 1
    assert "No space left" in said
    assert "NAME can't be written" in said
    assert settings.read_text() == "PASSWORD=secret\n"
    assert not (machine.root / ".env.new").is_symlink()


@pytest.mark.parametrize("before", ["", "COMPOSE_FILE=compose.yaml:mine.yaml\n"])
def test_a_cluster_comes_and_goes(machine: Machine, settings: Path, before: str) -> None:
    settings.write_text(f"A=1\n{before}")
    assert call(machine, "enter_cluster && enter_cluster")[0] == 0
    files = "compose.yaml:mine.yaml" if before else "compose.yaml"
    assert settings.read_text() == f"A=1\nCOMPOSE_FILE={files}:compose.cluster.yaml\n"
    settings.write_text(settings.read_text() + CLUSTER)
    assert call(machine, "is_cluster && leave_cluster")[0] == 0
    assert settings.read_text() == f"A=1\n{before}"
    assert call(machine, "is_cluster")[0] == 1


def test_the_operators_own_override_stays(machine: Machine, settings: Path) -> None:
    settings.write_text("A=1\n")
    (machine.root / "compose.override.yaml").touch()
    call(machine, "enter_cluster")
    assert "COMPOSE_FILE=compose.yaml:compose.override.yaml:compose.cluster.yaml\n" in settings.read_text()
    call(machine, "leave_cluster")
    assert settings.read_text() == "A=1\n"


def test_a_file_that_came_after_the_clusters_stays(machine: Machine, settings: Path) -> None:
    settings.write_text("COMPOSE_FILE=compose.yaml:compose.cluster.yaml:mine.yaml\n")
    call(machine, "enter_cluster")
    assert settings.read_text() == "COMPOSE_FILE=compose.yaml:compose.cluster.yaml:mine.yaml\n"
    call(machine, "leave_cluster")
    assert settings.read_text() == "COMPOSE_FILE=compose.yaml:mine.yaml\n"


@pytest.mark.parametrize(
    ("nodes", "others"), [("10.0.0.1", ""), ("10.0.0.1,10.0.0.2,10.0.0.3", "10.0.0.2,10.0.0.3"), ("", "")]
)
def test_names_the_other_machines(machine: Machine, settings: Path, nodes: str, others: str) -> None:
    settings.write_text(f"CLUSTER_NODES={nodes}\n")
    assert call(machine, "other_addresses") == (0, others, "")
