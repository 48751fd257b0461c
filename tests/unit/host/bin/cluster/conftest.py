"""The edge of a cluster to run its scripts on: Docker and ssh only note what they are asked, and answer from files."""

import shutil
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.unit.host.conftest import Machine

ROOT = Path(__file__).parents[5]
SETTINGS = {
    "COMPOSE_FILE": "compose.yaml:compose.cluster.yaml",
    "CLUSTER_NODES": "10.0.0.1",
    "CLUSTER_READERS": "0",
    "CLUSTER_MACHINES": "0",
}


@dataclass(frozen=True)
class Node:
    """A machine, as the swarm knows it."""

    id: str
    name: str
    address: str
    state: str = "ready"
    availability: str = "active"
    cpus: int = 2


FIRST = Node("id-1", "reader-1", "10.0.0.2")
SECOND = Node("id-2", "reader-2", "10.0.0.3")

# Columns of `nodes`: id, name, address, state, availability, cpus. The first line is the edge.
DOCKER = r"""
state=%(state)s
nodes() { tail -n +2 "$state/nodes"; }
case "$*" in
"info --format {{.Swarm.ControlAvailable}}") cat "$state/manager" ;;
"info --format {{.Swarm.NodeAddr}}") awk 'NR == 1 { print $3 }' "$state/nodes" ;;
"info --format {{.LiveRestoreEnabled}}") echo false ;;
"info "*) echo inactive ;;
"node ls --format {{.Self}} {{.ID}}") awk '{ print (NR == 1 ? "true" : "false"), $1 }' "$state/nodes" ;;
"node ls --filter node.label=reads=yes --quiet") nodes | awk '{ print $1 }' ;;
"node ls --filter node.label=reads=yes --format"*) nodes | awk '{ print toupper(substr($4, 1, 1)) substr($4, 2), toupper(substr($5, 1, 1)) substr($5, 2) }' ;;
"node inspect --format {{.Status.State}}"*) for id in "${@:5}"; do awk -v id="$id" '$1 == id { print $4, $1, $2, $3 }' "$state/nodes"; done ;;
"node inspect --format {{.Description.Resources.NanoCPUs}}"*) for id in "${@:4}"; do awk -v id="$id" '$1 == id { print $6 "000000000" }' "$state/nodes"; done ;;
"node update --availability "*) sed -Ei "s/^($5( \S+){3}) \S+/\1 $4/" "$state/nodes" ;;
"node rm --force "*) for id in "${@:4}"; do sed -i "/^$id /d" "$state/nodes"; done ;;
"service inspect --format {{if .UpdateStatus}}"*) cat "$state/update" ;;
"service inspect --format {{.Spec.Mode.Replicated.Replicas}}"*) cat "$state/wanted" ;;
"service inspect --format {{.Spec.TaskTemplate.ContainerSpec.Image}}"*) cat "$state/running" ;;
"service inspect --format {{json .Spec.TaskTemplate}}"*) cat "$state/running" ;;
"service ps "*) cat "$state/tasks" ;;
"node ps "*) cat "$state/tasks" ;;
"stack deploy "*) env >"$state/environment"; sed -n 's/^CLUSTER_READERS=//p' "$state/environment" >"$state/wanted" ;;
"swarm join-token "*) echo token ;;
"swarm leave --force") echo false >"$state/manager" ;;
"ps --format {{.Names}}") echo receipt-ocr-ocr-1 ;;
"compose config --images ocr") echo receipt-ocr/ocr ;;
"image inspect --format {{.Id}} receipt-ocr/ocr") echo sha256:new ;;
"save "*) echo image ;;
"compose exec -T nginx "*) cat "$state/read-at" ;;
"compose ps --quiet "*) echo "container-$4" ;;
"compose ps --format {{.Health}} nginx") echo healthy ;;
"inspect --format {{json .NetworkSettings.Networks}} "*) echo '{}' ;;
"inspect --format {{.State.Pid}} "*) echo 1 ;;
"ps --all --quiet "*) cat "$state/exited" ;;
"inspect --format {{if .State.Error}}{{.Id}}{{end}} "*) for id in "${@:4}"; do [ -s "$state/$id.error" ] && echo "$id" || echo; done ;;
esac
"""
# A file for each machine and fact: state, id, images.
SSH = r"""
state=%(state)s
while [ "$1" = -o ]; do shift 2; done
there=$state/${1#root@}
shift
[ -e "$there.state" ] || { echo "ssh: no route" >&2; exit 255; }
case "$*" in
"docker info --format {{.Name}}") cat "$there.name" ;;
"docker info --format {{.Swarm.NodeID}}") cat "$there.id" ;;
"docker info --format {{.Swarm.LocalNodeState}}") cat "$there.state" ;;
# as ssh does, it takes what it could hand on
"docker swarm leave") cat >/dev/null; echo inactive >"$there.state" ;;
"docker swarm join "*)
    echo active >"$there.state"
    echo "new-$(cat "$there.id")" >"$there.id"
    echo "$(cat "$there.id") $(cat "$there.name") ${there##*/} ready active 2" >>"$state/nodes"
    ;;
"docker image inspect --format {{.Id}} receipt-ocr/reader") sed -n 's/ receipt-ocr\/reader$//p' "$there.images" | grep . ;;
"docker image inspect sha256:"*) grep "^$4" "$there.images" ;;
"docker load --quiet") cat >/dev/null; [ ! -e "$there.full" ] || { echo "no space left on device" >&2; exit 1; }; echo "sha256:new" >>"$there.images" ;;
"docker tag "*)
    grep --quiet "^$3" "$there.images" || { echo "no such image $3" >&2; exit 1; }
    sed -i "s| $4$||" "$there.images"
    echo "$3 $4" >>"$there.images"
    ;;
esac
"""


class Edge:
    """The edge, whose checkout has the scripts of the cluster, and what Docker and the other machines answer."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.checkout = machine.root / "checkout"
        self.state = machine.root / "state"
        self.state.mkdir()
        (self.checkout / "host").mkdir(parents=True)
        for folder in ("cluster", "host/bin", "host/lib", "host/ansible/roles/firewall/files"):
            shutil.copytree(ROOT / folder, self.checkout / folder)
        for file in ("compose.yaml", "compose.cluster.yaml"):
            shutil.copy(ROOT / file, self.checkout / file)
        machine.program("docker", DOCKER % {"state": self.state})
        machine.program("ssh", SSH % {"state": self.state})
        for program in ("sleep", "sysctl", "nsenter", "systemctl", "ufw"):
            machine.program(program)
        machine.program("id", "echo 0")
        machine.program("ip", 'case "$*" in *" to 203.0.113.1") echo "2: eth0" ;; esac')
        machine.environment["CLUSTER_SSH"] = "ssh"
        # where systemd runs, the timer of start.sh is written here and not into its own
        machine.environment["UNIT_DIRECTORY"] = str(self.state)
        for name in SETTINGS:
            machine.environment.pop(name, None)
        self.settings = SETTINGS
        self.has(manager="true", update="completed", wanted="0", running="sha256:old", tasks="")
        self.has(**{"read-at": ""})
        self.joined()

    @property
    def settings(self) -> dict[str, str]:
        """What .env says."""
        lines = (self.checkout / ".env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if line)

    @settings.setter
    def settings(self, settings: dict[str, str]) -> None:
        (self.checkout / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))

    def has(self, **answers: str) -> None:
        """Have Docker answer so."""
        for name, answer in answers.items():
            (self.state / name).write_text(f"{answer}\n" if answer else "")

    def joined(self, *nodes: Node) -> None:
        """Have these machines in the swarm, beside the edge; those that are ready answer to ssh as well."""
        listed = [Node("id-0", "edge", "10.0.0.1"), *nodes]
        self.has(nodes="\n".join(" ".join(map(str, astuple(node))) for node in listed))
        for node in nodes:
            if node.state == "ready":
                self.reachable(node)

    def reachable(self, node: Node, *, state: str = "active", images: Sequence[str] = ()) -> None:
        """Have a machine answer to ssh: the state of its Docker in a swarm, and its images, `ID` or `ID NAME`."""
        facts = {"name": node.name, "id": node.id, "state": state, "images": "\n".join(images)}
        self.has(**{f"{node.address}.{fact}": value for fact, value in facts.items()})

    def images(self, node: Node) -> set[str]:
        """Return the images of a machine that have a name."""
        return {line for line in (self.state / f"{node.address}.images").read_text().splitlines() if " " in line}

    def run(self, script: str, *words: str) -> CompletedProcess[str]:
        """Run a script of the cluster."""
        return self.machine.run(self.checkout / f"host/bin/cluster/{script}.sh", *words)

    def call(self, function: str) -> CompletedProcess[str]:
        """Call functions of swarm.sh, as a script would."""
        program = f"cd {self.checkout} && . host/lib/swarm.sh\n{function}"
        return self.machine.run("bash", "-euo", "pipefail", "-c", program)

    def said(self, function: str) -> str:
        """Return what a function prints."""
        done = self.call(function)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def asked(self, start: str) -> list[str]:
        """List the calls that begin so, of ssh without its options."""
        calls = [call.partition(" root@") for call in self.machine.called("ssh")]
        at_others = [f"ssh {rest}" for _, _, rest in calls]
        return [call for call in [*self.machine.called("docker"), *at_others] if call.startswith(start)]


@pytest.fixture
def edge(machine: Machine) -> Edge:
    return Edge(machine)


def down(node: Node) -> Node:
    return replace(node, state="down")


def drained(node: Node) -> Node:
    return replace(node, availability="drain")
