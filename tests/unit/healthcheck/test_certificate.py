"""The served certificate, from a real TLS server with a real certificate, beside certbot's report."""

import json
import os
import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from healthcheck.certificate import NOT_APPLICABLE, certificate, renewal, served_is_installed
from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from service.durations import HOUR_SECONDS, REPORT_SECONDS, SWITCH_SECONDS


@pytest.fixture
def serving(edge: Callable[[float, float], Any]) -> Callable[[float, float], Settings]:
    """Serve a certificate of some age that has some days left."""
    return lambda days_old, days_left: replace(
        Settings(), edge=edge(days_old, days_left).address, timeout_seconds=5, verify_certificate=True
    )


def test_is_well_while_more_than_a_quarter_of_the_life_is_left(serving: Callable[[float, float], Settings]) -> None:
    result = certificate(serving(60, 30.01))
    assert (result.ok, result.figure) == (True, "30.0 days left")


def test_is_not_well_when_less_than_a_quarter_is_left(serving: Callable[[float, float], Settings]) -> None:
    result = certificate(serving(70, 20.01))
    assert (result.ok, result.figure) == (False, "20.0 days left")


def test_goes_by_the_share_and_not_by_days_for_a_short_certificate(serving: Callable[[float, float], Settings]) -> None:
    assert certificate(serving(3, 3)).ok


def test_is_not_well_once_it_has_ended(serving: Callable[[float, float], Settings]) -> None:
    result = certificate(serving(10, -1))
    assert not result.ok
    assert result.figure.startswith("-1.0 days")


@pytest.mark.parametrize("days", [0.1, 1, 30, 365, 3650])
def test_is_not_well_before_it_begins(serving: Callable[[float, float], Settings], days: float) -> None:
    result = certificate(serving(-days, days + 90))
    assert not result.ok
    assert result.figure.endswith("UTC only: is the clock right?")


def write_report(settings: Settings, folder: Path, **fields: object) -> Settings:
    """Write what certbot's service reports: all is well, but for some fields."""
    report = {"time": time.time(), "mode": "letsencrypt", "installed": None, "attempts": [], "alerts": [], **fields}
    (folder / "status.json").write_text(json.dumps(report))
    return replace(settings, verify_certificate=True, certificate_report=folder / "status.json")


def test_is_well_when_what_is_served_is_what_is_installed(
    serving: Callable[[float, float], Settings], tmp_path: Path
) -> None:
    settings = serving(1, 89)
    pem = ssl.get_server_certificate(("127.0.0.1", int(settings.edge.split(":")[1])))
    serial = f"{x509.load_pem_x509_certificate(pem.encode()).serial_number:x}"
    settings = write_report(settings, tmp_path, installed={"serial": serial})
    assert served_is_installed(settings) == CheckResult(ok=True, figure=f"serial {serial}")


@pytest.mark.parametrize(
    ("seconds_ago", "ok"),
    [
        (0, True),
        (SWITCH_SECONDS + 1, False),
        # installed while the clock was ahead
        (-SWITCH_SECONDS - 60, False),
        (-3600, False),
        (-86400, False),
        (-1e8, False),
    ],
)
def test_is_not_well_when_another_certificate_is_served_unless_it_was_installed_just_now(
    serving: Callable[[float, float], Settings], tmp_path: Path, seconds_ago: float, ok: bool
) -> None:
    current = tmp_path / "current"
    current.symlink_to("20261122T123001-abc")
    os.utime(current, (time.time() - seconds_ago,) * 2, follow_symlinks=False)
    result = served_is_installed(write_report(serving(1, 89), tmp_path, installed={"serial": "abc"}))
    assert result.ok is ok
    assert ", installed abc" in result.figure


def test_is_not_well_when_none_is_installed(tmp_path: Path) -> None:
    assert served_is_installed(write_report(Settings(), tmp_path)) == CheckResult(ok=False, figure="none is installed")


@pytest.mark.parametrize("check", [served_is_installed, renewal])
def test_does_not_claim_to_have_looked_where_no_authority_is_asked(check: Callable[[Settings], CheckResult]) -> None:
    assert check(Settings()) == NOT_APPLICABLE


def test_says_when_the_certificate_was_renewed_last(tmp_path: Path) -> None:
    attempts = [
        {"time": time.time() - days * 86400, "outcome": outcome}
        for days, outcome in ((70, "issued"), (10, "issued"), (1, "tested"))
    ]
    settings = write_report(Settings(), tmp_path, attempts=attempts)
    assert renewal(settings) == CheckResult(ok=True, figure="last success 10.0 days ago")


def test_is_well_when_there_was_nothing_to_renew_lately(tmp_path: Path) -> None:
    assert renewal(write_report(Settings(), tmp_path)) == CheckResult(ok=True, figure="last success not lately")


def test_passes_on_what_certbot_reports(tmp_path: Path) -> None:
    settings = write_report(
        Settings(), tmp_path, alerts=["3 failed attempts in a row; the last: x", "the disk is full"]
    )
    assert renewal(settings) == CheckResult(
        ok=False, figure="3 failed attempts in a row; the last: x; the disk is full"
    )


def test_is_not_well_when_certbot_has_not_reported_for_long(tmp_path: Path) -> None:
    settings = write_report(Settings(), tmp_path, time=time.time() - HOUR_SECONDS)
    assert renewal(settings) == CheckResult(ok=False, figure="certbot has not reported for 1 h")


@pytest.mark.parametrize("ahead", [REPORT_SECONDS + 60, 3600, 86400, 1e7, 1e9])
def test_is_not_well_when_nothing_has_come_since_a_clock_was_ahead(tmp_path: Path, ahead: float) -> None:
    settings = write_report(Settings(), tmp_path, time=time.time() + ahead)
    assert renewal(settings).figure.startswith("certbot has not reported for")


def test_raises_where_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        renewal(replace(Settings(), verify_certificate=True, certificate_report=tmp_path / "status.json"))
