"""Who is told, and how: the environment, right and wrong."""

import pytest

from healthcheck.alerts.settings import AlertSettings, Email
from healthcheck.settings import Settings
from service.settings import SettingsInvalid

MAIL = {"ALERT_SMTP_HOST": "smtp.example.com", "SITE_EMAIL": "ops@example.com"}


def alerts(**environ: str) -> AlertSettings:
    return Settings.from_env(environ).alerts


def test_tells_nobody_by_default() -> None:
    assert alerts(SITE_EMAIL="ops@example.com").email is None


def test_writes_to_and_from_the_address_of_the_site_if_no_other_is_named() -> None:
    assert alerts(**MAIL).email == Email(("ops@example.com",), "ops@example.com", "smtp.example.com")


def test_reads_every_variable() -> None:
    settings = alerts(
        **MAIL,
        ALERT_EMAIL_TO="a@example.com, b@example.com",
        ALERT_EMAIL_FROM="ocr@example.com",
        ALERT_SMTP_PORT="2525",
        ALERT_SMTP_SECURITY="tls",
        ALERT_SMTP_USER="me",
        ALERT_SMTP_PASSWORD="pa$s word",
        ALERT_URLS="ntfys://topic  slack://a/b/c",
        HEARTBEAT_URL="https://hc.example.com/1",
        HEARTBEAT_FAIL_URL="https://hc.example.com/1/fail",
        HEALTH_ALERT_AFTER="3",
        ALERT_REMINDER_SECONDS="60",
    )
    assert settings == AlertSettings(
        after=3,
        reminder_seconds=60,
        email=Email(
            ("a@example.com", "b@example.com"), "ocr@example.com", "smtp.example.com", 2525, "tls", "me", "pa$s word"
        ),
        urls=("ntfys://topic", "slack://a/b/c"),
        heartbeat_url="https://hc.example.com/1",
        heartbeat_fail_url="https://hc.example.com/1/fail",
    )


def test_writes_from_the_login_if_that_is_an_address() -> None:
    email = alerts(**MAIL, ALERT_SMTP_USER="me@example.com", ALERT_SMTP_PASSWORD="x").email
    assert email
    assert email.sender == "me@example.com"


@pytest.mark.parametrize(
    ("environ", "fault"),
    [
        ({"ALERT_EMAIL_TO": "a@b.c"}, "ALERT_EMAIL_TO: there is no mail server; set ALERT_SMTP_HOST too"),
        ({"ALERT_SMTP_HOST": "x"}, "ALERT_SMTP_HOST: there is nobody to write to; set ALERT_EMAIL_TO or SITE_EMAIL"),
        ({**MAIL, "ALERT_EMAIL_TO": "ops"}, "ALERT_EMAIL_TO=ops: give an e-mail address like ops@example.com"),
        ({**MAIL, "ALERT_EMAIL_FROM": "a b@c"}, "ALERT_EMAIL_FROM=a b@c: give an e-mail address like ops@example.com"),
        ({**MAIL, "ALERT_SMTP_SECURITY": "ssl"}, "ALERT_SMTP_SECURITY=ssl: choose starttls, tls or none"),
        ({**MAIL, "ALERT_SMTP_PORT": "0"}, "ALERT_SMTP_PORT=0: give a whole number from 1 to 65535"),
        (
            {**MAIL, "ALERT_SMTP_USER": "me"},
            "ALERT_SMTP_USER and ALERT_SMTP_PASSWORD: set both, or none for a server without a login",
        ),
        (
            {**MAIL, "ALERT_SMTP_USER": "me", "ALERT_SMTP_PASSWORD": "secret", "ALERT_SMTP_SECURITY": "none"},
            "ALERT_SMTP_SECURITY=none: the password would be sent in clear; choose starttls or tls",
        ),
        ({"HEARTBEAT_URL": "hc.example.com"}, "HEARTBEAT_URL: give an address that begins with https://, or nothing"),
        ({"HEARTBEAT_URL": "https://a:b"}, "HEARTBEAT_URL: give an address that begins with https://, or nothing"),
        ({"HEARTBEAT_FAIL_URL": "x"}, "HEARTBEAT_FAIL_URL: give an address that begins with https://, or nothing"),
    ],
)
def test_names_what_can_not_be_used_and_what_to_give_instead(environ: dict[str, str], fault: str) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        Settings.from_env(environ)
    assert refused.value.faults == (fault,)
    assert "secret" not in str(refused.value)


def test_shows_no_secret_when_it_is_printed() -> None:
    settings = alerts(
        **MAIL,
        ALERT_SMTP_USER="me",
        ALERT_SMTP_PASSWORD="hidden",
        ALERT_URLS="slack://hidden",
        HEARTBEAT_URL="http://hidden",
    )
    assert "hidden" not in repr(settings)
