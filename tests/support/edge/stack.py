"""Compose projects of the edge's tests: started whole or torn down, logs shown on failure, nothing left behind."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
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
        return done_or_raise(command, {**os.environ, **self.environment}, check=check, timeout=timeout)

    # Compose reads all of its files first, which takes as long as ten commands of Docker's

    def container(self, service: str) -> str:
        """Return the name of a service's container."""
        return f"{self.project}-{service}-1"

    def shell(self, service: str, script: str, check: bool = True) -> str:
        """Run a script in a service's container and return what it prints."""
        return done_or_raise(["docker", "exec", self.container(service), "bash", "-c", script], check=check).stdout

    def logs(self, service: str) -> str:
        """Return what a service's container has printed."""
        command = ["docker", "logs", self.container(service)]
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True).stdout

    def port(self, service: str, inner: int) -> int:
        """Return the port of this machine under which a service's port is published."""
        published = done_or_raise(["docker", "port", self.container(service), str(inner)]).stdout
        return int(published.splitlines()[0].rsplit(":", 1)[1])


def done_or_raise(
    command: Sequence[str], environment: Mapping[str, str] | None = None, *, check: bool = True, timeout: float = 400
) -> subprocess.CompletedProcess[str]:
    """Run a command; where it fails and is checked, raise RuntimeError with what it has printed."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout, check=False)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done


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
