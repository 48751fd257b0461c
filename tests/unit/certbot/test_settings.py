from pathlib import Path

import pytest

from certificates.ledger import Limits
from certificates.settings import LETS_ENCRYPT, Settings
from service.settings import SettingsInvalid


def test_has_defaults_for_everything() -> None:
    assert Settings.from_env({}) == Settings(names=("localhost",), directory=LETS_ENCRYPT, limits=Limits())


def test_an_empty_variable_means_the_default() -> None:
    assert Settings.from_env({"SITE_DOMAIN": "", "CERTBOT_KEY_TYPE": " "}) == Settings.from_env({})


def test_reads_names_and_limits() -> None:
    settings = Settings.from_env(
        {"SITE_DOMAIN": "OCR.test, www.ocr.test", "TLS_MODE": "letsencrypt", "CERTBOT_BACKOFF_SECONDS": "1, 2"}
    )
    assert settings.names == ("ocr.test", "www.ocr.test")
    assert settings.enabled
    assert settings.limits.backoff_seconds == (1, 2)


def test_reports_all_that_is_wrong_at_once() -> None:
    wrong = {
        "SITE_EMAIL": "nobody",
        "TLS_MODE": "off",
        "CERTBOT_DIRECTORY": "http://ca.test",
        "CERTBOT_KEY_TYPE": "dsa",
        "CERTBOT_CHECK_SECONDS": "86400",
        "CERTBOT_BACKOFF_SECONDS": "60,soon",
        "CERTBOT_FAILURES_PER_HOUR": "0",
        "CERTBOT_CERTIFICATES_PER_WEEK": "many",
    }
    with pytest.raises(SettingsInvalid) as fault:
        Settings.from_env(wrong)
    assert [line.partition(": ")[0] for line in fault.value.faults] == [
        f"{name}={text}" for name, text in wrong.items()
    ]


def test_an_empty_root_means_the_public_ones(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("\n")
    assert Settings(ca_file=tmp_path / "root").ca_bundle is None
    assert Settings(ca_file=tmp_path / "absent").ca_bundle is None
    (tmp_path / "root").write_text("PEM")
    assert Settings(ca_file=tmp_path / "root").ca_bundle == tmp_path / "root"
