"""The environment in, one frozen settings object out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingsInvalid(Exception):
    """Some variables can't be used; the message names all of them, a line each."""


@dataclass(frozen=True)
class Settings:
    """What is checked, how often, and how patiently."""

    domain: str = "localhost"
    verify_certificate: bool = False
    interval_seconds: int = 300
    timeout_seconds: int = 10
    min_requests: int = 10
    max_5xx_percent: int = 10
    max_429: int = 50
    max_disk_percent: int = 90
    edge: str = "nginx:8443"
    ocr: str = "ocr:8100"
    access_log: Path = Path("/var/lib/nginx-logs/ocr.access.log")
    edge_bans: Path = Path("/var/lib/edge-bans")
    log: Path = Path("/var/log/ocr-health-check.log")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check all variables; raise SettingsInvalid with every fault found."""
        faults: list[str] = []

        def number(name: str, default: int, *, low: int, high: int) -> int:
            text = environ.get(name) or str(default)
            if text.isascii() and text.isdigit() and low <= int(text) <= high:
                return int(text)
            faults.append(f"{name}={text}: give a whole number from {low} to {high}")
            return default

        settings = cls(
            domain=(environ.get("SITE_DOMAIN") or cls.domain).replace(",", " ").split()[0].lower(),
            verify_certificate=environ.get("TLS_MODE") == "letsencrypt",
            interval_seconds=number("HEALTH_INTERVAL_SECONDS", cls.interval_seconds, low=5, high=86400),
            timeout_seconds=number("HEALTH_TIMEOUT_SECONDS", cls.timeout_seconds, low=1, high=60),
            min_requests=number("HEALTH_MIN_REQUESTS", cls.min_requests, low=1, high=100000),
            max_5xx_percent=number("HEALTH_MAX_5XX_PERCENT", cls.max_5xx_percent, low=0, high=100),
            max_429=number("HEALTH_MAX_429", cls.max_429, low=0, high=100000),
            max_disk_percent=number("HEALTH_MAX_DISK_PERCENT", cls.max_disk_percent, low=1, high=99),
        )
        if faults:
            raise SettingsInvalid("\n".join(faults))
        return settings
