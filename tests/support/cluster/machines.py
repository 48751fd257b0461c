"""Machines with a Docker engine each and a cable into a private network; one is the edge, with the appliance and its scripts."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.edge.stack import build
from tests.support.hosts import droplet
from tests.support.hosts.droplet import Droplet

ROOT = Path(__file__).parents[3]
STUB = Path(__file__).with_name("stub")
OCR = "receipt-ocr/ocr"
SERVICES = ("nginx", "certbot", "fail2ban", "healthcheck")
PROJECT = "receipt-ocr"
# Of a network that nobody here has
ADDRESS = "10.77.0.{}"
# Stands in for ssh: the same command with the engine of the machine at that address, if its cable is plugged in.
# tests/integration/test_host.py goes the whole way, with SSH.
SSH = """#!/bin/bash
while [ "$1" = -o ]; do shift 2; done
address=${1#root@}
shift
[ "$(cat "%(directory)s/$address.cable")" = up ] || { echo "ssh: no route to $address" >&2; exit 255; }
DOCKER_HOST=unix://%(directory)s/$address.d/docker.sock exec "$@"
"""


@dataclass
class Machine:
    """A machine of the cluster, on a droplet of its own."""

    droplet: Droplet
    address: str
    cable: str
    # what the stand-in of ssh looks at
    note: Path

    @property
    def name(self) -> str:
        """Its host name."""
        return self.droplet.namespace

    def docker(self, *words: str, check: bool = True) -> str:
        """Run a docker command on its engine and return what it prints."""
        done = subprocess.run([*self.droplet.engine, *words], capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, f"docker {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def unplug(self) -> None:
        """Pull its cable out of the private network."""
        self._set_cable("down")

    def plug_in(self) -> None:
        """Plug its cable in again."""
        self._set_cable("up")

    def _set_cable(self, state: str) -> None:
        self.note.write_text(state)
        subprocess.run(["ip", "-n", self.name, "link", "set", self.cable, state], check=True)


@dataclass
class Cluster:
    """The edge, the machines that may join, and the checkout whose scripts the operator runs on the edge."""

    edge: Machine
    others: Sequence[Machine]
    checkout: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *command: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout on the edge."""
        done = subprocess.run(
            command,
            cwd=self.checkout,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, f"{' '.join(command)}: {done.stdout[-3000:]}"
        return done

    def cluster(self, command: str, *words: str, check: bool = True, **environment: str) -> str:
        """Run one of the scripts of host/bin/cluster, and return what it says."""
        return self.run(f"host/bin/cluster/{command}.sh", *words, check=check, **environment).stdout

    def compose(self, *words: str) -> str:
        """Run `docker compose` on the edge, with the settings as they are."""
        return self.run("docker", "compose", *words).stdout

    def reads_at(self) -> int:
        """Return at how many readers nginx reads."""
        # not by Compose, which reads all of its files first
        words = ("exec", f"{PROJECT}-nginx-1", "sh", "-c", "cat /run/nginx/readers; true")
        found = subprocess.run([*self.edge.droplet.engine, *words], capture_output=True, text=True, check=False)
        # 0 while nginx is away
        return 0 if found.returncode else len(re.findall(r"^\d+\.\d+\.\d+\.\d+$", found.stdout, re.MULTILINE)) or 1

    def tasks(self) -> dict[str, str]:
        """Return the machine of each reader that runs, by its id."""
        lines = self.edge.docker(
            "service", "ps", f"{PROJECT}_reader", "--filter", "desired-state=running", "--format",
            "{{.ID}} {{.Node}} {{.CurrentState}}", check=False,
        ).splitlines()  # fmt: skip
        return {words[0]: words[1] for words in map(str.split, lines) if words[2] == "Running"}


def wait(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until a condition holds, and return the seconds that took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"not within {seconds} s: {what}"
        time.sleep(0.2)
    return time.monotonic() - start


@contextmanager
def private_network(name: str) -> Iterator[str]:
    """Create a switch, in a network namespace of its own, that machines can be plugged into."""
    subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        for words in (("link", "add", "lan", "type", "bridge"), ("link", "set", "lan", "up")):
            subprocess.run(["ip", "-n", name, *words], check=True)
        yield name
    finally:
        subprocess.run(["ip", "netns", "delete", name], check=True)


def plug(machine: str, address: str, switch: str) -> str:
    """Plug a machine into the private network; return the name of the machine's network interface."""
    port = f"port{address.rpartition('.')[2]}"
    subprocess.run(
        ["ip", "link", "add", port, "netns", switch, "type", "veth", "peer", "name", "private", "netns", machine],
        check=True,
    )
    for namespace, words in (
        (switch, ("link", "set", port, "master", "lan", "up")),
        (machine, ("address", "add", f"{address}/24", "dev", "private")),
        (machine, ("link", "set", "private", "up")),
    ):
        subprocess.run(["ip", "-n", namespace, *words], check=True)
    return "private"


@contextmanager
def machines(directory: Path, count: int) -> Iterator[list[Machine]]:
    """Switch machines on, in a private network; the name of the directory is in theirs."""
    with ExitStack() as ends:
        switch = ends.enter_context(private_network(f"{directory.name}-{os.getpid()}"))
        made = []
        for number in range(1, count + 1):
            address = ADDRESS.format(number)
            running = ends.enter_context(droplet.droplet(directory / f"{address}.d", name=f"{directory.name}-{number}"))
            note = directory / f"{address}.cable"
            note.write_text("up")
            made.append(Machine(running, address, plug(running.namespace, address, switch), note))
        yield made


def build_stub(tag: str) -> None:
    """Build the stub on this machine's engine."""
    build("fail2ban")
    subprocess.run(["docker", "build", "--quiet", "--tag", tag, str(STUB)], check=True, capture_output=True)


def build_variant(machine: Machine, image: str, **environment: str) -> None:
    """Build an image for `ocr` on a machine's own engine: one that is there, with more variables."""
    dockerfile = "\n".join((f"FROM {image}", *(f"ENV {name}={value}" for name, value in environment.items())))
    command = [*machine.droplet.engine, "build", "--quiet", "--tag", OCR, "-"]
    subprocess.run(command, input=dockerfile, text=True, check=True, capture_output=True)


@contextmanager
def cluster(directory: Path, *, ocr: str = OCR, others: int = 2, **settings: str) -> Iterator[Cluster]:
    """Start the appliance on one machine, with an image for `ocr`; the other machines are bare but for their engines."""
    build(*SERVICES, *(["ocr"] if ocr == OCR else []))
    with machines(directory, 1 + others) as (edge, *rest):
        edge.droplet.load(ocr, *(f"receipt-ocr/{service}" for service in SERVICES))
        edge.docker("tag", ocr, OCR)
        checkout = directory / "checkout"
        shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(".*", "models", "node_modules", "shared"))
        # the base image and .env.example; not the .env of whoever develops here
        shutil.copy(ROOT / ".env.example", checkout)
        lines = {"COMPOSE_PROJECT_NAME": PROJECT, **settings}
        (checkout / ".env").write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
        ssh = directory / "ssh"
        ssh.write_text(SSH % {"directory": directory})
        ssh.chmod(0o755)
        environment = {**os.environ, "DOCKER_HOST": edge.droplet.engine[2], "CLUSTER_SSH": str(ssh)}
        running = Cluster(edge, rest, checkout, environment)
        try:
            running.compose("up", "--detach", "--no-build", "--wait", "--wait-timeout", "360")
            yield running
        finally:
            for machine in (edge, *rest):
                # else the swarm starts readers again in place of those that are removed
                machine.docker("swarm", "leave", "--force", check=False)
                if containers := machine.docker("ps", "--all", "--quiet", check=False).split():
                    machine.docker("rm", "--force", *containers, check=False)
