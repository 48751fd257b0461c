"""The environment in, one frozen settings object out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from healthcheck.alerts.settings import AlertSettings, Email, email_from, web_address


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
    sample_seconds: int = 3600
    max_ocr_mb: int = 450
    max_log_days: int = 8
    max_log_mb: int = 100
    alerts: AlertSettings = field(default_factory=AlertSettings)
    edge: str = "nginx:8443"
    ocr: str = "ocr:8100"
    access_log: Path = Path("/var/lib/nginx-logs/ocr.access.log")
    edge_bans: Path = Path("/var/lib/edge-bans")
    certificate_report: Path = Path("/certificates/status.json")
    authority: Path = Path("/run/secrets/acme_ca")
    sample: Path = Path("/usr/local/share/healthcheck/sample-receipt.jpg")
    log: Path = Path("/var/log/ocr-health-check.log")
    state: Path = Path("/var/lib/healthcheck/state.json")

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
            interval_seconds=number("HEALTH_INTERVAL_SECONDS", cls.interval_seconds, low=1, high=86400),
            timeout_seconds=number("HEALTH_TIMEOUT_SECONDS", cls.timeout_seconds, low=1, high=60),
            min_requests=number("HEALTH_MIN_REQUESTS", cls.min_requests, low=1, high=100000),
            max_5xx_percent=number("HEALTH_MAX_5XX_PERCENT", cls.max_5xx_percent, low=0, high=100),
            max_429=number("HEALTH_MAX_429", cls.max_429, low=0, high=100000),
            max_disk_percent=number("HEALTH_MAX_DISK_PERCENT", cls.max_disk_percent, low=1, high=99),
            sample_seconds=number("HEALTH_SAMPLE_SECONDS", cls.sample_seconds, low=5, high=86400),
            max_ocr_mb=number("HEALTH_MAX_OCR_MB", cls.max_ocr_mb, low=1, high=100000),
            max_log_days=number("HEALTH_MAX_LOG_DAYS", cls.max_log_days, low=1, high=365),
            max_log_mb=number("HEALTH_MAX_LOG_MB", cls.max_log_mb, low=1, high=100000),
            alerts=AlertSettings(
                after=number("HEALTH_ALERT_AFTER", AlertSettings.after, low=1, high=100),
                reminder_seconds=number("ALERT_REMINDER_SECONDS", AlertSettings.reminder_seconds, low=5, high=31536000),
                email=email_from(environ, number("ALERT_SMTP_PORT", Email.port, low=1, high=65535), faults),
                urls=tuple(environ.get("ALERT_URLS", "").split()),
                heartbeat_url=web_address("HEARTBEAT_URL", environ, faults),
                heartbeat_fail_url=web_address("HEARTBEAT_FAIL_URL", environ, faults),
            ),
        )
        if faults:
            raise SettingsInvalid("\n".join(faults))
        return settings
