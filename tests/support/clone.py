"""A clone of the repository with settings, images and a Compose project of its own: its `make` affects nobody else's."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pytest_docker.plugin import DockerComposeExecutor

from tests.support.appliance import Appliance
from tests.support.edge.stack import free_port

ROOT = Path(__file__).parents[2]
# 2 cores for all that runs here; the first build on a machine takes minutes
PATIENCE_SECONDS = 2700


@dataclass(frozen=True)
class Clone:
    """A clone: its folder, what it was made from, and the name of its project and its images."""

    path: Path
    origin: Path
    project: str
    ports: Mapping[str, int]

    @property
    def appliance(self) -> Appliance:
        """The appliance that `make up` starts here."""
        command = f"docker compose --project-directory {self.path}"
        compose = DockerComposeExecutor(command, [str(self.path / "compose.yaml")], self.project)
        return Appliance(
            compose,
            self.project,
            https_port=self.ports["SITE_HTTPS_PORT"],
            http_port=self.ports["SITE_HTTP_PORT"],
            ocr_port=self.ports["OCR_PORT"],
        )

    def run(
        self, command: str, environment: Mapping[str, str] | None = None, *, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run a shell's command line in the clone; what it prints is joined."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.path,
            env={**without_make(os.environ), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert not check or done.returncode == 0, f"{command}: {done.stdout[-5000:]}"
        return done

    def configure(self, **settings: object) -> None:
        """Write .env: the example, then these settings."""
        lines = {"COMPOSE_PROJECT_NAME": self.project, "OCR_CPUS": os.cpu_count(), **self.ports, **settings}
        example = (self.path / ".env.example").read_text()
        (self.path / ".env").write_text(example + "".join(f"{name}={value}\n" for name, value in lines.items()))

    def remove(self) -> None:
        """Remove containers, volumes and images."""
        if not (self.path / ".env").exists():
            self.configure()
        self.run("docker compose down --volumes --timeout 5 --remove-orphans", check=False)
        images = self.run(
            f"docker images --format '{{{{.Repository}}}}:{{{{.Tag}}}}' '{self.project}/*'"
        ).stdout.split()
        subprocess.run(["docker", "image", "rm", *images], capture_output=True, check=False)


def without_make(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment that doesn't tell of the make which runs the tests: one below it says where it works."""
    return {name: value for name, value in environment.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


@contextmanager
def clone(directory: Path) -> Iterator[Clone]:
    """Clone what is here, changes that are not committed included; remove everything afterwards."""
    project = f"clone-{os.getpid()}"
    origin = directory / "origin"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, origin / name)
    compose = origin / "compose.yaml"
    compose.write_text(re.sub(r"image: receipt-ocr/", f"image: {project}/", compose.read_text()))
    commit(origin, "init --quiet --initial-branch main")
    made = Clone(
        directory / "clone",
        origin,
        project,
        {name: free_port() for name in ("SITE_HTTP_PORT", "SITE_HTTPS_PORT", "OCR_PORT")},
    )
    subprocess.run(["git", "clone", "--quiet", origin, made.path], check=True)
    try:
        made.configure()
        yield made
    finally:
        made.remove()


def commit(repository: Path, *commands: str) -> None:
    """Run git commands in a repository, then commit all that it has."""
    for command in (*commands, "add --all", "-c user.name=t -c user.email=t@t commit --quiet --message change"):
        subprocess.run(["git", *command.split()], cwd=repository, check=True)
