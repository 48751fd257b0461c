"""Settings from the environment, as one frozen object."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from healthcheck.alerts.settings import AlertSettings
from service.durations import DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS
from service.settings import Environment, between, words


@dataclass(frozen=True)
class Settings:
    """What is checked, how often, and how patiently."""

    domain: str = "localhost"
    verify_certificate: bool = False
    interval_seconds: int = 5 * MINUTE_SECONDS
    timeout_seconds: int = 10
    min_requests: int = 10
    max_5xx_percent: int = 10
    max_429: int = 50
    max_disk_percent: int = 90
    sample_seconds: int = HOUR_SECONDS
    max_ocr_mb: int = 450
    max_log_days: int = 8
    max_log_mb: int = 100
    # on other machines: how many should read, and on how many machines; 0 where this one reads alone
    cluster_readers: int = 0
    cluster_machines: int = 0
    alerts: AlertSettings = field(default_factory=AlertSettings)
    edge: str = "nginx:8443"
    ocr: str = "ocr:8100"
    # with a dot: the name of containers, of no domain
    readers: str = "readers.:8100"
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
        environment = Environment(environ)
        read = environment.read
        settings = cls(
            domain=words(environment.text("SITE_DOMAIN", cls.domain))[0].lower(),
            verify_certificate=environment.text("TLS_MODE") == "letsencrypt",
            interval_seconds=read("HEALTH_INTERVAL_SECONDS", cls.interval_seconds, between(1, DAY_SECONDS)),
            timeout_seconds=read("HEALTH_TIMEOUT_SECONDS", cls.timeout_seconds, between(1, MINUTE_SECONDS)),
            min_requests=read("HEALTH_MIN_REQUESTS", cls.min_requests, between(1, 100_000)),
            max_5xx_percent=read("HEALTH_MAX_5XX_PERCENT", cls.max_5xx_percent, between(0, 100)),
            max_429=read("HEALTH_MAX_429", cls.max_429, between(0, 100_000)),
            max_disk_percent=read("HEALTH_MAX_DISK_PERCENT", cls.max_disk_percent, between(1, 99)),
            sample_seconds=read("HEALTH_SAMPLE_SECONDS", cls.sample_seconds, between(5, DAY_SECONDS)),
            max_ocr_mb=read("HEALTH_MAX_OCR_MB", cls.max_ocr_mb, between(1, 100_000)),
            max_log_days=read("HEALTH_MAX_LOG_DAYS", cls.max_log_days, between(1, 365)),
            max_log_mb=read("HEALTH_MAX_LOG_MB", cls.max_log_mb, between(1, 100_000)),
            cluster_readers=read("CLUSTER_READERS", cls.cluster_readers, between(0, 999)),
            cluster_machines=read("CLUSTER_MACHINES", cls.cluster_machines, between(0, 999)),
            alerts=AlertSettings.from_env(environment),
        )
        environment.check()
        return settings
