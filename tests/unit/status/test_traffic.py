"""What the access log says of the last hour."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import status.traffic
from status.traffic import last_hour


def line(answered: int, *, seconds: float = 0.641, route: str = "ocr", minutes_ago: float = 1) -> str:
    at = (datetime.now(UTC) - timedelta(minutes=minutes_ago)).isoformat(timespec="seconds")
    return (
        f'203.0.113.7 {at} {answered} {route} POST {seconds:.3f} 0.640 {answered} 2893 184533 - 203.0.113.7 "/v1/ocr"\n'
    )


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "ocr.access.log"


def test_counts_the_ocr_paths_of_an_hour_over_a_rotation(log: Path) -> None:
    log.with_name("ocr.access.log.1").write_text(line(200, minutes_ago=61) + line(502, minutes_ago=59))
    log.write_text(line(200) * 2 + line(429) + line(503, route="probe"))
    hour = last_hour(log, datetime.now(UTC))
    assert hour.statuses == {200: 2, 502: 1, 429: 1}
    assert hour.failed_percent == 25.0


@pytest.mark.parametrize("minutes", [1, 59, 61, 1440, 500000])
def test_answers_that_are_yet_to_come_are_none_of_the_last_hour(log: Path, minutes: float) -> None:
    log.write_text(line(502, minutes_ago=-minutes) * 9 + line(200))
    assert last_hour(log, datetime.now(UTC)).statuses == {200: 1}


def test_takes_the_seconds_of_receipts_that_were_read(log: Path) -> None:
    read = "".join(line(200, seconds=number / 100) for number in range(1, 101))
    log.write_text(read + line(400, seconds=0.001) * 500)
    assert last_hour(log, datetime.now(UTC)).p95 == 0.95


def test_says_nothing_of_an_hour_without_requests(log: Path) -> None:
    hour = last_hour(log, datetime.now(UTC))
    assert (hour.statuses.total(), hour.failed_percent, hour.p95) == (0, 0.0, None)


def test_reads_only_the_end_of_a_large_log_and_skips_broken_lines(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status.traffic, "READ_BYTES", 2 * len(line(200)) + 20)
    log.write_bytes(line(502).encode() * 100 + b"\xff half a line\n" + line(200).encode() * 2)
    assert last_hour(log, datetime.now(UTC)).statuses == {200: 2}


def test_takes_a_line_that_a_full_disk_has_cut_for_an_answer_without_seconds(log: Path) -> None:
    whole = line(200)
    log.write_text(whole + "".join(whole[:length] + whole for length in range(len(whole))))
    assert last_hour(log, datetime.now(UTC)).seconds.count(0.641) > len(whole) / 2
