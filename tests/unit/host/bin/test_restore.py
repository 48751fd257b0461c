"""restore.sh: what becomes of a cluster, whose swarm is in no backup; tests/integration/test_backup.py restores for real."""

import hashlib
import io
import shutil
import tarfile
from pathlib import Path

import pytest

from tests.unit.host.conftest import HOST, Machine

CLUSTER = """SITE_DOMAIN=ocr.example.com
COMPOSE_FILE=compose.yaml:compose.cluster.yaml
CLUSTER_NODES=10.0.0.1,10.0.0.2
CLUSTER_READERS=1
CLUSTER_MACHINES=1
"""
DOCKER = """
case "$*" in
"info --format {{.Swarm.ControlAvailable}}") echo "$MANAGER" ;;
*" config") echo "name: receipt-ocr" ;;
"volume inspect "*) exit 1 ;;
run*) cat >/dev/null ;;
esac
"""


def backup(path: Path, settings: str) -> Path:
    """Write a backup with these settings and nothing else."""
    files = {"manifest": "receipt-ocr backup 1\nyesterday\n", "settings": settings}
    files["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items()
    )
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


@pytest.fixture
def clone(machine: Machine) -> Path:
    clone = machine.root / "clone"
    shutil.copytree(HOST / "lib", clone / "host/lib")
    (clone / "host/bin").mkdir()
    shutil.copy(HOST / "bin/restore.sh", clone / "host/bin")
    for name in ("docker_engine.sh", "base_image.sh", "up.sh"):
        script = clone / "host/bin" / name
        script.write_text(f'#!/bin/bash\necho "{name} $(grep --count CLUSTER .env)" >>{machine.calls}\n')
        script.chmod(0o755)
    machine.program("docker", DOCKER)
    for name in ("COMPOSE_FILE", "CLUSTER_NODES"):
        machine.environment.pop(name, None)
    return clone


def test_a_new_machine_reads_alone_and_says_whom_to_have_join(machine: Machine, clone: Path) -> None:
    machine.environment["MANAGER"] = "false"
    done = machine.run(clone / "host/bin/restore.sh", str(backup(machine.root / "backup", CLUSTER)))
    assert done.returncode == 0, done.stderr
    assert (clone / ".env").read_text() == "SITE_DOMAIN=ocr.example.com\n"
    assert machine.called("up.sh") == ["up.sh 0"]
    assert "10.0.0.2" in done.stderr.splitlines()[-1]
    assert "make cluster-init" in done.stderr


def test_the_edge_itself_keeps_its_cluster(machine: Machine, clone: Path) -> None:
    machine.environment["MANAGER"] = "true"
    done = machine.run(clone / "host/bin/restore.sh", str(backup(machine.root / "backup", CLUSTER)))
    assert done.returncode == 0, done.stderr
    assert (clone / ".env").read_text() == CLUSTER
    assert "make cluster-init" not in done.stderr
