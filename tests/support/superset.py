"""A real Superset of the environment .venv-superset: SQLite for its own data, a loopback port, nothing kept."""

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.support.postgres import free_port

ROOT = Path(__file__).parents[2]
BINARIES = ROOT / ".venv-superset" / "bin"
ADMIN = "admin"
DATABASE = "superset.db"
CONFIGURATION = """
SECRET_KEY = {key!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/{database}"
# Without a front that speaks TLS.
TALISMAN_CONFIG_FORCE_HTTPS = False
SESSION_COOKIE_SECURE = False
# Each answer is asked of the database.
CACHE_CONFIG = {{"CACHE_TYPE": "NullCache"}}
DATA_CACHE_CONFIG = {{"CACHE_TYPE": "NullCache"}}
"""
RUN_ALL = """
import json, sys
from superset.cli.main import superset
for words in json.loads(sys.argv[1]):
    superset(words, standalone_mode=False)
"""
# Its workers hold threads: a dashboard asks for all of its charts at once.
SERVE = ["gunicorn", "--worker-class", "gthread", "--threads", "8", "--timeout", "120", "superset.app:create_app()"]


@dataclass(frozen=True)
class Superset:
    """A Superset that runs, or is about to."""

    folder: Path
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_hex(12), repr=False)
    user: str = ADMIN

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def login(self) -> dict[str, str]:
        """Return what an import needs to log in."""
        return {"SUPERSET_URL": self.url, "SUPERSET_USER": self.user, "SUPERSET_PASSWORD": self.password}

    @property
    def environ(self) -> dict[str, str]:
        """Return the environment in which its programs find its configuration."""
        return os.environ | {
            "SUPERSET_HOME": str(self.folder),
            "SUPERSET_CONFIG_PATH": str(self.folder / "superset_config.py"),
            "FLASK_APP": "superset.app:create_app()",
            # Days of receipts begin elsewhere.
            "TZ": "UTC",
        }

    def run(self, program: str, *words: str) -> str:
        """Run a program of its environment, and return what it prints; raise with it if it fails."""
        done = subprocess.run(
            [str(BINARIES / program), *words],
            env=self.environ,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise SupersetFailed(done.stdout[-6000:])
        return done.stdout

    def initialise(self) -> None:
        """Create its own tables, its roles, and an administrator."""
        self.configure()
        person = ["--username", self.user, "--password", self.password]
        person += ["--firstname", "Maria", "--lastname", "Santos", "--email", "maria@example.com"]
        commands = [["db", "upgrade"], ["init"], ["fab", "create-admin", *person]]
        # in one process: half of the time goes into the import of its modules
        self.run("python", "-c", RUN_ALL, json.dumps(commands))

    def configure(self) -> None:
        """Write its configuration."""
        configuration = CONFIGURATION.format(key=secrets.token_hex(32), folder=self.folder, database=DATABASE)
        (self.folder / "superset_config.py").write_text(configuration)

    def copy(self, folder: Path) -> "Superset":
        """Create another one with the same content."""
        copied = Superset(folder, password=self.password)
        copied.configure()
        shutil.copy(self.folder / DATABASE, folder)
        return copied

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Serve until the end of the block."""
        log = self.folder / "superset.log"
        command = [str(BINARIES / SERVE[0]), "--bind", f"127.0.0.1:{self.port}", *SERVE[1:]]
        with log.open("wb") as output:
            process = subprocess.Popen(command, env=self.environ, cwd=self.folder, stdout=output, stderr=output)
        try:
            until = time.monotonic() + 120
            while not self.answers():
                if process.poll() is not None or time.monotonic() > until:
                    raise SupersetFailed(log.read_text(errors="replace")[-6000:])
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            process.wait(30)

    def answers(self) -> bool:
        """Return whether it answers."""
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/health", timeout=10).is_success
        return False


class SupersetFailed(Exception):
    """Superset ended with an error: the end of what it printed."""


@contextlib.contextmanager
def superset(folder: Path) -> Iterator[Superset]:
    """Create a Superset with nothing in it, and run it until the end of the block."""
    made = Superset(folder)
    made.initialise()
    with made.running():
        yield made
