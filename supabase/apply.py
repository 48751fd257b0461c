"""Apply what is missing of `sql/` to a database, each file in one transaction, and say what was done.

DATABASE_URL names the database and SUPERSET_RO_PASSWORD the password that Superset will log in with; both are given in
the environment. `psql` does the work: a password is in no argument that other users of this machine can see.
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

MIGRATIONS = Path(__file__).parent / "sql"
ROLE = "superset_ro"
RECORD = """
create schema if not exists analytics;
create table if not exists analytics.migrations (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now()
);
-- The API serves the schema: nobody but the owner sees this table.
alter table analytics.migrations enable row level security;
revoke all on analytics.migrations from public, anon, authenticated, service_role;
"""
# What is there already is no news.
QUIET = "set client_min_messages = warning;\n"
# PostgreSQL's own count for its verifiers
ITERATIONS = 4096


class PsqlFailed(Exception):
    """psql failed; the message says why."""


def main() -> None:
    """Apply the migrations, and set the password where one is given."""
    url = os.environ.get("DATABASE_URL", "")
    password = os.environ.get("SUPERSET_RO_PASSWORD", "")
    if not url.startswith(("postgresql://", "postgres://")):
        fail(
            f"no database{f': {scheme(url)} is not an address of PostgreSQL' if url else ''}. "
            "Say make analytics-apply DATABASE_URL=postgresql://USER@HOST:5432/postgres",
            2,
        )
    if not password.isascii() or not password.isprintable():
        fail("SUPERSET_RO_PASSWORD holds more than printable ASCII: programs disagree on how that is encoded.", 2)
    if not shutil.which("psql"):
        fail("psql is missing: apt-get install postgresql-client, or install it as your system does.", 2)
    try:
        psql(url, "select")
    except PsqlFailed as error:
        fail(f"cannot connect: {error}")
    try:
        psql(url, RECORD)
        applied = dict(row.split("|") for row in psql(url, "select name, sha256 from analytics.migrations").split())
    except PsqlFailed as error:
        fail(f"cannot keep a record of what is applied: {error}")
    for migration in sorted(MIGRATIONS.glob("*.sql")):
        print(f"{migration.name:<28} {apply(url, migration, applied.get(migration.name))}", flush=True)
    print(f"{ROLE:<28} {set_password(url, password)}")


def apply(url: str, migration: Path, before: str | None) -> str:
    """Apply a file unless it is recorded, and record it in the same transaction; return what was done."""
    text = migration.read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    if before == digest:
        return "was there already"
    if before:
        fail(
            f"{migration.name} was applied with other content (SHA-256 {before}) than it has here. A file that was "
            "applied must not be edited: put it back, and make the change in a file of its own."
        )
    body, commit, rest = text.rpartition("commit;")
    if not commit or rest.strip():
        fail(f"{migration.name} does not end with commit;")
    # Names and digests hold no quotes.
    record = f"insert into analytics.migrations (name, sha256) values ('{migration.name}', '{digest}');\n"  # noqa: S608
    try:
        psql(url, body + record + commit)
    except PsqlFailed as error:
        fail(f"{migration.name} failed, and nothing of it is kept: {error}")
    return "applied"


def set_password(url: str, password: str) -> str:
    """Set the password of Superset's login; return what was done."""
    if not password:
        return "password left as it is: SUPERSET_RO_PASSWORD in the environment sets it"
    try:
        psql(url, f"alter role {ROLE} password '{verifier(password)}'")
    except PsqlFailed as error:
        fail(f"{ROLE}'s password is not set: {error}")
    return "password set"


def verifier(password: str) -> str:
    """Compute what PostgreSQL keeps of a password (RFC 5803): the password itself reaches no server, and no log of one."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (base64.b64encode(part).decode() for part in (salt, stored, server))
    return f"SCRAM-SHA-256${ITERATIONS}:{salt64}${stored64}:{server64}"


def psql(url: str, sql: str) -> str:
    """Run statements and return their rows, columns separated by bars; raise PsqlFailed with what PostgreSQL says."""
    address, password = without_password(url)
    environ = {"PGCONNECT_TIMEOUT": "10", **os.environ, "PGCLIENTENCODING": "UTF8"}
    if password:
        environ["PGPASSWORD"] = password
    command = ["psql", "--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--no-align"]
    command += ["--set=ON_ERROR_STOP=1", f"--dbname={address}", "--file=-"]
    done = subprocess.run(command, env=environ, check=False, capture_output=True, text=True, input=QUIET + sql)  # noqa: S603
    if done.returncode:
        raise PsqlFailed(re.sub(r"^psql:(<stdin>:\d+:)? *(error: )?", "", done.stderr.strip(), flags=re.MULTILINE))
    return done.stdout


def without_password(url: str) -> tuple[str, str]:
    """Split the password off an address: arguments are seen by all users of a machine."""
    # Up to the last @: some paste a password that is not percent-encoded.
    parts = re.fullmatch(r"(\w+://[^:/@]*):(.*)(@.*)", url, flags=re.DOTALL)
    return (parts[1] + parts[3], unquote(parts[2])) if parts else (url, "")


def scheme(url: str) -> str:
    """Return what an address begins with; all else of it may be secret."""
    return f"{url.partition('://')[0]}://" if "://" in url else "this"


def fail(message: str, status: int = 1) -> NoReturn:
    """End with a message."""
    print(f"error: {message}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
