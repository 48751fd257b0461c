"""A real Odoo 19.0 from a checkout of its sources (ODOO_SRC), with databases of its own."""

import contextlib
import dataclasses
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

from tests.support.edge.stack import free_port
from tests.support.postgres import Cluster

ROOT = Path(__file__).parents[2]
ADDON = "ip_expense_mvp"
SOURCE = os.environ.get("ODOO_SRC", "")
# Debian's, which has what Odoo needs: host/bin/odoo.sh
PYTHON = "/usr/bin/python3"
WHY_NOT = "needs a checkout of Odoo 19.0: make test-odoo ODOO_SRC=/path/to/odoo"
# Without it the company is in the United States, and the Philippine chart of accounts is not taken.
IN_THE_PHILIPPINES = """
php = env.ref("base.PHP")
php.active = True
env.company.write({"country_id": env.ref("base.ph").id, "currency_id": php.id})
env.cr.commit()
"""
MODULE_MINUTES = 10
LOG_LINE = re.compile(r"^[\d-]+ [\d:,]+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<message>.*)$", re.MULTILINE)
# What Odoo itself says on any machine like this.
ODOO_ITSELF = ("Running as user 'root' is a security risk.",)


class OdooFailed(Exception):
    """Odoo ended with an error: the end of its log."""


@dataclass(frozen=True)
class Odoo:
    """A database of Odoo with its files; `environment` are settings of the add-on."""

    cluster: Cluster
    database: str
    data: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> list[str]:
        """The options that every call of Odoo gets."""
        cluster = self.cluster
        return [
            f"--addons-path={SOURCE}/addons,{ROOT}/addons",
            f"--db_host={cluster.host}",
            f"--db_port={cluster.port}",
            f"--db_user={cluster.user}",
            f"--db_password={cluster.password}",
            f"--database={self.database}",
            f"--data-dir={self.data}",
            "--http-interface=127.0.0.1",
        ]

    def run(self, *words: str, stdin: str = "", command: str = "server", fails: bool = False) -> str:
        """Run Odoo until it stops, and return its log; `fails`: even where it ends with an error."""
        call = [PYTHON, f"{SOURCE}/odoo-bin", command, *self.options, *words]
        done = subprocess.run(
            call,
            input=stdin,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=MODULE_MINUTES * 60,
        )
        if done.returncode and not fails:
            raise OdooFailed(f"{' '.join(words)}: {done.stdout[-6000:]}")
        return done.stdout

    def modules(self, *words: str, fails: bool = False) -> str:
        """Install, upgrade or test modules, and return the log."""
        return self.run(*words, "--stop-after-init", f"--http-port={free_port()}", fails=fails)

    def shell(self, script: str) -> str:
        """Run Python with `env`, and return what it prints."""
        return self.run("--no-http", "--log-level=warn", stdin=script, command="shell")

    def copy(self, name: str) -> "Odoo":
        """Copy the database to one of this name; nobody may be connected to it."""
        self.cluster.run("createdb", "--template", self.database, name)
        # attachments are files, told apart by the database's name
        subprocess.run(
            ["cp", "-a", self.data / "filestore" / self.database, self.data / "filestore" / name], check=True
        )
        return dataclasses.replace(self, database=name)

    def sql(self, text: str) -> list[list[str]]:
        """Run statements in the database."""
        return self.cluster.sql(text, database=self.database, role=self.cluster.user)


def made(cluster: Cluster, directory: Path, *, environment: Mapping[str, str] | None = None) -> Odoo:
    """Create a database of a company in the Philippines, with expenses."""
    odoo = Odoo(cluster, "expenses", directory / "data", environment or {})
    odoo.modules("--init=base")
    odoo.shell(IN_THE_PHILIPPINES)
    odoo.modules("--init=hr_expense")
    return odoo


def complaints(log: str) -> list[str]:
    """List the warnings and errors of a log that Odoo does not give on its own account."""
    lines = [line for line in LOG_LINE.finditer(log) if line["level"] in {"WARNING", "ERROR", "CRITICAL"}]
    return [line[0] for line in lines if line["message"] not in ODOO_ITSELF]


@dataclass
class Server:
    """Odoo as it runs in production: workers for requests, one for scheduled actions.

    Without workers one process does all of it, the web client's websocket included, which wants a proxy otherwise.
    """

    odoo: Odoo
    log: Path
    workers: int = 3
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        words = [
            f"--workers={self.workers}",
            "--max-cron-threads=1",
            f"--http-port={self.port}",
            f"--gevent-port={free_port()}",
        ]
        words += [f"--db-filter=^{self.odoo.database}$"]
        call = [PYTHON, f"{SOURCE}/odoo-bin", *self.odoo.options, *words]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                call,
                env={**os.environ, **self.odoo.environment},
                stdout=output,
                stderr=output,
                # a group of its own, which is killed as a whole
                start_new_session=True,
            )
        ended_by = time.monotonic() + 120
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > ended_by:
                raise OdooFailed(self.log.read_text()[-6000:])
            time.sleep(0.2)

    def answers(self) -> bool:
        """Return whether it answers."""
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/web/health", timeout=10).is_success
        return False

    def kill(self) -> None:
        """End it and all of its workers in the middle of whatever they do."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    @contextlib.contextmanager
    def session(self, login: str, password: str) -> Iterator["Session"]:
        """Sign in."""
        with httpx.Client(base_url=self.url, timeout=120) as client:
            session = Session(client)
            session.post("/web/session/authenticate", db=self.odoo.database, login=login, password=password)
            yield session


@dataclass(frozen=True)
class Session:
    """A user who has signed in."""

    client: httpx.Client

    @property
    def id(self) -> str:
        """The cookie `session_id`."""
        return str(self.client.cookies["session_id"])

    def post(self, path: str, **params: Any) -> Any:
        """Send a call of JSON-RPC, and return its result."""
        answer = self.client.post(path, json={"jsonrpc": "2.0", "method": "call", "params": params}).json()
        assert "error" not in answer, answer["error"]["data"]
        return answer["result"]

    def call(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """Call a model's method as the web client does."""
        return self.post(f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=args, kwargs=kwargs)

    def read(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        """Read records."""
        found: list[dict[str, Any]] = self.call(model, "search_read", domain, list(fields), order="id")
        return found
