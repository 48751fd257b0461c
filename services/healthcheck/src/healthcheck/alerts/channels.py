"""Channels by which messages are sent: the settings for Apprise, and what must never be shown."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from healthcheck.alerts.settings import AlertSettings, Email

MODES = {"starttls": "starttls", "tls": "ssl", "none": "insecure"}
# Said where there is none, before the commands to run next
NO_CHANNEL = "no channel for alerts is configured: set ALERT_SMTP_HOST or ALERT_URLS in .env"
# Seconds to connect, and for an answer: mail servers hold strangers up on purpose.
PATIENCE_SECONDS = 15


@dataclass(frozen=True)
class Channel:
    """One channel to the operator; `service` is an Apprise URL or the parts of one."""

    name: str
    service: str | dict[str, object] = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def redact(self, text: str) -> str:
        """Hide what is secret in a text that speaks of this channel."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text


def channels(settings: AlertSettings) -> tuple[Channel, ...]:
    """Return every configured channel, e-mail first; several URLs of one kind are numbered."""
    found = [_by_mail(settings.email)] if settings.email else []
    for url in settings.urls:
        kind = url.partition("://")[0]
        number = 1 + sum(re.fullmatch(rf"{re.escape(kind)}( \d+)?", channel.name) is not None for channel in found)
        found.append(Channel(kind if number == 1 else f"{kind} {number}", url, _secrets(url)))
    return tuple(found)


def _by_mail(email: Email) -> Channel:
    service: dict[str, object] = {
        "schema": "mailto" if email.security == "none" else "mailtos",
        "host": email.host,
        "smtp_host": email.host,
        "port": email.port,
        "user": email.user or None,
        "password": email.password or None,
        "from_addr": f"Receipt OCR <{email.sender}>",
        "targets": list(email.to),
        "secure_mode": MODES[email.security],
        "format": "text",
        "cto": PATIENCE_SECONDS,
        "rto": PATIENCE_SECONDS,
    }
    return Channel("email", service, (email.password,) if email.password else ())


def _secrets(url: str) -> tuple[str, ...]:
    """Return the parts of a URL that may be keys: of most services any part but the first is one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return (url,)
    # short words are no keys, and would blot out half of a sentence
    pieces = [*re.split(r"[/:@,]", f"{parts.netloc}/{parts.path}"), *re.split(r"[&=]", parts.query), parts.fragment]
    return tuple({form for piece in pieces for form in (piece, unquote(piece)) if len(form) > 3})
