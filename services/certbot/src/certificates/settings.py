"""Settings from the environment, as one frozen object."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from certificates.ledger import Limits

LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory"
LETS_ENCRYPT_STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory"


class SettingsInvalid(Exception):
    """Some variables are invalid; the message names each of them, with the values allowed."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of the operator. Directories are where compose.yaml mounts the volumes."""

    names: tuple[str, ...] = ("localhost",)
    email: str = ""
    enabled: bool = False
    directory: str = LETS_ENCRYPT
    profile: str = ""
    key_type: str = "ecdsa"
    check_seconds: int = 43_200
    limits: Limits = field(default_factory=Limits)
    state: Path = Path("/var/lib/acme")
    served: Path = Path("/certificates")
    webroot: Path = Path("/var/www/acme")
    ca_file: Path = Path("/run/secrets/acme_ca")
    edge: tuple[str, int] = ("nginx", 8443)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raise SettingsInvalid with all that is wrong."""
        wrong: list[str] = []

        def text(name: str, default: str) -> str:
            # .env may have a variable without a value: the default then
            return environ.get(name, "").strip() or default

        def number(name: str, default: int, highest: int) -> int:
            value = text(name, str(default))
            if value.isdecimal() and 1 <= int(value) <= highest:
                return int(value)
            wrong.append(f'{name} is "{value}": give a whole number, 1 to {highest}')
            return default

        def choice(name: str, *values: str) -> str:
            value = text(name, values[0])
            if value not in values:
                wrong.append(f'{name} is "{value}": choose {" or ".join(values)}')
            return value

        steps = text("CERTBOT_BACKOFF_SECONDS", "60,600,6000,86400").split(",")
        if not all(step.strip().isdecimal() and int(step) >= 1 for step in steps):
            wrong.append(f'CERTBOT_BACKOFF_SECONDS is "{",".join(steps)}": give seconds like 60,600,6000,86400')
            steps = ["60"]
        email = text("SITE_EMAIL", "")
        if email and "@" not in email:
            wrong.append(f'SITE_EMAIL is "{email}": give an e-mail address, or nothing')
        directory = text("CERTBOT_DIRECTORY", LETS_ENCRYPT)
        if not directory.startswith("https://"):
            wrong.append(f'CERTBOT_DIRECTORY is "{directory}": give the https:// address of an ACME directory')
        settings = cls(
            names=tuple(text("SITE_DOMAIN", "localhost").lower().replace(",", " ").split()),
            email=email,
            enabled=choice("TLS_MODE", "selfsigned", "letsencrypt") == "letsencrypt",
            directory=directory,
            profile=text("CERTBOT_PROFILE", ""),
            key_type=choice("CERTBOT_KEY_TYPE", "ecdsa", "rsa"),
            check_seconds=number("CERTBOT_CHECK_SECONDS", 43_200, 43_200),
            limits=Limits(
                backoff_seconds=tuple(int(step) for step in steps),
                failures_per_hour=number("CERTBOT_FAILURES_PER_HOUR", 5, 10_000),
                certificates_per_week=number("CERTBOT_CERTIFICATES_PER_WEEK", 5, 10_000),
            ),
        )
        if wrong:
            raise SettingsInvalid("\n".join(wrong))
        return settings

    @property
    def ca_bundle(self) -> Path | None:
        """The roots to trust for the authority's own HTTPS; None means the public ones."""
        try:
            return self.ca_file if self.ca_file.read_bytes().strip() else None
        except OSError:
            return None
