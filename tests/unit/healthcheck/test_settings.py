"""The environment, right and wrong."""

import pytest

from healthcheck.settings import Settings, SettingsInvalid


def test_takes_its_defaults_from_an_empty_environment() -> None:
    assert Settings.from_env({}) == Settings()


def test_reads_every_variable() -> None:
    settings = Settings.from_env({
        "SITE_DOMAIN": "OCR.example.com, www.example.com",
        "TLS_MODE": "letsencrypt",
        "HEALTH_INTERVAL_SECONDS": "60",
        "HEALTH_TIMEOUT_SECONDS": "5",
    })  # fmt: skip
    assert settings == Settings("ocr.example.com", verify_certificate=True, interval_seconds=60, timeout_seconds=5)


def test_names_all_bad_variables_at_once_with_their_ranges() -> None:
    with pytest.raises(SettingsInvalid) as refused:
        Settings.from_env({"HEALTH_INTERVAL_SECONDS": "4", "HEALTH_TIMEOUT_SECONDS": "soon"})
    assert str(refused.value).splitlines() == [
        "HEALTH_INTERVAL_SECONDS=4: give a whole number from 5 to 86400",
        "HEALTH_TIMEOUT_SECONDS=soon: give a whole number from 1 to 60",
    ]
