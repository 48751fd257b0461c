"""Settings of the alerts from the environment: recipients, channels, and delays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ADDRESS = re.compile(r"[^\s@,<>]+@[^\s@,<>]+")
SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True)
class Email:
    """A mail server, and the recipients."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class AlertSettings:
    """Settings: how many failed results make a message, how often it is repeated, and the channels."""

    after: int = 2
    reminder_seconds: int = 86400
    email: Email | None = None
    urls: tuple[str, ...] = field(default=(), repr=False)
    heartbeat_url: str = field(default="", repr=False)
    heartbeat_fail_url: str = field(default="", repr=False)
    # the root of a mail server's private authority; the public ones are known anyway
    ca_file: Path = Path("/run/secrets/alert_ca")


def email_from(environ: Mapping[str, str], port: int, faults: list[str]) -> Email | None:
    """Read the variables of e-mail; add to the faults what can't be used. None where no mail server is named."""
    text = {name: environ.get(f"ALERT_{name}", "").strip() for name in ("EMAIL_TO", "EMAIL_FROM", "SMTP_HOST")}
    user, password = environ.get("ALERT_SMTP_USER", "").strip(), environ.get("ALERT_SMTP_PASSWORD", "")
    security = environ.get("ALERT_SMTP_SECURITY", "").strip() or SECURITY[0]
    if not text["SMTP_HOST"]:
        faults.extend(
            f"ALERT_{name} is set, and no mail server: set ALERT_SMTP_HOST too"
            for name in ("EMAIL_TO", "EMAIL_FROM", "SMTP_USER", "SMTP_PASSWORD")
            if environ.get(f"ALERT_{name}")
        )
        return None
    to = tuple((text["EMAIL_TO"] or environ.get("SITE_EMAIL", "")).replace(",", " ").split())
    if not to:
        faults.append("ALERT_SMTP_HOST is set, and nobody to write to: set ALERT_EMAIL_TO or SITE_EMAIL")
    sender = text["EMAIL_FROM"] or (user if ADDRESS.fullmatch(user) else "".join(to[:1]))
    faults.extend(
        f"{name}={address}: give an e-mail address like ops@example.com"
        for name, addresses in (("ALERT_EMAIL_TO", to), ("ALERT_EMAIL_FROM", filter(None, [text["EMAIL_FROM"]])))
        for address in addresses
        if not ADDRESS.fullmatch(address)
    )
    if security not in SECURITY:
        faults.append(f"ALERT_SMTP_SECURITY={security}: choose {', '.join(SECURITY)}")
    if bool(user) != bool(password):
        faults.append("ALERT_SMTP_USER and ALERT_SMTP_PASSWORD: set both, or none for a server without a login")
    if password and security == "none":
        faults.append("ALERT_SMTP_SECURITY=none would send the password in clear: choose starttls or tls")
    return Email(to, sender, text["SMTP_HOST"], port, security, user, password)


def web_address(name: str, environ: Mapping[str, str], faults: list[str]) -> str:
    """Read a variable that holds a web address or nothing. The fault does not repeat it: it is a secret."""
    text = environ.get(name, "").strip()
    try:
        parts = urlsplit(text)
        well = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        well = False
    if text and not well:
        faults.append(f"{name}: give an address that begins with https://, or nothing")
    return text
