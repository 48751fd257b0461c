"""The edge of a droplet, with its watchers and the OCR service, or a stub of it whose answers a test can choose."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.hosts.droplet import Droplet

ROOT = Path(__file__).resolve().parents[3]
STUB = Path(__file__).with_name("stub_ocr.py")
STUB_LISTENS = "import socket; socket.create_connection(('ocr', 8100))"


class Appliance:
    """Services of the Compose project on a droplet; `settings` are what .env would hold."""

    def __init__(self, droplet: Droplet, services: tuple[str, ...], settings: Mapping[str, str]) -> None:
        self.droplet = droplet
        self.services = services
        self.settings = dict(settings)

    def docker(self, *words: str) -> str:
        """Run a docker command and return its output; raise RuntimeError with its messages if it fails."""
        words = (*self.droplet.engine, *words)
        environment = {**os.environ, **self.settings}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def compose(self, *words: str) -> str:
        return self.docker("compose", "--file", str(ROOT / "compose.yaml"), "--env-file", "/dev/null", *words)

    def up(self, *words: str) -> None:
        """Start the services, or make them as the settings are now."""
        self.compose("up", "--no-deps", *words, *self.services)

    def fail2ban(self, *words: str) -> str:
        """Run a command in fail2ban's container."""
        # not by Compose, which reads all of its files first
        return self.docker("exec", "receipt-ocr-fail2ban-1", *words).strip()

    def banned(self) -> list[str]:
        return self.fail2ban("fail2ban-client", "get", "nginx-ocr", "banip").split()

    def start_stub(self) -> None:
        """Start the stub where nginx and the droplet look for the OCR service."""
        self.docker(
            "run", "--detach", "--init", "--restart=always", "--name", "stub", "--publish", "127.0.0.1:8100:8100",
            "--network", "receipt-ocr_inside", "--network-alias", "ocr", "--volume", f"{STUB}:/stub.py:ro",
            "receipt-ocr/fail2ban", "python3", "/stub.py",
        )  # fmt: skip
        for _ in range(200):
            with suppress(RuntimeError):
                self.docker("exec", "stub", "python3", "-c", STUB_LISTENS)
                return
        raise RuntimeError("the stub of the OCR service does not listen")

    def start(self) -> None:
        # makes the networks
        self.up("--no-start")
        if "ocr" not in self.services:
            self.start_stub()
        self.up("--wait")

    def down(self) -> None:
        """Remove everything except the volumes."""
        self.docker("rm", "--force", "stub")
        self.compose("down", "--timeout", "5")

    @contextmanager
    def changed(self, **settings: str) -> Iterator[None]:
        """Run with other settings, as after an edit of .env and a new `up`, and with the old ones afterwards."""
        before = dict(self.settings)
        self.settings.update(settings)
        self.up("--wait")
        try:
            yield
        finally:
            self.settings = before
            self.up("--wait")

    def firewall(self) -> str:
        """Return all nftables rules of the droplet."""
        return self.docker(
            "run",
            "--rm",
            "--network",
            "host",
            "--cap-add",
            "NET_ADMIN",
            "receipt-ocr/fail2ban",
            "nft",
            "list",
            "ruleset",
        )


@contextmanager
def appliance(droplet: Droplet, *services: str, **settings: str) -> Iterator[Appliance]:
    """Start the services, and the stub unless `ocr` is one of them; stop them afterwards, showing the logs if the start failed."""
    subprocess.run(["docker", "compose", "build", "--quiet", "fail2ban", *services], cwd=ROOT, check=True)
    # the stub runs on fail2ban's Python
    droplet.load(*(f"receipt-ocr/{service}" for service in {*services, "fail2ban"}))
    running = Appliance(droplet, services, settings)
    try:
        running.start()
        yield running
    except RuntimeError:
        print(running.compose("logs", "--no-color"))  # noqa: T201 - pytest shows it with the failure
        raise
    finally:
        # all else goes with the droplet
        if containers := running.docker("ps", "--all", "--quiet").split():
            running.docker("rm", "--force", *containers)
