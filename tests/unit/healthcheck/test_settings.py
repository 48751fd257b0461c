"""The environment, right and wrong."""

import pytest

from healthcheck.settings import Settings
from service.settings import SettingsInvalid


def test_takes_its_defaults_from_an_empty_environment() -> None:
    assert Settings.from_env({}) == Settings()


def test_reads_every_variable() -> None:
    settings = Settings.from_env({
        "SITE_DOMAIN": "OCR.example.com, www.example.com",
        "TLS_MODE": "letsencrypt",
        "HEALTH_INTERVAL_SECONDS": "60",
        "HEALTH_TIMEOUT_SECONDS": "5",
        "HEALTH_MIN_REQUESTS": "1",
        "HEALTH_MAX_5XX_PERCENT": "2",
        "HEALTH_MAX_429": "3",
        "HEALTH_MAX_DISK_PERCENT": "4",
        "HEALTH_SAMPLE_SECONDS": "50",
        "HEALTH_MAX_OCR_MB": "6",
        "HEALTH_MAX_LOG_DAYS": "7",
        "HEALTH_MAX_LOG_MB": "8",
        "CLUSTER_READERS": "9",
        "CLUSTER_MACHINES": "10",
    })  # fmt: skip
    assert settings == Settings(
        "ocr.example.com",
        verify_certificate=True,
        interval_seconds=60,
        timeout_seconds=5,
        min_requests=1,
        max_5xx_percent=2,
        max_429=3,
        max_disk_percent=4,
        sample_seconds=50,
        max_ocr_mb=6,
        max_log_days=7,
        max_log_mb=8,
        cluster_readers=9,
        cluster_machines=10,
    )


def test_names_all_bad_variables_at_once_with_their_ranges() -> None:
    with pytest.raises(SettingsInvalid) as refused:
        Settings.from_env({"HEALTH_INTERVAL_SECONDS": "0", "HEALTH_TIMEOUT_SECONDS": "soon"})
    assert refused.value.faults == (
        "HEALTH_INTERVAL_SECONDS=0: give a whole number from 1 to 86400",
        "HEALTH_TIMEOUT_SECONDS=soon: give a whole number from 1 to 60",
    )
