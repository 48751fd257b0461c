"""Settings of the alerts from the environment: recipients, channels, and delays."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from service.durations import DAY_SECONDS, YEAR_SECONDS
from service.settings import Environment, between, one_of, words

ADDRESS = re.compile(r"[^\s@,<>]+@[^\s@,<>]+")
SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True)
class Email:
    """A mail server, and the recipients."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int = 587
    security: str = SECURITY[0]
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class AlertSettings:
    """Settings: how many failed results make a message, how often it is repeated, and the channels."""

    after: int = 2
    reminder_seconds: int = DAY_SECONDS
    email: Email | None = None
    urls: tuple[str, ...] = field(default=(), repr=False)
    heartbeat_url: str = field(default="", repr=False)
    heartbeat_fail_url: str = field(default="", repr=False)
    # the root of a mail server's private authority; the public ones are known anyway
    ca_file: Path = Path("/run/secrets/alert_ca")

    @classmethod
    def from_env(cls, environment: Environment) -> Self:
        """Read the variables; what can't be used is added to the environment's faults."""
        read = environment.read
        return cls(
            after=read("HEALTH_ALERT_AFTER", cls.after, between(1, 100)),
            reminder_seconds=read("ALERT_REMINDER_SECONDS", cls.reminder_seconds, between(5, YEAR_SECONDS)),
            email=_email(environment),
            urls=tuple(environment.text("ALERT_URLS").split()),
            heartbeat_url=read("HEARTBEAT_URL", "", web_address, secret=True),
            heartbeat_fail_url=read("HEARTBEAT_FAIL_URL", "", web_address, secret=True),
        )


def _email(environment: Environment) -> Email | None:
    """Read the variables of e-mail; None where no mail server is named."""
    to, sender, host, user = (
        environment.text(f"ALERT_{name}") for name in ("EMAIL_TO", "EMAIL_FROM", "SMTP_HOST", "SMTP_USER")
    )
    password = environment.verbatim("ALERT_SMTP_PASSWORD")
    port = environment.read("ALERT_SMTP_PORT", Email.port, between(1, 65535))
    if not host:
        for name in ("EMAIL_TO", "EMAIL_FROM", "SMTP_USER", "SMTP_PASSWORD"):
            if environment.verbatim(f"ALERT_{name}"):
                environment.refuse(f"ALERT_{name}", "there is no mail server; set ALERT_SMTP_HOST too")
        return None
    recipients = words(to or environment.text("SITE_EMAIL"))
    if not recipients:
        environment.refuse("ALERT_SMTP_HOST", "there is nobody to write to; set ALERT_EMAIL_TO or SITE_EMAIL")
    for name, addresses in (("ALERT_EMAIL_TO", recipients), ("ALERT_EMAIL_FROM", (sender,) if sender else ())):
        for address in addresses:
            if not ADDRESS.fullmatch(address):
                environment.refuse(f"{name}={address}", "give an e-mail address like ops@example.com")
    security = environment.read("ALERT_SMTP_SECURITY", SECURITY[0], one_of(*SECURITY))
    if bool(user) != bool(password):
        environment.refuse("ALERT_SMTP_USER and ALERT_SMTP_PASSWORD", "set both, or none for a server without a login")
    if password and security == "none":
        environment.refuse("ALERT_SMTP_SECURITY=none", "the password would be sent in clear; choose starttls or tls")
    sender = sender or (user if ADDRESS.fullmatch(user) else "".join(recipients[:1]))
    return Email(recipients, sender, host, port, security, user, password)


def web_address(text: str) -> str:
    """Accept a web address."""
    try:
        parts = urlsplit(text)
        well = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        well = False
    if not well:
        raise ValueError("give an address that begins with https://, or nothing")
    return text
