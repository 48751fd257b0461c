"""Crashes of the OCR service, by the record in the form that it has."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from healthcheck.crashes import Crashes
from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from ocr.crashes import Crash
from ocr.web.reply import CrashesReply, encode
from tests.unit.healthcheck.conftest import READERS, Service

# at the import of this file: the tests may run many minutes later
NOW = datetime.now(UTC)
AT_REST = Crash((NOW - timedelta(minutes=5)).isoformat(), (), out_of_memory=True)
READING = Crash(NOW.isoformat(), ("8f14e45f", "c9f0f895"), out_of_memory=False)
OLD = Crash((NOW - timedelta(minutes=61)).isoformat(), ("old",), out_of_memory=False)


@pytest.fixture
def settings(service: Any) -> Settings:
    return replace(Settings(), ocr=service.address, timeout_seconds=5)


def tell(service: Any, *crashes: Crash) -> None:
    service.answers["/crashes"] = (200, encode(CrashesReply(crashes=crashes)))


def test_tells_each_crash_once_with_the_ids_of_what_was_read(settings: Settings, service: Any) -> None:
    crashes = Crashes()
    tell(service)
    assert crashes(settings) == CheckResult(ok=True, figure="0 new")
    tell(service, OLD, READING)
    assert crashes(settings) == CheckResult(
        ok=False,
        figure=f"2 new; died while it read 8f14e45f, c9f0f895, found at {READING.found_at}; "
        f"died while it read old, found at {OLD.found_at}",
    )
    assert crashes(settings) == CheckResult(ok=True, figure="0 new")


def test_tells_those_of_the_last_hour_after_a_start(settings: Settings, service: Any) -> None:
    tell(service, OLD, AT_REST)
    assert Crashes()(settings) == CheckResult(
        ok=False, figure=f"1 new; killed, out of memory, at rest, found at {AT_REST.found_at}"
    )


def test_leaves_a_service_that_is_away_to_another_check_and_tells_what_it_missed(
    settings: Settings, service: Any, tmp_path: Path
) -> None:
    crashes = Crashes()
    tell(service)
    crashes(settings)
    assert crashes(replace(settings, ocr="127.0.0.1:1")).ok
    tell(service, READING)
    assert not crashes(settings).ok


def test_is_not_well_where_the_record_is_refused(settings: Settings) -> None:
    assert Crashes()(settings) == CheckResult(ok=False, figure="status 404")


@pytest.fixture
def cluster(past_the_edge: Service, others: list[Service]) -> Settings:
    """Of two readers on two other machines, without a crash on record."""
    for number, service in enumerate(others, 2):
        service.answers["/ready"] = (200, b'{"ready": true}')
        service.answers["/metrics"] = (200, b'ocr_info{host="machine-%d-1",version="1.0.0"} 1.0\n' % number)
    for service in (past_the_edge, *others):
        tell(service)
    port = past_the_edge.address.rpartition(":")[2]
    return replace(
        Settings(), ocr=past_the_edge.address, readers=f"{READERS}:{port}", cluster_readers=2, timeout_seconds=5
    )


def test_asks_every_reader_and_names_the_one_that_died(
    cluster: Settings, past_the_edge: Service, others: list[Service]
) -> None:
    crashes = Crashes()
    assert crashes(cluster) == CheckResult(ok=True, figure="0 new")
    tell(others[0], READING)
    tell(others[1], AT_REST)
    died = f"died while it read 8f14e45f, c9f0f895, found at {READING.found_at}"
    killed = f"killed, out of memory, at rest, found at {AT_REST.found_at}"
    assert crashes(cluster) == CheckResult(ok=False, figure=f"machine-2-1: 1 new; {died}; machine-3-1: 1 new; {killed}")
    assert crashes(cluster) == CheckResult(ok=True, figure="0 new")
    tell(past_the_edge, READING)
    assert crashes(cluster) == CheckResult(ok=False, figure=f"1 new; {died}")


def test_tells_nothing_twice_of_a_reader_that_was_away(cluster: Settings, others: list[Service]) -> None:
    crashes = Crashes()
    tell(others[0], READING)
    assert not crashes(cluster).ok
    away = others.pop(0)
    assert crashes(cluster).ok
    others.append(away)
    assert crashes(cluster).ok


def test_tells_of_a_new_reader_only_what_is_new(cluster: Settings, others: list[Service]) -> None:
    crashes = Crashes()
    late = others.pop()
    crashes(cluster)
    tell(late, OLD)
    others.append(late)
    assert crashes(cluster).ok


def test_asks_no_other_reader_where_there_is_no_cluster(cluster: Settings, others: list[Service]) -> None:
    tell(others[0], READING)
    assert Crashes()(replace(cluster, cluster_readers=0)).ok
