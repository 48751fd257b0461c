"""What the sender's process prints, for a service of Apprise other than e-mail."""

import io
import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from healthcheck.alerts import notify

MESSAGES = [{"subject": "first", "body": "one"}, {"subject": "second", "body": "two"}]


class Hook(BaseHTTPRequestHandler):
    """Takes what is posted, with the status that the test has chosen."""

    status = 200
    taken: list[dict[str, str]]

    def do_POST(self) -> None:
        self.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Hook, "taken", [], raising=False)
    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield f"json://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def printed(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"service": url, "messages": MESSAGES})))
    notify.main()
    return capsys.readouterr().out.splitlines()


def test_prints_an_empty_line_for_each_message_that_was_accepted(
    hook: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(hook, monkeypatch, capsys) == ["", ""]
    assert [(letter["title"], letter["message"]) for letter in Hook.taken] == [("first", "one"), ("second", "two")]


def test_stops_at_the_first_that_is_refused_so_that_none_overtakes_it(
    hook: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Hook, "status", 403)
    (fault,) = printed(hook, monkeypatch, capsys)
    assert "403" in fault
    assert len(Hook.taken) == 1
