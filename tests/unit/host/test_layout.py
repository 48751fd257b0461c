"""What is in which folder of host/."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.host.conftest import HOST


def test_what_is_run_may_be_run_and_what_is_sourced_may_not() -> None:
    executable = {path for path in HOST.rglob("*.sh") if path.stat().st_mode & 0o100}
    assert set((HOST / "bin").rglob("*.sh")) <= executable
    assert not executable & set((HOST / "lib").iterdir())


@pytest.mark.parametrize(
    "words", ["host", "host-check", "cluster-join HOST=root@10.0.0.2", "cluster-leave NODE=reader-1"]
)
def test_runs_no_playbook_without_the_variables_of_before(tmp_path: Path, words: str) -> None:
    shutil.copy(HOST.parent / "Makefile", tmp_path)
    (tmp_path / "host/host_vars").mkdir(parents=True)
    done = subprocess.run(["make", *words.split()], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "mv host/host_vars host/ansible/" in done.stderr
