from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certificates.ledger import Ledger, Limits, Refusal

CA = "https://ca.test/dir"
NAMES = ("ocr.test",)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.load(tmp_path / "ledger.json")


def attempt(ledger: Ledger, at: datetime, outcome: str = "failed", names: tuple[str, ...] = NAMES) -> None:
    ledger.start(CA, names, at)
    ledger.finish(outcome, "because")


def refusal(
    ledger: Ledger, now: datetime, names: tuple[str, ...] = NAMES, limits: Limits | None = None
) -> Refusal | None:
    return ledger.refusal(CA, names, now, limits=limits or Limits())


def test_allows_the_first_attempt(ledger: Ledger) -> None:
    assert refusal(ledger, NOW) is None


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 10), (3, 100), (4, 1440), (5, 1440)])
def test_waits_1_10_100_minutes_and_then_a_day(ledger: Ledger, failures: int, minutes: int) -> None:
    for number in range(failures):
        attempt(ledger, NOW - timedelta(days=failures - 1 - number))
    assert refusal(ledger, NOW + MINUTE * (minutes - 0.1)) is not None
    assert refusal(ledger, NOW + MINUTE * minutes) is None


def test_waits_as_long_as_the_authority_says(ledger: Ledger) -> None:
    ledger.start(CA, NAMES, NOW)
    ledger.finish("failed", "too many certificates (5) already issued, retry after 2026-11-23 07:30:00 UTC: see")
    refused = refusal(ledger, NOW + timedelta(hours=1))
    assert refused is not None
    assert refused.until == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_an_attempt_that_was_killed_counts_as_failed(ledger: Ledger) -> None:
    ledger.start(CA, NAMES, NOW)
    assert refusal(Ledger.load(ledger.path), NOW + MINUTE * 0.5) is not None


@pytest.mark.parametrize("outcome", ["issued", "tested"])
def test_success_ends_the_waiting(ledger: Ledger, outcome: str) -> None:
    attempt(ledger, NOW - MINUTE)
    attempt(ledger, NOW, outcome)
    assert refusal(ledger, NOW) is None


def test_an_attempt_that_asked_nothing_is_struck(ledger: Ledger) -> None:
    attempt(ledger, NOW, "none")
    assert ledger.attempts == []


def test_other_names_have_their_own_waiting_but_share_the_hour(ledger: Ledger) -> None:
    attempt(ledger, NOW)
    assert refusal(ledger, NOW, ("other.test",)) is None
    for number in range(4):
        attempt(ledger, NOW, names=(f"n{number}.test",))
    refused = refusal(ledger, NOW + MINUTE * 59, ("other.test",))
    assert refused == Refusal("5 failed attempts within an hour", NOW + timedelta(hours=1))
    assert refusal(ledger, NOW + MINUTE * 60, ("other.test",)) is None


def test_the_order_of_names_does_not_matter(ledger: Ledger) -> None:
    attempt(ledger, NOW, names=("a.test", "b.test"))
    assert refusal(ledger, NOW, ("b.test", "a.test")) is not None


def test_allows_five_certificates_a_week(ledger: Ledger) -> None:
    for day in range(5):
        attempt(ledger, NOW + timedelta(days=day), "issued")
    refused = refusal(ledger, NOW + timedelta(days=5))
    assert refused is not None
    assert refused.until == NOW + timedelta(days=7)
    assert refusal(ledger, NOW + timedelta(days=7)) is None


def test_staging_does_not_count_for_production(ledger: Ledger) -> None:
    attempt(ledger, NOW)
    assert ledger.refusal("https://other.test/dir", NAMES, NOW, limits=Limits()) is None


@pytest.mark.parametrize(
    "ahead", [timedelta(milliseconds=1), MINUTE, timedelta(hours=1), timedelta(days=1), timedelta(days=9999)]
)
def test_a_pause_begins_anew_once_a_clock_that_was_ahead_is_right(ledger: Ledger, ahead: timedelta) -> None:
    attempt(ledger, NOW - MINUTE, "issued")
    attempt(ledger, NOW + ahead)
    ledger.checked_at = (NOW + ahead).timestamp()
    assert ledger.is_ahead_of(NOW)
    ledger.bring_back_to(NOW)
    kept = Ledger.load(ledger.path)
    assert not kept.is_ahead_of(NOW)
    assert [entry.time for entry in kept.attempts] == [NOW - MINUTE, NOW]
    assert kept.checked_at == NOW.timestamp()
    assert refusal(kept, NOW) == Refusal("1 failed attempts in a row", NOW + MINUTE)
    assert refusal(kept, NOW + MINUTE) is None


def test_what_a_clock_ahead_has_dated_counts_towards_the_limits_yet(ledger: Ledger) -> None:
    for day in range(5):
        attempt(ledger, NOW + timedelta(days=day), "issued")
    ledger.bring_back_to(NOW)
    assert refusal(ledger, NOW) == Refusal("5 certificates for these names within 7 days", NOW + timedelta(days=7))
    assert refusal(ledger, NOW + timedelta(days=7)) is None


@pytest.mark.parametrize("outcome", ["issued", "failed", "started"])
def test_a_ledger_of_the_past_is_not_ahead(ledger: Ledger, outcome: str) -> None:
    assert not ledger.is_ahead_of(NOW)
    attempt(ledger, NOW, outcome)
    assert not ledger.is_ahead_of(NOW)


def test_survives_a_restart(ledger: Ledger) -> None:
    attempt(ledger, NOW)
    ledger.checked_at = 7.0
    ledger.save()
    assert Ledger.load(ledger.path) == ledger


def test_a_broken_file_is_set_aside(ledger: Ledger) -> None:
    ledger.path.write_text('{"attempts": [')
    assert Ledger.load(ledger.path).attempts == []
    assert ledger.path.with_suffix(".broken").exists()
