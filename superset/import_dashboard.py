"""Import the dashboard into a Superset by its REST API, and prove that its charts get rows.

Address and login are SUPERSET_URL, SUPERSET_USER, SUPERSET_PASSWORD; the database that Superset is to read is
ANALYTICS_DATABASE_URL, without its password, which is SUPERSET_RO_PASSWORD. Python's own library is all it takes.
"""

import http.client
import json
import os
import re
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any

from bundle import DATABASE, MASK, SOURCES, AddressInvalid, address, build

SLUG = "ip-ocr-receipts"
# Superset waits for its database, which may wait for a chart over many receipts.
TIMEOUT_SECONDS = 120
COUNT = "receipts_count"
ENVIRONMENT = {
    "SUPERSET_URL": "where Superset is: https://superset.example.com",
    "SUPERSET_USER": "the login of an administrator of it",
    "SUPERSET_PASSWORD": "that login's password",
    "ANALYTICS_DATABASE_URL": "what Superset is to read: postgresql://superset_ro@db.example.com:5432/postgres",
    "SUPERSET_RO_PASSWORD": "the password of the role in it",
}
EMPTY = """\
The charts answer, but there are no receipts in the last 90 days. If some were sent:
- select count(*) from analytics.ip_ocr_receipts, as the database's owner: 0 means that the ERP's rows don't arrive
- select sum(receipts) from analytics.v_ip_ocr_receipts_daily, as the role in ANALYTICS_DATABASE_URL: 0 where the owner
  sees rows means that the policies don't let it read; make analytics-apply applies what is missing"""


class ImportFailed(Exception):
    """The import failed; the message says why, and what to do."""


class Refused(Exception):
    """Superset answered with an error."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        super().__init__(f"{status}: {reason(body)}")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirect handler that follows none: a POST would become a GET on its way."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""


@dataclass
class Client:
    """A session with a Superset, logged in."""

    url: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    opener: urllib.request.OpenerDirector = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # the default context heeds SSL_CERT_FILE; the token against CSRF belongs to a session, which is a cookie
        tls = urllib.request.HTTPSHandler(context=ssl.create_default_context())
        self.opener = urllib.request.build_opener(NoRedirect, tls, urllib.request.HTTPCookieProcessor(CookieJar()))
        self.headers["Referer"] = self.url

    def ask(self, method: str, path: str, data: bytes | None = None, kind: str = "application/json") -> bytes:
        """Send a request and return the body of the answer; raise an error for any failure."""
        headers = self.headers | ({"Content-Type": kind} if data is not None else {})
        request = urllib.request.Request(f"{self.url}{path}", data=data, headers=headers, method=method)  # noqa: S310
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError as error:
            if error.code in range(300, 400):
                there = urllib.parse.urljoin(f"{self.url}{path}", error.headers["Location"]).removesuffix(path)
                raise ImportFailed(f"{self.url} redirects to {there}: give that as SUPERSET_URL.") from None
            raise Refused(error.code, error.read()) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                raise ImportFailed(
                    f"The certificate of {self.url} is not trusted: {error.reason.verify_message}. "
                    "If a private authority issued it, give that authority's root: SSL_CERT_FILE=root.pem"
                ) from None
            raise ImportFailed(f"{self.url} is not reachable: {error.reason}. Is SUPERSET_URL right?") from None
        except (OSError, http.client.HTTPException) as error:
            raise ImportFailed(f"{self.url} does not answer: {error!r}. Its own log says why.") from None

    def json(self, method: str, path: str, data: object = None) -> Any:  # noqa: ANN401 -- JSON is of any type
        """Send a request and return the answer's JSON."""
        body = self.ask(method, path, None if data is None else json.dumps(data).encode())
        try:
            return json.loads(body)
        except ValueError:
            raise ImportFailed(f"{self.url}{path} answers, but not as Superset does. Is SUPERSET_URL right?") from None

    def login(self, user: str, password: str) -> None:
        """Log in; further requests are sent as that user."""
        try:
            said = self.ask("GET", "/health")
        except Refused as error:
            said = str(error).encode()
        if said.strip() != b"OK":
            raise ImportFailed(f"{self.url} is not a Superset: {self.url}/health does not say OK.")
        credentials = {"username": user, "password": password, "provider": "db", "refresh": False}
        try:
            token = self.json("POST", "/api/v1/security/login", credentials)["access_token"]
        except Refused as error:
            if error.status != http.client.UNAUTHORIZED:
                raise
            raise ImportFailed(
                f"Superset does not let {user} in: check SUPERSET_USER and SUPERSET_PASSWORD. "
                "It must be a user whose password Superset itself stores."
            ) from None
        self.headers["Authorization"] = f"Bearer {token}"
        self.headers["X-CSRFToken"] = self.json("GET", "/api/v1/security/csrf_token/")["result"]


def reason(body: bytes) -> str:
    """Return the message of an error of Superset: it has several forms."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body.decode(errors="replace")[:200]
    if not isinstance(answer, dict):
        return str(answer)[:500]
    errors = [error.get("message", error) for error in answer.get("errors", [])]
    # An import says what it has against which file.
    files = [error.get("extra", {}) for error in answer.get("errors", [])]
    errors += [f"{name}: {said}" for extra in files for name, said in extra.items() if name.endswith(".yaml")]
    return "; ".join(map(str, errors)) or str(answer.get("message") or answer)


def form(fields: Mapping[str, str], bundle: bytes) -> tuple[bytes, str]:
    """Return a form with the bundle in it, and its media type."""
    boundary = uuid.uuid4().hex
    parts = [f'form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'form-data; name="bundle"; filename="bundle.zip"\r\nContent-Type: application/zip\r\n\r\n' + bundle)
    body = b"".join(b"--%s\r\nContent-Disposition: %s\r\n" % (boundary.encode(), part) for part in parts)
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def declared(key: str) -> str:
    """Return what the sources say of the database."""
    text = (SOURCES / DATABASE).read_text(encoding="utf-8")
    (value,) = re.findall(rf"^{key}: (.*)$", text, flags=re.MULTILINE)
    return str(value)


def check_database(superset: Client, database: str) -> None:
    """Raise unless Superset can connect to the database, and has no other of its name: an import does not notice."""
    name = declared("database_name")
    query = urllib.parse.quote(f"(filters:!((col:database_name,opr:eq,value:'{name}')))")
    if any(
        found["uuid"] != declared("uuid") for found in superset.json("GET", f"/api/v1/database/?q={query}")["result"]
    ):
        raise ImportFailed(
            f"Superset has another database named {name!r}, which the import would overwrite: rename it."
        )
    connection = {
        "database_name": name,
        "sqlalchemy_uri": database,
        "extra": "{}",
        "configuration_method": "sqlalchemy_form",
    }
    try:
        superset.json("POST", "/api/v1/database/test_connection/", connection)
    except Refused as error:
        if error.status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
            raise ImportFailed(
                f"Superset does not let this user connect a database ({error}): it must be an Admin."
            ) from None
        raise ImportFailed(
            f"Superset cannot connect to the database: {error}\n"
            "Check ANALYTICS_DATABASE_URL and SUPERSET_RO_PASSWORD. The address is used from where Superset runs."
        ) from None


def send(superset: Client, database: str, password: str) -> None:
    """Import the bundle over whatever an earlier import has left.

    Superset's import of a dashboard overwrites the dashboard alone; that of assets the database, datasets and charts, too.
    """
    passwords = json.dumps({DATABASE: password})
    bundle, kind = form({"passwords": passwords}, build(kind="assets", database=database))
    try:
        superset.ask("POST", "/api/v1/assets/import/", bundle, kind)
    except Refused as error:
        if error.status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
            raise ImportFailed(f"Superset does not let this user import ({error}): it must be an Admin.") from None
        raise ImportFailed(f"Superset refuses the bundle: {error}") from None


def ask_charts(superset: Client) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each chart on the dashboard, by its name."""
    charts = superset.json("GET", f"/api/v1/dashboard/{SLUG}/charts")["result"]
    expected = len(list(SOURCES.glob("charts/*.yaml")))
    if len(charts) != expected:
        raise ImportFailed(
            f"The dashboard has {len(charts)} charts instead of {expected}: what does Superset's log say?"
        )
    answers = {}
    for chart in charts:
        name = chart["slice_name"]
        try:
            (answer,) = superset.json("GET", f"/api/v1/chart/{chart['id']}/data/?force=true")["result"]
        except Refused as error:
            raise ImportFailed(
                f"The chart {name!r} has no data: {error}\n"
                "make analytics-apply makes the views that it asks, and lets the role read them."
            ) from None
        answers[name] = answer["data"]
    return answers


def main(environ: Mapping[str, str]) -> None:
    """Import, ask each chart, and print how many rows each has."""
    missing = [f"{name}: {meaning}" for name, meaning in ENVIRONMENT.items() if not environ.get(name)]
    if missing:
        raise ImportFailed("Set in the environment:\n" + "\n".join(missing))
    if not re.match(r"https?://[^/]", environ["SUPERSET_URL"]):
        raise ImportFailed("Say SUPERSET_URL=https://superset.example.com")
    superset = Client(environ["SUPERSET_URL"].rstrip("/"))
    database, password = environ["ANALYTICS_DATABASE_URL"], environ["SUPERSET_RO_PASSWORD"]
    masked, whole = (address(database, secret) for secret in (MASK, password))
    superset.login(environ["SUPERSET_USER"], environ["SUPERSET_PASSWORD"])
    check_database(superset, whole)
    send(superset, masked, password)
    answers = ask_charts(superset)
    for name, rows in answers.items():
        print(f"{name:<45} {len(rows):>5} {'row' if len(rows) == 1 else 'rows'}")
    print(f"{superset.url}/superset/dashboard/{SLUG}/")
    if not any(row.get(COUNT) for rows in answers.values() for row in rows):
        print(f"warning: {EMPTY}", file=sys.stderr)


if __name__ == "__main__":
    try:
        main(os.environ)
    except (ImportFailed, Refused, AddressInvalid) as failure:
        sys.exit(f"superset-import: {failure}")
