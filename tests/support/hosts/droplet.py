"""A droplet: a network namespace with a Docker engine, firewall and ports of its own.

Nothing of it meets the machine's own engine, so its daemon can be restarted and its ports are the real ones.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.hosts import namespace

# a swarm tells its machines apart by their names
SET_HOSTNAME = 'hostname "$0" && exec "$@"'


def why_not() -> str | None:
    """Return why this machine can't make a droplet, None if it can."""
    missing = [tool for tool in ("dockerd", "containerd", "nsenter") if shutil.which(tool) is None]
    return namespace.why_not() or (f"a droplet needs {' and '.join(missing)}" if missing else None)


@dataclass(frozen=True)
class Backend:
    """Settings of the engine's firewall: options of dockerd, and the variant of iptables, nft or legacy, if not the host's."""

    options: tuple[str, ...] = ("--ip6tables",)
    iptables: str = ""


class Droplet:
    """The engine: the words that a docker command for it begins with, and its life."""

    def __init__(self, name: str, directory: Path, backend: Backend) -> None:
        # of its network, and how it calls itself
        self.namespace = name
        self.engine = ("docker", "--host", f"unix://{directory}/docker.sock")
        self._directory = directory
        self._backend = backend
        self._daemons: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        containerd = self._at("containerd.sock")
        if "containerd" not in self._daemons:
            self._spawn(
                "containerd", "--root", self._at("images"), "--state", self._at("tasks"), "--address", containerd
            )
        self._spawn(
            # what services/fail2ban/README.md asks for IPv6 before release 27, which does it by itself
            "dockerd", "--experimental", *self._backend.options, "--default-address-pool", "base=172.16.0.0/12,size=24",
            "--default-address-pool", "base=fd6f:6372::/48,size=64",
            # no name server: there is no way to any, and the machine's own would be waited for, 8 seconds a name
            "--dns", "127.0.0.1",
            "--data-root", self._at("data"), "--exec-root", self._at("exec"),
            "--pidfile", self._at("docker.pid"), "--host", self.engine[2], "--containerd", containerd,
        )  # fmt: skip
        for _ in range(1200):
            if subprocess.run([*self.engine, "info"], capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError((self._directory / "dockerd.log").read_text()[-2000:])

    def end(self) -> None:
        for daemon in reversed(list(self._daemons)):
            process = self._daemons.pop(daemon)
            process.terminate()
            process.wait(timeout=60)
        # the daemon leaves the name of its network namespace mounted, and one that was killed its root
        for place in ("exec/netns/default", "data"):
            subprocess.run(["umount", self._at(place)], check=False, capture_output=True)

    def restart_engine(self) -> None:
        """Restart the Docker engine: containers stop, and come back with it."""
        self.end()
        self.start()

    def kill_engine(self) -> None:
        """Kill the Docker daemon, which can't see it coming, and start it: it finds its containers running."""
        daemon = self._daemons.pop("dockerd")
        daemon.kill()
        daemon.wait()
        self.start()

    def lose_power(self) -> None:
        """Kill the engine and all of its containers at once."""
        held = ["pgrep", "--full", f"containerd-shim.* -address {self._at('containerd.sock')}"]
        shims = subprocess.run(held, capture_output=True, text=True, check=False).stdout.split()
        for daemon in self._daemons.values():
            daemon.kill()
        for shim in shims:
            subprocess.run(["pkill", "--signal", "KILL", "--parent", shim], check=False)
            subprocess.run(["kill", "-KILL", shim], check=False, capture_output=True)
        for daemon in self._daemons.values():
            daemon.wait()
        self._daemons.clear()
        # a machine that starts has an empty /run; from this one, another process by that number would keep dockerd from starting
        Path(self._at("docker.pid")).unlink()

    def load(self, *images: str) -> None:
        """Copy images from the machine's engine, where they were built."""
        saved = subprocess.Popen(["docker", "save", *images], stdout=subprocess.PIPE)
        subprocess.run([*self.engine, "load", "--quiet"], stdin=saved.stdout, stdout=subprocess.DEVNULL, check=True)
        if saved.wait() != 0:
            raise RuntimeError(f"docker save {' '.join(images)} failed")

    def run(self, *command: str) -> str:
        """Run a command of this machine in the droplet's network."""
        done = subprocess.run(self._inside(*command), check=True, capture_output=True, text=True)
        return done.stdout

    @contextmanager
    def listening(self, port: int) -> Iterator[None]:
        """Have some other service of the droplet accept connections."""
        with namespace.entered(self.namespace):
            service = socket.create_server(("", port))
        with service:
            yield

    def _spawn(self, *command: str) -> None:
        with (self._directory / f"{command[0]}.log").open("ab") as log:
            self._daemons[command[0]] = subprocess.Popen(
                self._inside("unshare", "--uts", "sh", "-c", SET_HOSTNAME, self.namespace, *command),
                stdout=log,
                stderr=log,
                env=self._environment(),
            )

    def _environment(self) -> dict[str, str]:
        if not self._backend.iptables:
            return dict(os.environ)
        tools = self._directory / "tools"
        tools.mkdir(exist_ok=True)
        for tool in ("iptables", "ip6tables"):
            with suppress(FileExistsError):
                (tools / tool).symlink_to(f"/usr/sbin/{tool}-{self._backend.iptables}")
        return {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}

    def _at(self, name: str) -> str:
        return str(self._directory / name)

    def _inside(self, *command: str) -> list[str]:
        # not `ip netns exec`: it would hide the cgroups that the engine needs
        return ["nsenter", f"--net=/run/netns/{self.namespace}", *command]


@contextmanager
def droplet(directory: Path, backend: Backend | None = None, *, name: str = "droplet") -> Iterator[Droplet]:
    """Switch a droplet on, and off again afterwards."""
    name = f"{name}-{os.getpid()}"
    directory.mkdir(exist_ok=True)
    subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        subprocess.run(["ip", "-n", name, "link", "set", "lo", "up"], check=True)
        running = Droplet(name, directory, backend or Backend())
        try:
            running.start()
            yield running
        finally:
            running.end()
    finally:
        subprocess.run(["ip", "netns", "delete", name], check=True)
        # its images: half a gigabyte
        shutil.rmtree(directory)
