"""Settings from the environment, as one frozen object."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from certificates.ledger import Limits
from service.durations import DAY_SECONDS
from service.settings import Environment, between, one_of, words

LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory"
LETS_ENCRYPT_STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of the operator. Directories are where compose.yaml mounts the volumes."""

    names: tuple[str, ...] = ("localhost",)
    email: str = ""
    enabled: bool = False
    directory: str = LETS_ENCRYPT
    profile: str = ""
    key_type: str = "ecdsa"
    check_seconds: int = DAY_SECONDS // 2
    limits: Limits = field(default_factory=Limits)
    state: Path = Path("/var/lib/acme")
    served: Path = Path("/certificates")
    webroot: Path = Path("/var/www/acme")
    ca_file: Path = Path("/run/secrets/acme_ca")
    edge: tuple[str, int] = ("nginx", 8443)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raise SettingsInvalid with all that is wrong."""
        environment = Environment(environ)
        read = environment.read
        settings = cls(
            names=words(environment.text("SITE_DOMAIN", "localhost").lower()),
            email=read("SITE_EMAIL", cls.email, email_address),
            enabled=read("TLS_MODE", "selfsigned", one_of("selfsigned", "letsencrypt")) == "letsencrypt",
            directory=read("CERTBOT_DIRECTORY", cls.directory, https_address),
            profile=environment.text("CERTBOT_PROFILE", cls.profile),
            key_type=read("CERTBOT_KEY_TYPE", cls.key_type, one_of("ecdsa", "rsa")),
            check_seconds=read("CERTBOT_CHECK_SECONDS", cls.check_seconds, between(1, DAY_SECONDS // 2)),
            limits=Limits(
                backoff_seconds=read("CERTBOT_BACKOFF_SECONDS", Limits.backoff_seconds, steps),
                failures_per_hour=read("CERTBOT_FAILURES_PER_HOUR", Limits.failures_per_hour, between(1, 10_000)),
                certificates_per_week=read(
                    "CERTBOT_CERTIFICATES_PER_WEEK", Limits.certificates_per_week, between(1, 10_000)
                ),
            ),
        )
        environment.check()
        return settings

    @property
    def ca_bundle(self) -> Path | None:
        """The roots to trust for the authority's own HTTPS; None means the public ones."""
        try:
            return self.ca_file if self.ca_file.read_bytes().strip() else None
        except OSError:
            return None


def email_address(text: str) -> str:
    """Accept an address; certbot also takes several, separated by commas."""
    if "@" not in text:
        raise ValueError("give an e-mail address like ops@example.com, or nothing")
    return text


def https_address(text: str) -> str:
    """Accept the address of a directory."""
    if not text.startswith("https://"):
        raise ValueError("give the https:// address of an ACME directory")
    return text


def steps(text: str) -> tuple[int, ...]:
    """Parse the pauses after failures, in seconds, separated by commas. Raise ValueError unless all are whole and above 0."""
    found = [step.strip() for step in text.split(",")]
    if not all(step.isascii() and step.isdigit() and int(step) >= 1 for step in found):
        raise ValueError("give seconds like 60,600,6000,86400")
    return tuple(map(int, found))
