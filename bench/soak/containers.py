"""Resource use of a Compose project's containers, from this machine's /proc, cgroups and volumes: no command runs in them."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.soak.journal import Usage
from tests.support.edge.stack import Stack

SERVICES = ("ocr", "nginx", "certbot", "fail2ban", "healthcheck")
# volumes whose files are rotated
LOG_VOLUMES = ("nginx-logs", "health-log")
CGROUPS = Path("/sys/fs/cgroup")
PROC = Path("/proc")


@dataclass(frozen=True)
class Container:
    """The places where the kernel and Docker keep the state of a container."""

    service: str
    id: str
    cgroup: Path
    data: tuple[Path, ...]
    logs: tuple[Path, ...]

    def usage(self) -> Usage:
        """Count what it holds now."""
        processes = self._processes()
        peaks = {process: _peak(process) for process in processes}
        return Usage(
            memory=self._memory(),
            peak=max(peaks.values(), default=0),
            descriptors=sum(_entries(PROC / process / "fd") for process in processes),
            threads=sum(_entries(PROC / process / "task") for process in processes),
            data=sum(map(_size, self.data)),
            logs=sum(map(_size, self.logs)),
            oom_kills=self._oom_kills(),
            largest=int(max(peaks, key=peaks.__getitem__, default="0")),
        )

    def _processes(self) -> list[str]:
        return (self.cgroup / "cgroup.procs").read_text().split()

    def _memory(self) -> int:
        statistics = _figures(self.cgroup / "memory.stat")
        # cgroup v1, and v2; files and pages pass between processes as shared memory
        if "total_rss" in statistics:
            return statistics["total_rss"] + statistics.get("total_shmem", 0)
        return statistics["anon"] + statistics["shmem"]

    def _oom_kills(self) -> int:
        events = self.cgroup / "memory.events"
        return _figures(events if events.exists() else self.cgroup / "memory.oom_control").get("oom_kill", 0)


def containers(stack: Stack) -> list[Container]:
    """Find the containers of a project that runs."""
    return [_container(service, inspected(stack, service)) for service in SERVICES]


def restarts(stack: Stack) -> dict[str, int]:
    """Return how often Docker has started each container again."""
    return {service: inspected(stack, service).restarts for service in SERVICES}


@dataclass(frozen=True)
class Inspected:
    """A container's facts from `docker inspect`."""

    id: str
    process: int
    restarts: int
    log: Path
    written: tuple[tuple[str, Path], ...]


def inspected(stack: Stack, service: str) -> Inspected:
    """Ask Docker for the container of a service."""
    name = stack.compose("ps", "--all", "--quiet", service).stdout.strip()
    printed = subprocess.run(["docker", "inspect", name], check=True, capture_output=True, text=True).stdout  # noqa: S603, S607
    (said,) = json.loads(printed)
    volumes = [mount for mount in said["Mounts"] if mount["Type"] == "volume" and mount["RW"]]
    return Inspected(
        said["Id"],
        said["State"]["Pid"],
        said["RestartCount"],
        Path(said["LogPath"]),
        tuple((volume["Name"], Path(volume["Source"])) for volume in volumes),
    )


def _container(service: str, said: Inspected) -> Container:
    logs = [path for name, path in said.written if name.endswith(LOG_VOLUMES)]
    data = [path for name, path in said.written if not name.endswith(LOG_VOLUMES)]
    # beside it lie those that Docker has rotated
    return Container(service, said.id, _cgroup(said.process), tuple(data), (*logs, said.log.parent))


def _cgroup(process: int) -> Path:
    """Find the cgroup of a process that limits memory."""
    for line in (PROC / str(process) / "cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers == "memory":
            return CGROUPS / "memory" / path.lstrip("/")
        if not controllers and (CGROUPS / "cgroup.controllers").exists():
            return CGROUPS / path.lstrip("/")
    raise ValueError(f"process {process} is in no cgroup that limits memory")


def _figures(path: Path) -> dict[str, int]:
    pairs = (line.split() for line in path.read_text().splitlines())
    return {name: int(figure) for name, figure in pairs}


def _peak(process: str) -> int:
    # it may have ended meanwhile
    with suppress(OSError):
        for line in (PROC / process / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    return 0


def _entries(directory: Path) -> int:
    with suppress(OSError):
        return len(os.listdir(directory))  # noqa: PTH208 - a count, not paths
    return 0


def _size(directory: Path) -> int:
    return sum(_sizes(directory))


def _sizes(directory: Path) -> Iterator[int]:
    for path in directory.rglob("*"):
        # a file may be rotated away meanwhile
        with suppress(OSError):
            if path.is_file():
                yield path.stat().st_size


def most(samples: Sequence[Usage]) -> int:
    """Return the most memory that was held at any time."""
    return max((max(usage.memory, usage.peak) for usage in samples), default=0)
