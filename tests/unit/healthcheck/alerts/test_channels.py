"""The channels by which messages go out, and what of them must never be shown."""

import pytest

from healthcheck.alerts.channels import Channel, channels
from healthcheck.alerts.settings import AlertSettings, Email

EMAIL = Email(("ops@example.com",), "ocr@example.com", "smtp.example.com", 2525, "tls", "me", "p/a:s@s#w")


def test_puts_email_first_and_numbers_urls_of_one_kind() -> None:
    settings = AlertSettings(email=EMAIL, urls=("slack://aaaa/b", "ntfys://topic", "slack://cccc/d"))
    assert [channel.name for channel in channels(settings)] == ["email", "slack", "ntfys", "slack 2"]


def test_has_none_by_default() -> None:
    assert channels(AlertSettings()) == ()


@pytest.mark.parametrize(
    ("security", "schema", "mode"),
    [("starttls", "mailtos", "starttls"), ("tls", "mailtos", "ssl"), ("none", "mailto", "insecure")],
)
def test_speaks_of_security_in_the_words_of_apprise(security: str, schema: str, mode: str) -> None:
    channel = channels(AlertSettings(email=Email(("a@b.c",), "a@b.c", "mail", security=security)))[0]
    assert isinstance(channel.service, dict)
    assert (channel.service["schema"], channel.service["secure_mode"]) == (schema, mode)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
            "url: /services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        ),
        ("json://ops:hunter2@hooks.example.com/abcd", "ops:hunter2@hooks.example.com: refused"),
        ("json://hooks.example.com/?token=s%2Fecret", "token s/ecret is wrong, so is s%2Fecret"),
        ("json://[broken", "json://[broken is broken"),
    ],
)
def test_hides_the_keys_of_an_url(url: str, said: str) -> None:
    hidden = channels(AlertSettings(urls=(url,)))[0].redact(said)
    for key in ("T1JJ3T3L2", "A1BRTD4JD", "TIiajkdnlazkcOXrIdevi7FQ", "hunter2", "s/ecret", "s%2Fecret", "[broken"):
        assert key not in hidden


def test_hides_the_password_of_the_mail_server() -> None:
    assert channels(AlertSettings(email=EMAIL))[0].redact("535 p/a:s@s#w is wrong") == "535 *** is wrong"


def test_shows_no_secret_when_it_is_printed() -> None:
    assert "hidden" not in repr(Channel("email", {"password": "hidden"}, ("hidden",)))
