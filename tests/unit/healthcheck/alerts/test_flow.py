"""From results to messages, across a restart too, with a real mail server."""

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from healthcheck.alerts.flow import NOBODY, Alerts
from healthcheck.alerts.settings import AlertSettings, Email
from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from tests.support.mail import Mailbox, mail_server, text

WELL = {"disk": CheckResult(ok=True, figure="12% full")}
ILL = {"disk": CheckResult(ok=False, figure="97% full")}


pytestmark = pytest.mark.usefixtures("_sent_from_here")


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        free: int = listening.getsockname()[1]
    return free


@pytest.fixture
def start(tmp_path: Path, port: int) -> Callable[[], Alerts]:
    """Start the flow as the sidecar does, again and again on one state."""
    email = Email(("ops@example.com",), "ocr@example.com", "127.0.0.1", port, "none")
    alerts = AlertSettings(email=email, ca_file=Path("/dev/null"))
    settings = replace(Settings(), domain="ocr.example.com", state=tmp_path / "state.json", alerts=alerts)

    def begin() -> Alerts:
        flow = Alerts(settings)
        assert flow.begin() == []
        return flow

    return begin


def listen(port: int) -> socket.socket:
    return socket.create_server(("127.0.0.1", port))


def test_one_letter_when_trouble_begins_and_one_when_it_ends(start: Callable[[], Alerts], port: int) -> None:
    mailbox, flow = Mailbox(), start()
    with listen(port) as listener, mail_server(listener, mailbox):
        for results in (WELL, ILL, ILL, ILL, WELL, ILL, WELL, WELL, WELL):
            flow.after(results)
    assert [subject.split("] ")[1][:10] for subject in mailbox.subjects] == ["FAIL: disk", "recovered "]
    assert "97% full" in text(mailbox.letters[0])


def test_tells_the_log_what_was_sent(start: Callable[[], Alerts], port: int) -> None:
    mailbox, flow = Mailbox(), start()
    with listen(port) as listener, mail_server(listener, mailbox):
        said = [*flow.after(ILL), *flow.after(ILL)]
    assert [result.figure for result in said] == [
        "opened: [receipt-ocr ocr.example.com] FAIL: disk",
        "email has accepted: [receipt-ocr ocr.example.com] FAIL: disk",
    ]


def test_keeps_what_could_not_be_sent_over_a_restart_and_sends_it_once_in_order(
    start: Callable[[], Alerts], port: int
) -> None:
    flow = start()
    flow.after(ILL)
    assert "Connection refused; 1 waiting" in flow.after(ILL)[-1].figure
    flow.after(WELL)
    flow.after(WELL)
    mailbox, restarted = Mailbox(), start()
    with listen(port) as listener, mail_server(listener, mailbox):
        restarted.after(WELL)
        restarted.after(WELL)
    assert ["FAIL" in subject for subject in mailbox.subjects] == [True, False]


def test_a_restart_tells_nothing_twice(start: Callable[[], Alerts], port: int) -> None:
    mailbox = Mailbox()
    with listen(port) as listener, mail_server(listener, mailbox):
        flow = start()
        flow.after(ILL)
        flow.after(ILL)
        flow = start()
        flow.after(ILL)
        assert flow.in_trouble
        flow = start()
        flow.after(WELL)
        flow.after(WELL)
    assert len(mailbox.letters) == 2
    assert not flow.in_trouble


def test_sends_although_it_can_write_nothing_down(start: Callable[[], Alerts], port: int, tmp_path: Path) -> None:
    (tmp_path / ".state.json.new").mkdir()
    mailbox, flow = Mailbox(), start()
    with listen(port) as listener, mail_server(listener, mailbox):
        said = [result.figure for result in (*flow.after(ILL), *flow.after(ILL), *flow.after(ILL))]
    assert len(mailbox.letters) == 1
    assert any(figure.startswith("not saved") for figure in said)


def test_says_at_the_start_that_nobody_is_told_and_still_remembers(tmp_path: Path) -> None:
    settings = replace(Settings(), state=tmp_path / "state.json")
    flow = Alerts(settings)
    assert flow.begin() == [CheckResult(ok=False, figure=NOBODY)]
    flow.after(ILL)
    flow.after(ILL)
    restarted = Alerts(settings)
    restarted.begin()
    assert restarted.in_trouble
    assert restarted.failing == {"disk"}


def test_says_so_and_goes_on_when_its_state_is_broken(tmp_path: Path, start: Callable[[], Alerts], port: int) -> None:
    (tmp_path / "state.json").write_text("{")
    with pytest.raises(AssertionError, match="the state from before is lost"):
        start()
    settings = replace(Settings(), state=tmp_path / "state.json")
    flow = Alerts(settings)
    flow.begin()
    flow.after(WELL)
    assert Alerts(settings).begin() == [CheckResult(ok=False, figure=NOBODY)]
