"""A machine to run the scripts on: the real shell, with programs that only say what they were asked."""

import os
import subprocess
from pathlib import Path

import pytest

HOST = Path(__file__).parents[3] / "host"


class Machine:
    """Programs put here come before the real ones, and note each call of theirs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calls = root / "calls"
        self.calls.touch()
        (root / "bin").mkdir()
        self.environment = {**os.environ, "PATH": f"{root}/bin:{os.environ['PATH']}"}

    def program(self, name: str, body: str = "") -> None:
        """Put a program in place; `body` is what it does after noting its call."""
        path = self.root / "bin" / name
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>{self.calls}\n{body}\n')
        path.chmod(0o755)

    def distribution(self, name: str, codename: str) -> None:
        """Make it an installation of another distribution."""
        path = self.root / "os-release"
        path.write_text(f"ID={name}\nVERSION_CODENAME={codename}\n")
        self.environment["OS_RELEASE"] = str(path)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        # a script that reads more than it is given would wait for whoever runs the tests
        return subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def called(self, start: str | tuple[str, ...]) -> list[str]:
        """List the calls that begin so."""
        return [call for call in self.calls.read_text().splitlines() if call.startswith(start)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.program("apt-get")
    return machine


@pytest.fixture
def scripts() -> Path:
    return HOST / "bin"
