"""A rented server of a given release: systemd, SSH and a Docker engine of its own, in a privileged container.

It comes as clouds hand servers out: root may log in by password. What it runs is seen by `docker exec`, past its SSH.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.hosts import namespace

ROOT = Path(__file__).parents[3]
ROOT_FILESYSTEM = Path(__file__).with_name("root_filesystem.sh")
PASSWORD = "rented"
USER = "guest"
# of the names of servers' containers and network namespaces; the number of the test process ends them
PREFIX = "server-"
FIRST_BOOT = f"""
echo 'root:{PASSWORD}' | chpasswd
useradd --create-home --shell /bin/bash {USER}
echo '{USER}:{PASSWORD}' | chpasswd
printf 'PermitRootLogin yes\\nPasswordAuthentication yes\\n' >/etc/ssh/sshd_config.d/50-cloud-init.conf
# a reload would return before SSH listens again
systemctl restart ssh
"""


def why_not() -> str | None:
    """Return why this machine can't make servers, None if it can."""
    if reason := namespace.why_not():
        return reason
    allowed = subprocess.run(
        ["docker", "run", "--rm", "--privileged", "--cgroupns=private", "debian:trixie-slim", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return None if allowed.returncode == 0 else f"the engine starts no privileged container: {allowed.stderr[-200:]}"


@dataclass(frozen=True)
class Server:
    """A running server; its network namespace bears its name."""

    name: str

    @property
    def address(self) -> str:
        """Its IPv4 address on the link to this machine."""
        return self._inspect("{{.NetworkSettings.IPAddress}}")

    def run(self, *command: str) -> str:
        """Run a command on it and return what it prints; fail if the command does."""
        done = self.try_to(*command)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    def try_to(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command on the server and return the completed process, whether it failed or not."""
        return subprocess.run(["docker", "exec", self.name, *command], capture_output=True, text=True, check=False)

    def shell(self, script: str) -> str:
        """Run a script on it."""
        return self.run("bash", "-euc", script)

    def authorise(self, public_key: str) -> None:
        """Let root log in with a key."""
        self.shell(f"mkdir -p -m 700 ~/.ssh; echo '{public_key}' >~/.ssh/authorized_keys")

    def take(self, files: Path, place: str) -> None:
        """Copy a directory onto it."""
        subprocess.run(["docker", "cp", "--quiet", files, f"{self.name}:{place}"], check=True)

    def load(self, image: str, context: str) -> None:
        """Build an image here, and hand it to the server's engine."""
        subprocess.run(["docker", "build", "--quiet", "--tag", image, context], cwd=ROOT, check=True)
        saved = subprocess.Popen(["docker", "save", image], stdout=subprocess.PIPE)
        subprocess.run(["docker", "exec", "-i", self.name, "docker", "load", "--quiet"], stdin=saved.stdout, check=True)
        assert saved.wait() == 0

    def reboot(self) -> None:
        """Stop all that runs, in order, and start again; cables to other hosts come off."""
        subprocess.run(["docker", "restart", "--time", "120", self.name], check=True, capture_output=True)
        self.name_network()
        self.wait_until_booted()

    def lose_power(self) -> None:
        """End all that runs, unasked and at once, and start again; cables to other hosts come off."""
        for command in ("kill", "start"):
            subprocess.run(["docker", command, self.name], check=True, capture_output=True)
        self.name_network()

    def kill_engine(self) -> None:
        """End the Docker daemon unasked; systemd starts it again."""
        self.run("systemctl", "kill", "--signal", "KILL", "--kill-whom", "main", "docker")

    def wait_until_booted(self) -> None:
        for _ in range(720):
            if self.try_to("systemctl", "is-system-running").stdout.strip() in ("running", "degraded"):
                return
            time.sleep(0.5)
        raise RuntimeError(self.run("systemctl", "list-jobs"))

    def name_network(self) -> None:
        """Make its network namespace known to ip(8)."""
        if self.name in _namespaces():
            subprocess.run(["ip", "netns", "delete", self.name], check=True)
        subprocess.run(["ip", "netns", "attach", self.name, self._inspect("{{.State.Pid}}")], check=True)

    def _inspect(self, template: str) -> str:
        command = ["docker", "inspect", "--format", template, self.name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def server(name: str, release: str = "bookworm") -> Iterator[Server]:
    """Rent a new server, and return it afterwards."""
    forget_interrupted_runs()
    rented = Server(f"{PREFIX}{name}-{os.getpid()}")
    disk = f"{rented.name}-docker"
    command = (
        "docker", "run", "--detach", "--name", rented.name, "--hostname", name, "--privileged", "--cgroupns=private",
        # what systemd takes for a shutdown
        "--stop-signal", "SIGRTMIN+3",
        "--tmpfs", "/run", "--tmpfs", "/run/lock", "--tmpfs", "/tmp:exec,mode=1777",  # noqa: S108
        # overlayfs does not lie on overlayfs
        "--volume", f"{disk}:/var/lib/docker",
        # Docker switches IPv6 off where its own network has none
        "--sysctl", "net.ipv6.conf.all.disable_ipv6=0", "--sysctl", "net.ipv6.conf.default.disable_ipv6=0",
        _image(release), "/sbin/init",
    )  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True)
        rented.name_network()
        rented.wait_until_booted()
        rented.shell(FIRST_BOOT)
        yield rented
    finally:
        subprocess.run(["ip", "netns", "delete", rented.name], check=False, capture_output=True)
        subprocess.run(["docker", "rm", "--force", "--volumes", rented.name], check=False, capture_output=True)
        subprocess.run(["docker", "volume", "rm", disk], check=False, capture_output=True)


def forget_interrupted_runs() -> None:
    """Delete the network namespaces of servers whose test process was killed.

    Each keeps its server's address on Docker's network, which gives the same one to a new server.
    """
    for left in _namespaces():
        if left.startswith(PREFIX) and not Path("/proc", left.rpartition("-")[2]).exists():
            subprocess.run(["ip", "netns", "delete", left], check=False, capture_output=True)


def _namespaces() -> list[str]:
    listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in listed.splitlines()]


def _image(release: str) -> str:
    image = f"receipt-ocr-test/server:{release}"
    if subprocess.run(["docker", "image", "inspect", image], capture_output=True, check=False).returncode != 0:
        made = subprocess.Popen([ROOT_FILESYSTEM, release], stdout=subprocess.PIPE)
        subprocess.run(["docker", "import", "-", image], stdin=made.stdout, check=True, capture_output=True)
        if made.wait() != 0:
            subprocess.run(["docker", "image", "rm", image], check=False)
            raise RuntimeError(f"{ROOT_FILESYSTEM.name} {release} failed")
    return image
