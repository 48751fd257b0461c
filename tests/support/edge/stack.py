"""Compose projects of the edge's tests: started whole or torn down, logs shown on failure, nothing left behind."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Stack:
    """A running Compose project."""

    file: Path
    project: str
    environment: Mapping[str, str]

    def compose(self, *words: str, check: bool = True, timeout: float = 400) -> subprocess.CompletedProcess[str]:
        """Run `docker compose` on this project."""
        command = ["docker", "compose", "-f", str(self.file), "-p", self.project, *words]
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout, check=False)
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done

    def shell(self, service: str, script: str, check: bool = True) -> str:
        """Run a script in a service's container and return what it prints."""
        return self.compose("exec", "-T", service, "bash", "-c", script, check=check).stdout

    def logs(self, *services: str) -> str:
        """Return what the containers have printed."""
        return self.compose("logs", "--no-color", *services).stdout

    def port(self, service: str, inner: int) -> int:
        """Return the port of this machine under which a service's port is published."""
        return int(self.compose("port", service, str(inner)).stdout.rsplit(":", 1)[1])


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def build(*services: str) -> None:
    """Build images of the appliance; a repeated build comes from the cache."""
    subprocess.run(["docker", "compose", "build", "--quiet", *services], cwd=ROOT, check=True, timeout=600)


@contextmanager
def running(file: Path, project: str, environment: Mapping[str, str], *services: str) -> Iterator[Stack]:
    """Start services of a project, wait until they are healthy, and remove all of it afterwards."""
    stack = Stack(file, f"{project}-{os.getpid()}", environment)
    try:
        stack.compose("up", "--detach", "--wait", "--wait-timeout", "240", *services)
        yield stack
    except BaseException:
        sys.stderr.write(stack.compose("logs", "--no-color", "--tail", "60", check=False).stdout)
        raise
    finally:
        stack.compose("down", "--volumes", "--timeout", "2", "--remove-orphans", check=False)
