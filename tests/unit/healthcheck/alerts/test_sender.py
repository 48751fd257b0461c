"""Messages on their way through a sender's process to a real mail server."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import healthcheck.alerts.sender
from healthcheck.alerts.channels import Channel, channels
from healthcheck.alerts.message import Message
from healthcheck.alerts.sender import NOT_UNDERSTOOD, deliver
from healthcheck.alerts.settings import AlertSettings, Email
from tests.support.mail import Mailbox, mail_server, make_mail_pair, text

MESSAGES = (
    Message(1, "opened", "FAIL: disk", "disk: 97% full\n  next make status"),
    Message(2, "ended", "well", "again"),
)
NO_AUTHORITY = Path("/dev/null")
PASSWORD = "p/a:s@s$w#rd %"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def _in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the sender's process find what it runs."""
    services = Path(__file__).parents[4] / "services"
    monkeypatch.setenv("PYTHONPATH", f"{services}/healthcheck/src:{services}/shared/src")


in_a_process = pytest.mark.usefixtures("_in_a_process")
here = pytest.mark.usefixtures("_sent_from_here")


def by_mail(listener: socket.socket, security: str, *, password: str = "") -> Channel:
    port: int = listener.getsockname()[1]
    user = "ops" if password else ""
    email = Email(("ops@example.com", "b@example.com"), "ocr@example.com", "localhost", port, security, user, password)
    return channels(AlertSettings(email=email))[0]


@in_a_process
def test_sends_by_a_process_of_its_own(listener: socket.socket, mailbox: Mailbox) -> None:
    with mail_server(listener, mailbox):
        assert deliver(by_mail(listener, "none"), MESSAGES[:1], NO_AUTHORITY) == [""]
    assert mailbox.subjects == ["FAIL: disk", "FAIL: disk"]


@here
def test_sends_plain_text_in_order_to_every_address(listener: socket.socket, mailbox: Mailbox) -> None:
    with mail_server(listener, mailbox):
        assert deliver(by_mail(listener, "none"), MESSAGES, NO_AUTHORITY) == ["", ""]
    assert mailbox.subjects == ["FAIL: disk", "FAIL: disk", "well", "well"]
    assert {str(letter["To"]) for letter in mailbox.letters} == {"ops@example.com", "b@example.com"}
    assert mailbox.letters[0].get_content_type() == "text/plain"
    assert text(mailbox.letters[0]).splitlines() == MESSAGES[0].body.splitlines()
    assert "ocr@example.com" in str(mailbox.letters[0]["From"])


@here
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_sends_over_tls_with_a_login_to_a_server_of_a_private_authority(
    listener: socket.socket, mailbox: Mailbox, tmp_path: Path, security: str
) -> None:
    pair = make_mail_pair(tmp_path, "DNS:localhost")
    places = {"starttls" if security == "starttls" else "tls": pair}
    with mail_server(listener, mailbox, password=PASSWORD, **places):
        channel = by_mail(listener, security, password=PASSWORD)
        assert deliver(channel, MESSAGES[:1], pair / "ca.pem") == [""]
        unknown = deliver(channel, MESSAGES[:1], NO_AUTHORITY)
    assert len(mailbox.letters) == 2
    assert "CERTIFICATE_VERIFY_FAILED" in unknown[0]


@here
def test_says_why_a_login_was_refused_and_not_with_which_password(
    listener: socket.socket, mailbox: Mailbox, tmp_path: Path
) -> None:
    pair = make_mail_pair(tmp_path, "DNS:localhost")
    with mail_server(listener, mailbox, starttls=pair, password="another"):
        outcome = deliver(by_mail(listener, "starttls", password=PASSWORD), MESSAGES, pair / "ca.pem")
    assert len(outcome) == 1
    assert "535" in outcome[0]
    assert PASSWORD not in outcome[0]


@here
def test_does_not_go_on_without_starttls_when_the_server_has_none(listener: socket.socket, mailbox: Mailbox) -> None:
    with mail_server(listener, mailbox):
        outcome = deliver(by_mail(listener, "starttls"), MESSAGES, NO_AUTHORITY)
    assert "STARTTLS" in outcome[0]
    assert mailbox.letters == []


@here
def test_says_that_nobody_listens(listener: socket.socket) -> None:
    channel = by_mail(listener, "none")
    listener.close()
    outcome = deliver(channel, MESSAGES, NO_AUTHORITY)
    assert len(outcome) == 1
    assert "Connection refused" in outcome[0]


@in_a_process
def test_gives_up_on_a_server_that_says_nothing(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(healthcheck.alerts.sender, "TIMEOUT_SECONDS", 0.5)
    assert deliver(by_mail(listener, "none"), MESSAGES, NO_AUTHORITY) == ["no answer within 0.5 seconds"]


@here
@pytest.mark.parametrize("url", ["nonsense://x", "slack://short", "not an address"])
def test_says_so_when_a_way_is_not_understood(url: str) -> None:
    (fault,) = deliver(Channel("x", url), [], NO_AUTHORITY)
    assert fault.startswith(NOT_UNDERSTOOD)


@here
def test_has_nothing_to_say_of_a_way_that_is_understood() -> None:
    assert deliver(Channel("x", "ntfys://topic"), [], NO_AUTHORITY) == []
