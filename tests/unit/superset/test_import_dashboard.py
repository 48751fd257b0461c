"""The import's requests, and what it says when something is not as it should be.

What a real Superset answers is tested in tests/integration/test_superset.py.
"""

import json
import os
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bundle import SOURCES, build
from import_dashboard import ENVIRONMENT, Client, ImportFailed, Refused, declared, form, main, reason

from tests.support.edge.pairs import make_pair
from tests.support.postgres import free_port

NAMED = "/api/v1/database/?q=%28filters%3A%21%28%28col%3Adatabase_name%2Copr%3Aeq%2Cvalue%3A%27IP%20OCR%20receipts%27%29%29%29"
CHARTS = [{"id": number, "slice_name": f"Chart {number}"} for number in range(len(list(SOURCES.glob("charts/*"))))]


class Double:
    """Answers as Superset does, but where it is told otherwise; notes what it is asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {"/health": (200, {}, b"OK")}
        self.answer("/api/v1/security/login", {"access_token": "token"}, cookie="session=one; Path=/")
        self.answer("/api/v1/security/csrf_token/", {"result": "csrf"})
        self.answer(NAMED, {"result": [{"uuid": declared("uuid")}]})
        self.answer("/api/v1/database/test_connection/", {"message": "OK"})
        self.answer("/api/v1/assets/import/", {"message": "OK"})
        self.answer("/api/v1/dashboard/ip-ocr-receipts/charts", {"result": CHARTS})
        for chart in CHARTS:
            data = [{"receipts_count": 3}]
            self.answer(f"/api/v1/chart/{chart['id']}/data/?force=true", {"result": [{"data": data}]})

    def answer(self, path: str, body: Any, cookie: str | None = None) -> None:
        self.answers[path] = (200, {"Set-Cookie": cookie} if cookie else {}, json.dumps(body).encode())


@pytest.fixture
def double() -> Iterator[Double]:
    made = Double()
    server = serve(made)
    yield made
    server.shutdown()
    server.server_close()


def serve(double: Double, pair: Path | None = None) -> ThreadingHTTPServer:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            double.asked.append((self.command, self.path, dict(self.headers), body))
            status, headers, answer = double.answers.get(self.path, (404, {}, b"not found"))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET  # noqa: N815 - http.server's name

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    if pair:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pair / "fullchain.pem", pair / "privkey.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    double.url = f"{'https' if pair else 'http'}://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
    return server


def environ(double: Double) -> dict[str, str]:
    return {
        "SUPERSET_URL": double.url,
        "SUPERSET_USER": "admin",
        "SUPERSET_PASSWORD": "s3cret",
        "ANALYTICS_DATABASE_URL": "postgresql://superset_ro@db.example.com/postgres",
        "SUPERSET_RO_PASSWORD": "rec/eipts",
    }


def test_logs_in_then_tries_the_database_imports_and_asks_each_chart(
    double: Double, capsys: pytest.CaptureFixture[str]
) -> None:
    main(environ(double) | {"SUPERSET_URL": f"{double.url}/"})
    paths = [path for _, path, _, _ in double.asked]
    assert paths == list(double.answers)
    *rows, address = capsys.readouterr().out.splitlines()
    assert [row.split() for row in rows] == [["Chart", str(chart["id"]), "1", "row"] for chart in CHARTS]
    assert address == f"{double.url}/superset/dashboard/ip-ocr-receipts/"


def test_sends_the_password_apart_from_the_bundle_with_all_that_a_change_needs(double: Double) -> None:
    main(environ(double))
    ((method, _, headers, body),) = [asked for asked in double.asked if asked[1] == "/api/v1/assets/import/"]
    assert method == "POST"
    assert headers["Authorization"] == "Bearer token"
    # a token against CSRF holds only with its session, and only for a page of the same host where TLS is
    assert (headers["X-Csrftoken"], headers["Cookie"], headers["Referer"]) == ("csrf", "session=one", double.url)
    assert b'{"databases/receipts.yaml": "rec/eipts"}' in body
    masked = "postgresql+psycopg2://superset_ro:XXXXXXXXXX@db.example.com/postgres?connect_timeout=10"
    assert build(kind="assets", database=masked) in body


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_names_what_is_not_set(double: Double, name: str) -> None:
    with pytest.raises(ImportFailed, match=f"Set in the environment:\n{name}: ") as failed:
        main(environ(double) | {name: ""})
    assert len(str(failed.value).splitlines()) == 2
    assert double.asked == []


@pytest.mark.parametrize(
    "url", ["superset.example.com", "ftp://superset.example.com", "file:///etc/passwd", "https:///"]
)
def test_asks_for_an_address_of_the_web(double: Double, url: str) -> None:
    with pytest.raises(ImportFailed, match="Say SUPERSET_URL=https://superset"):
        main(environ(double) | {"SUPERSET_URL": url})


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("location", ["https://elsewhere.example.com/base/health", "/base/health"])
def test_follows_no_redirect_and_says_where_it_leads(double: Double, status: int, location: str) -> None:
    double.answers["/health"] = (status, {"Location": location}, b"")
    there = location.removesuffix("/health") if location.startswith("https") else f"{double.url}/base"
    with pytest.raises(ImportFailed, match=f"redirects to {there}: give that as SUPERSET_URL"):
        main(environ(double))
    assert len(double.asked) == 1


def test_trusts_a_private_authority_only_if_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = make_pair(tmp_path, ("localhost",))
    double = Double()
    server = serve(double, pair)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    try:
        with pytest.raises(ImportFailed, match=r"is not trusted: .*SSL_CERT_FILE=root.pem"):
            main(environ(double))
        assert double.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(pair / "fullchain.pem"))
        main(environ(double))
        assert len(double.asked) == len(double.answers)
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        ("/health", (200, {}, b"<html>"), "is not a Superset"),
        ("/health", (500, {}, b"OK"), "is not a Superset"),
        ("/api/v1/security/login", (401, {}, b'{"message": "Not authorized"}'), "does not let admin in"),
        ("/api/v1/security/login", (200, {}, b"<html>"), "answers, but not as Superset does"),
        ("/api/v1/database/test_connection/", (403, {}, b'{"message": "Forbidden"}'), "it must be an Admin"),
        (
            "/api/v1/database/test_connection/",
            (422, {}, b'{"errors": [{"message": "no route", "extra": {"issue_codes": []}}]}'),
            "cannot connect to the database: 422: no route\nCheck ANALYTICS_DATABASE_URL",
        ),
        ("/api/v1/assets/import/", (403, {}, b'{"message": "Forbidden"}'), "it must be an Admin"),
        (
            "/api/v1/assets/import/",
            (
                422,
                {},
                b'{"errors": [{"message": "Error", "extra": {"databases/receipts.yaml": {"extra": ["Missing"]}}}]}',
            ),
            "refuses the bundle: 422: Error; databases/receipts.yaml: {'extra': ['Missing']}",
        ),
        ("/api/v1/dashboard/ip-ocr-receipts/charts", (200, {}, b'{"result": []}'), "has 0 charts instead of 6"),
        (
            "/api/v1/chart/0/data/?force=true",
            (400, {}, b'{"message": "Error: permission denied"}'),
            "The chart 'Chart 0' has no data: 400: Error: permission denied\nmake analytics-apply",
        ),
    ],
)
def test_says_what_went_wrong(double: Double, path: str, answer: tuple[int, dict[str, str], bytes], says: str) -> None:
    double.answers[path] = answer
    with pytest.raises(ImportFailed) as failed:
        main(environ(double))
    assert says in str(failed.value)
    assert not any(secret in str(failed.value) for secret in ("s3cret", "rec/eipts", "rec%2Feipts"))


def test_overwrites_no_other_database_of_its_name(double: Double) -> None:
    double.answer(NAMED, {"result": [{"uuid": "00000000-0000-0000-0000-000000000000"}]})
    with pytest.raises(ImportFailed, match=r"has another database named 'IP OCR receipts'.*: rename it"):
        main(environ(double))
    assert "/api/v1/assets/import/" not in [path for _, path, _, _ in double.asked]


def test_warns_where_no_chart_has_a_receipt(double: Double, capsys: pytest.CaptureFixture[str]) -> None:
    for chart in CHARTS:
        data = [{"receipts_count": 0, "duplicates_count": None}]
        double.answer(f"/api/v1/chart/{chart['id']}/data/?force=true", {"result": [{"data": data}]})
    main(environ(double))
    assert capsys.readouterr().err.startswith("warning: The charts answer, but there are no receipts")


def test_says_who_does_not_answer() -> None:
    with pytest.raises(ImportFailed, match=r"is not reachable: .* Is SUPERSET_URL right"):
        Client(f"http://127.0.0.1:{free_port()}").ask("GET", "/health")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"errors": [{"message": "a"}, {"message": "b"}]}', "a; b"),
        (b'{"message": {"json": ["c"]}}', "{'json': ['c']}"),
        (b'{"msg": "d"}', "{'msg': 'd'}"),
        (b'["e"]', "['e']"),
        (b"<html>" + b"f" * 500, "<html>" + "f" * 194),
    ],
)
def test_reads_each_form_of_an_error(body: bytes, says: str) -> None:
    assert reason(body) == says
    assert str(Refused(500, body)) == f"500: {says}"


def test_a_form_holds_bytes_as_they_are() -> None:
    bundle = os.urandom(1000)
    body, kind = form({"passwords": "{}"}, bundle)
    boundary = kind.partition("boundary=")[2].encode()
    assert body.count(b"--" + boundary) == 3
    assert body.endswith(b"\r\n--" + boundary + b"--\r\n")
    assert b"\r\n\r\n" + bundle + b"\r\n--" in body
