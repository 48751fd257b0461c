"""A PostgreSQL cluster of a test's own, from Debian's package: a socket, a loopback port, nothing kept."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

# What survives a crash of the machine is not tested.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "log_min_messages": "warning",
}
SUPERUSER = "postgres"


@dataclass(frozen=True)
class Cluster:
    """A cluster that runs. By the socket in `folder` every role is let in, by the port `user` with its password."""

    folder: Path
    port: int
    password: str = field(repr=False)
    host: str = "127.0.0.1"
    # May make databases and roles, and no more: what an application gets
    user: str = "owner"

    def uri(self, database: str = "postgres") -> str:
        """Return the address of a database by the port."""
        return f"postgresql://{self.user}:{self.password}@{self.host}:{self.port}/{database}"

    def sql(self, text: str, *, database: str = "postgres", role: str = SUPERUSER) -> list[list[str]]:
        """Run statements by the socket, each on its own, and return the rows of all."""
        arguments = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\x1f"]
        arguments += ["--set=ON_ERROR_STOP=1", "--file=-"]
        printed = self.run("psql", *arguments, database=database, role=role, stdin=text)
        return [line.split("\x1f") for line in printed.splitlines()]

    def run(
        self, program: str, *arguments: str, database: str = "postgres", role: str | None = None, stdin: str = ""
    ) -> str:
        """Run one of PostgreSQL's programs by the socket, as `user` or another role; raise with what it says."""
        environ = os.environ | {
            "PGHOST": str(self.folder),
            "PGPORT": str(self.port),
            "PGUSER": role or self.user,
            "PGDATABASE": database,
            "PGCLIENTENCODING": "UTF8",
        }
        command = [str(binaries() / program), *arguments]
        done = subprocess.run(
            command, env=environ, check=False, capture_output=True, text=True, input=stdin, timeout=120
        )
        if done.returncode:
            raise StatementFailed(done.stderr)
        return done.stdout


class StatementFailed(Exception):
    """A statement failed; PostgreSQL says why."""


def binaries() -> Path:
    """Find the newest PostgreSQL of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("PostgreSQL is not installed: install Debian's package postgresql, or run make test.")
    return Path(on_path).resolve().parent


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Create a cluster and run it. As root, it runs as another user: PostgreSQL refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        user, group = unprivileged()
        if user is not None and group is not None:
            os.chown(folder, user, group)
        made = Cluster(folder, free_port(), secrets.token_hex(8))
        initialise(made)
        with running(made):
            made.sql(f"create role {made.user} login createdb createrole password '{made.password}'")
            yield made
    finally:
        shutil.rmtree(folder)


def initialise(made: Cluster) -> None:
    """Initialise the data."""
    user, group = unprivileged()
    command = [str(binaries() / "initdb"), "--pgdata", str(made.folder / "data"), "--username", SUPERUSER]
    command += ["--auth-local=trust", "--auth-host=scram-sha-256"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=made.folder, user=user, group=group, timeout=120
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stdout}{done.stderr}")


@contextmanager
def running(made: Cluster) -> Iterator[None]:
    """Run the server until the end of the block."""
    user, group = unprivileged()
    log = made.folder / "log"
    command = [str(binaries() / "postgres"), "-D", str(made.folder / "data"), "-k", str(made.folder)]
    command += ["-p", str(made.port)]
    command += [argument for name, value in SETTINGS.items() for argument in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=made.folder, user=user, group=group)
    try:
        wait_until_ready(made, process, log)
        yield
    finally:
        # immediate: who is still connected is disconnected, and nothing is written that is removed anyway
        process.send_signal(signal.SIGQUIT)
        process.wait(30)


def wait_until_ready(made: Cluster, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the server to take connections."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with suppress(StatementFailed):
            made.run("pg_isready")
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')}")


def unprivileged() -> tuple[int | None, int | None]:
    """Return user and group to run as: the package's own for root, else none other."""
    if os.geteuid():
        return None, None
    user = pwd.getpwnam("postgres")
    return user.pw_uid, user.pw_gid


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
