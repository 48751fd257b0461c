"""What the access log says of the last five minutes."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import healthcheck.traffic
from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from healthcheck.traffic import bad_answers, own_addresses, recent_statuses, refusals


def line(status: int, *, route: str = "ocr", minutes_ago: float = 1) -> str:
    at = (datetime.now(UTC) - timedelta(minutes=minutes_ago)).isoformat(timespec="seconds")
    return f'203.0.113.7 {at} {status} {route} POST 0.641 0.640 {status} 2893 184533 - 203.0.113.7 1795350601.641 7 - "/v1/ocr"\n'


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "ocr.access.log"


def settings(log: Path) -> Settings:
    return replace(Settings(), access_log=log)


def test_counts_only_ocr_paths_and_only_the_last_five_minutes(log: Path) -> None:
    log.write_text(line(200) + line(502, minutes_ago=6) + line(503, route="probe") + line(429) + line(429))
    assert recent_statuses(log, datetime.now(UTC)) == {200: 1, 429: 2}


@pytest.mark.parametrize("minutes", [0.1, 4, 6, 60, 1440, 500000])
def test_answers_that_are_yet_to_come_are_none_of_the_last_minutes(log: Path, minutes: float) -> None:
    """The clock was ahead when they were logged: they must not fill the window until its time has come."""
    log.write_text(line(502, minutes_ago=-minutes) * 50 + line(200))
    assert recent_statuses(log, datetime.now(UTC)) == {200: 1}
    assert bad_answers(settings(log)).ok


def test_counts_an_answer_of_this_very_second(log: Path) -> None:
    log.write_text(line(502, minutes_ago=0))
    assert recent_statuses(log, datetime.now(UTC)) == {502: 1}


def test_does_not_count_the_sample_that_the_sidecar_itself_reads(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log.write_text(line(503) + line(200))
    monkeypatch.setattr(healthcheck.traffic, "own_addresses", lambda: {"203.0.113.7"})
    assert recent_statuses(log, datetime.now(UTC)) == {}


def test_knows_its_own_addresses() -> None:
    assert own_addresses() & {"127.0.0.1", "127.0.1.1", "::1", *socket.gethostbyname_ex(socket.gethostname())[2]}


def test_looks_over_a_rotation(log: Path) -> None:
    log.with_name("ocr.access.log.1").write_text(line(502))
    log.write_text(line(200))
    assert recent_statuses(log, datetime.now(UTC)) == {200: 1, 502: 1}


def test_reads_only_the_end_of_a_large_log_and_skips_the_torn_line(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(healthcheck.traffic, "READ_BYTES", 3 * len(line(200)) + 20)
    log.write_text(line(502) * 1000 + line(200) * 3)
    assert recent_statuses(log, datetime.now(UTC)) == {200: 3}


def test_is_not_disturbed_by_broken_lines(log: Path) -> None:
    log.write_bytes(b"\xff\xfe\n\n203.0.113.7 half a line\n" + line(200).encode())
    assert recent_statuses(log, datetime.now(UTC)) == {200: 1}


@pytest.mark.parametrize(
    ("good", "bad", "ok"), [(90, 10, True), (89, 11, False), (5, 4, True), (0, 10, False), (0, 0, True)]
)
def test_more_than_a_tenth_of_bad_answers_is_too_many_if_there_were_ten_requests(
    log: Path, good: int, bad: int, ok: bool
) -> None:
    log.write_text(line(200) * good + line(503) * bad)
    assert bad_answers(settings(log)) == CheckResult(ok=ok, figure=f"{bad} of {good + bad} requests in 5 minutes")


@pytest.mark.parametrize(("refused", "ok"), [(50, True), (51, False)])
def test_more_than_fifty_refusals_are_too_many(log: Path, refused: int, ok: bool) -> None:
    log.write_text(line(429) * refused)
    assert refusals(settings(log)) == CheckResult(ok=ok, figure=f"{refused} in 5 minutes")
