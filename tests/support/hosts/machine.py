"""A Debian server with UFW, Docker's command line and the whole appliance on a droplet, with a root shell.

The server's tools are a container on the droplet's network; the certificate is of an authority on the droplet.
"""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.edge.site import FETCH_ROOT, authority_settings, make_authority_files
from tests.support.edge.stack import build
from tests.support.hosts.droplet import Droplet

ROOT = Path(__file__).parents[3]
SERVICES = ("ocr", "nginx", "certbot", "fail2ban", "healthcheck")
IMAGE, AUTHORITY = "receipt-ocr-test/machine", "receipt-ocr-test/authority"
SHELL = "machine"


@dataclass(frozen=True)
class Machine:
    """The server, and the settings that .env would hold there."""

    droplet: Droplet
    settings: Mapping[str, str]

    def docker(self, *words: str) -> str:
        """Run a docker command on the droplet's engine and return its output."""
        done = subprocess.run([*self.droplet.engine, *words], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"docker {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def run(
        self, *command: str, user: str = "root", check: bool = True, settings: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the repository, with changed settings if any."""
        given = {**self.settings, **(settings or {})}
        words = [word for name, value in given.items() for word in ("--env", f"{name}={value}")]
        words = [*self.droplet.engine, "exec", "--user", user, "--workdir", str(ROOT), *words, SHELL, *command]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done

    def compose(self, *words: str, **settings: str) -> str:
        """Run `docker compose`."""
        return self.run("docker", "compose", *words, settings=settings).stdout

    def up(self, *services: str, **settings: str) -> None:
        """Make services as the settings are, and wait until they are healthy."""
        self.compose("up", "--detach", "--no-build", "--wait", "--wait-timeout", "360", *services, **settings)

    def inside(self, service: str, script: str) -> str:
        """Run a script in a service's container."""
        # not by Compose, which reads all of its files first
        return self.docker("exec", f"receipt-ocr-{service}-1", "sh", "-c", script)

    @property
    def operator(self) -> str:
        """A user who may use Docker, and is not root."""
        return f"65534:{Path(self.droplet.engine[2].removeprefix('unix://')).stat().st_gid}"

    def gates(self, *, user: str = "root", **settings: str) -> dict[str, Any]:
        """Have the gates judged, and return the JSON with the exit status."""
        done = self.run("host/bin/gates.sh", "--json", user=user, check=False, settings=settings)
        assert done.returncode in (0, 1, 3), done.stderr
        return {**json.loads(done.stdout), "exit_status": done.returncode}

    def wait(self, condition: Callable[[], object], *, seconds: float) -> None:
        """Wait until a condition holds; fail after `seconds`."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"not within {seconds} s"
            time.sleep(0.5)


@contextmanager
def machine(droplet: Droplet, directory: Path) -> Iterator[Machine]:
    """Start the server, its firewall and the appliance with a certificate of the authority; end with the droplet."""
    build(*SERVICES)
    for image, context in ((IMAGE, "tests/support/hosts/image"), (AUTHORITY, "tests/support/edge/authority")):
        subprocess.run(["docker", "build", "--quiet", "--tag", image, context], cwd=ROOT, check=True)
    droplet.load(IMAGE, AUTHORITY, *(f"receipt-ocr/{service}" for service in SERVICES))
    make_authority_files(directory)
    running = Machine(droplet, _settings(directory))
    try:
        _start(running, directory)
        yield running
    except RuntimeError:
        print(running.compose("logs", "--no-color", "--tail", "40"))  # noqa: T201 - pytest shows it with the failure
        raise
    finally:
        if containers := running.docker("ps", "--all", "--quiet").split():
            running.docker("rm", "--force", *containers)


def _settings(directory: Path) -> dict[str, str]:
    return {
        "COMPOSE_FILE": "compose.yaml:tests/support/edge/private.yaml",
        # not the .env of whoever develops here
        "COMPOSE_ENV_FILES": "/dev/null",
        **authority_settings(directory),
        "OCR_CPUS": str(os.cpu_count()),
    }


def _start(running: Machine, directory: Path) -> None:
    socket = running.droplet.engine[2].removeprefix("unix://")
    # privileged: UFW sets the kernel's network as on a server; the paths are the same on both sides for Compose
    running.docker(
        "run", "--detach", "--init", "--privileged", "--network", "host", "--name", SHELL,
        "--volume", f"{socket}:/var/run/docker.sock", "--volume", f"{ROOT}:{ROOT}:ro",
        "--volume", f"{directory}:{directory}:ro", IMAGE,
    )  # fmt: skip
    for port in (22, 80, 443):
        running.run("ufw", "allow", f"{port}/tcp")
    running.run("ufw", "--force", "enable")
    running.up("authority")
    # clients of a private authority know it
    with (directory / "root.pem").open("a") as roots:
        roots.write(_root(running))
    running.up()
    running.wait(lambda: "Pebble" in running.run("make", "cert-status", check=False).stdout, seconds=180)


def _root(running: Machine) -> str:
    """Return whom the authority signs with: made at its start, and asked for until it listens."""
    fetch = ("docker", "compose", "run", "--rm", "--no-deps", "certbot", "python", "-c", FETCH_ROOT)
    end = time.monotonic() + 60
    while (done := running.run(*fetch, check=False)).returncode != 0:
        assert time.monotonic() < end, done.stderr
        time.sleep(0.5)
    return done.stdout
