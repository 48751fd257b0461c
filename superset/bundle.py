"""Pack the sources of the dashboard into a bundle that Superset imports: bundle.py FILE.

With ANALYTICS_DATABASE_URL in the environment, the bundle names that database; with SUPERSET_RO_PASSWORD too, it holds the
password, for an import by Superset's own program, which can't be told one.
"""

import io
import os
import re
import sys
import urllib.parse
import zipfile
from pathlib import Path

SOURCES = Path(__file__).parent / "dashboard"
DATABASE = "databases/receipts.yaml"
# Superset takes the first folder off every name.
ROOT = "ip_ocr_receipts"
DRIVER = "postgresql+psycopg2"
# What Superset shows, and takes, in the place of a password.
MASK = "XXXXXXXXXX"
# A database behind a firewall that drops packets is given up after this.
CONNECT_SECONDS = "10"


class AddressInvalid(Exception):
    """ANALYTICS_DATABASE_URL is invalid."""


def address(url: str, password: str) -> str:
    """Return the address of a database as SQLAlchemy takes it."""
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme in ("postgresql", "postgres") and parts.hostname and parts.username and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise AddressInvalid("Say ANALYTICS_DATABASE_URL=postgresql://superset_ro@db.example.com:5432/postgres")
    if parts.password is not None:
        raise AddressInvalid("ANALYTICS_DATABASE_URL holds a password: leave it out, give it as SUPERSET_RO_PASSWORD.")
    query = {"connect_timeout": CONNECT_SECONDS, **dict(urllib.parse.parse_qsl(parts.query))}
    user, _, host = parts.netloc.rpartition("@")
    secret = urllib.parse.quote(password, safe="")
    return f"{DRIVER}://{user}:{secret}@{host}{parts.path.rstrip('/') or '/postgres'}?{urllib.parse.urlencode(query)}"


def build(*, kind: str = "Dashboard", database: str | None = None) -> bytes:
    """Return the bundle; `database` replaces the address in the sources."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for path in sorted(SOURCES.rglob("*.yaml")):
            name = path.relative_to(SOURCES).as_posix()
            text = path.read_text(encoding="utf-8")
            if name == "metadata.yaml":
                text = replace(text, "type", kind)
            if name == DATABASE and database is not None:
                text = replace(text, "sqlalchemy_uri", "'{}'".format(database.replace("'", "''")))
            # Dated 1980, unlike a file that is added: a bundle of the same sources is the same bundle.
            entry = zipfile.ZipInfo(f"{ROOT}/{name}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, text)
    return packed.getvalue()


def replace(text: str, key: str, value: str) -> str:
    """Return YAML with another value of a key at its left edge."""
    return re.sub(rf"^{key}: .*$", lambda _: f"{key}: {value}", text, flags=re.MULTILINE)


def main(file: Path) -> None:
    """Write the bundle."""
    url, password = os.environ.get("ANALYTICS_DATABASE_URL"), os.environ.get("SUPERSET_RO_PASSWORD")
    database = address(url, password or MASK) if url else None
    secret = database and password
    # A file that is there would keep its mode.
    file.unlink(missing_ok=True)
    file.touch(mode=0o600 if secret else 0o644)
    file.write_bytes(build(database=database))
    print(f"{file}{', with the password: delete it after the import' if secret else ''}")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except (AddressInvalid, OSError) as failure:
        sys.exit(f"superset-bundle: {failure}")
