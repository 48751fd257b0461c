"""Killing of containers' processes from this machine, as its kernel would: to Docker they die unexpectedly.

`docker kill` would not do: Docker takes it for the operator's wish, and starts nothing again.
"""

import json
import os
import signal
import subprocess
from typing import Any

INIT = "docker-init"


def processes(container: str, words: str) -> list[int]:
    """Return the processes of a container whose command line has these words, parents first, without its init."""
    listed = subprocess.run(
        ["docker", "top", container, "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
    )
    return parents_first(listed.stdout, words)


def parents_first(table: str, words: str) -> list[int]:
    """Return the processes of a table of `ps` (pid, ppid, args) whose command has these words, parents first.

    A lower number is no sign of an older process: the kernel begins again at 300 when it has counted to 32768.
    """
    rows = (line.split(None, 2) for line in table.splitlines()[1:])
    parent_of = {int(pid): int(parent) for pid, parent, command in rows if words in command and INIT not in command}
    return sorted(parent_of, key=lambda pid: (parent_of[pid] in parent_of, pid))


def init(container: str) -> int:
    """Return the first process of a container, whose death is that of all others."""
    pid: int = state(container)["Pid"]
    return pid


def state(container: str) -> Any:
    """Return what Docker knows of a container's state."""
    words = ["docker", "inspect", "--format", "{{json .State}}", container]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def is_new_and_healthy(container: str, before: Any) -> bool:
    """Return whether a container was started after it was in a state, and its health check has succeeded."""
    now = state(container)
    return bool(now["StartedAt"] != before["StartedAt"] and now["Running"] and now["Health"]["Status"] == "healthy")


def inside(container: str, *command: str) -> str:
    """Run a command in a container and return what it prints: nothing where it fails, as while the container is away."""
    done = subprocess.run(["docker", "exec", container, *command], capture_output=True, text=True, check=False)
    # what Docker says of a container that is about to stop comes out as if the command had printed it
    return "" if done.returncode else done.stdout


def kill(pid: int) -> None:
    """Kill a process, which can't see it coming."""
    os.kill(pid, signal.SIGKILL)
