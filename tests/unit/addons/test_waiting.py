"""Delays before a service is asked again."""

import datetime
from email.utils import format_datetime

import pytest

from addons.ip_expense_mvp.gateway.waiting import back_off, retry_after


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 30), (1, 30), (2, 60), (3, 120), (7, 1920), (8, 3600), (10**6, 3600)]
)
def test_each_failure_doubles_the_wait_up_to_an_hour(attempts: int, seconds: float) -> None:
    waits = [back_off(attempts, None) for _ in range(200)]
    assert seconds / 2 <= min(waits) < seconds * 0.6
    assert seconds * 0.9 < max(waits) <= seconds


@pytest.mark.parametrize("asked", [45.0, 7200.0])
def test_the_service_is_never_asked_before_it_wants_to_be(asked: float) -> None:
    waits = [back_off(1, asked) for _ in range(200)]
    assert min(waits) >= asked
    assert max(waits) <= asked * 1.1


def test_a_short_retry_after_does_not_shorten_the_wait() -> None:
    assert min(back_off(8, 1.0) for _ in range(200)) >= 1800


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("999999999", 86400),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Fri, 01 Jan 2999 00:00:00 GMT", 86400),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
        ("9" * 5000, None),
    ],
)
def test_retry_after_is_a_number_or_a_date_within_a_day(value: str | None, seconds: float | None) -> None:
    assert retry_after(value) == seconds


def test_a_date_without_a_zone_is_utc() -> None:
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=5)
    assert retry_after(format_datetime(later).replace("+0000", "-0000")) == pytest.approx(300, abs=2)
