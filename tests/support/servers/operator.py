"""An operator of `make host`, with a checkout, a key and a server."""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.clone import without_make
from tests.support.hosts.machine import SERVICES
from tests.support.servers.server import Server

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Run:
    """One run of the playbook."""

    ended_well: bool
    changed: int
    output: str


@dataclass(frozen=True)
class Operator:
    """The operator's machine: a directory with a checkout, a key, and what is given to every run."""

    directory: Path
    images: Path

    @property
    def key(self) -> Path:
        """The private key."""
        return self.directory / "key"

    @property
    def public_key(self) -> str:
        """The public key, a line of authorized_keys."""
        return self.key.with_suffix(".pub").read_text().strip()

    def make(self, target: str, server: Server, *words: str, **variables: Any) -> Run:
        """Run `make host` or `make host-check` for root on the server, with the key."""
        given = self.directory / "variables.json"
        given.write_text(json.dumps({"appliance_images": str(self.images), **variables}))
        done = subprocess.run(
            ["make", target, f"HOST=root@{server.address}", f"ARGS={' '.join(('-e', f'@{given}', *words))}"],
            cwd=self.directory / "checkout",
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        output = done.stdout + done.stderr
        changed = re.search(r"changed=(\d+)", output)
        assert changed, output[-3000:]
        return Run(done.returncode == 0, int(changed[1]), output)

    def _environment(self) -> dict[str, str]:
        return {
            **without_make(os.environ),
            "ANSIBLE_PRIVATE_KEY_FILE": str(self.key),
            # addresses of servers come back, their host keys don't
            "ANSIBLE_SSH_COMMON_ARGS": f"-o UserKnownHostsFile={self.directory}/known_hosts -o IdentitiesOnly=yes",
            "ANSIBLE_HOST_KEY_CHECKING": "false",
            # an address that comes back is another server
            "ANSIBLE_SSH_CONTROL_PATH_DIR": str(self.directory / "ssh"),
        }


def operator(directory: Path) -> Operator:
    """Check the work tree out, with what is not committed yet, make a key, and save the images."""
    checkout = directory / "checkout"
    subprocess.run(["git", "clone", "--quiet", "--shared", ROOT, checkout], check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard", _work_tree(directory)], cwd=checkout, check=True)
    _lend_ansible(checkout)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory / "key"], check=True)
    images = directory / "images.tar"
    subprocess.run(["docker", "compose", "build", "--quiet"], cwd=checkout, check=True)
    subprocess.run(["docker", "save", "--output", images, *(f"receipt-ocr/{name}" for name in SERVICES)], check=True)
    return Operator(directory, images)


def _lend_ansible(checkout: Path) -> None:
    """Save the checkout's `make host` a minute: give it the programs of this repository's environment, if there is one."""
    ours, theirs = (root / ".venv-host" for root in (ROOT, checkout))
    if not (ours / ".complete").exists():
        return
    # a directory of its own, for what the playbook puts there
    theirs.mkdir()
    (theirs / "bin").symlink_to(ours / "bin")
    # newer than what make compares it with
    (theirs / ".complete").touch()


def _work_tree(directory: Path) -> str:
    """Commit the work tree to nobody's branch, and return the commit."""
    name = {"GIT_AUTHOR_NAME": "test", "GIT_AUTHOR_EMAIL": "test", "GIT_COMMITTER_NAME": "test"}
    environment = {**os.environ, **name, "GIT_COMMITTER_EMAIL": "test", "GIT_INDEX_FILE": str(directory / "index")}

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("read-tree", "HEAD")
    git("add", "--all")
    return git("commit-tree", "-p", "HEAD", "-m", "work tree", git("write-tree"))
