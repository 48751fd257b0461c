"""Readers on other machines, by real HTTP servers on this one and metrics in the form that they have."""

import socket
from dataclasses import replace
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Info, generate_latest

from healthcheck import readers as module
from healthcheck.readers import Reader, look, readers, table
from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from ocr.web.metrics import Metrics
from tests.unit.healthcheck.conftest import READERS, Service


def told(host: str, version: str = "1.0.0", *, queue: int = 0, read: int = 0) -> bytes:
    """Return what a reader tells of itself."""
    registry = CollectorRegistry()
    Info("ocr", "Who reads", registry=registry).info({"host": host, "version": version})
    Gauge("process_resident_memory_bytes", "Resident memory", registry=registry).set(1e8)
    Gauge("ocr_queue_length", "Waiting or being read", registry=registry).set(queue)
    requests = Counter("ocr_requests", "Answered", ["path", "status"], registry=registry)
    requests.labels("/v1/ocr/receipt", "200").inc(read)
    requests.labels("/ready", "200").inc(1000)
    return generate_latest(registry)


def tell(service: Service, *words: Any, ready: bool = True, **figures: Any) -> None:
    service.answers["/ready"] = (200, b'{"ready": true}') if ready else (503, b'{"ready": false}')
    service.answers["/metrics"] = (200, told(*words, **figures))


@pytest.fixture
def settings(past_the_edge: Service, others: list[Service]) -> Settings:
    """Of two readers on two other machines, all well."""
    tell(past_the_edge, "0123456789ab")
    for number, service in enumerate(others, 2):
        tell(service, f"machine-{number}-{number - 1}", queue=number)
    port = past_the_edge.address.rpartition(":")[2]
    return replace(
        Settings(),
        ocr=past_the_edge.address,
        readers=f"{READERS}:{port}",
        cluster_readers=2,
        cluster_machines=2,
        timeout_seconds=5,
    )


def test_is_well_when_all_are_there_and_tells_memory_and_queue_of_each(settings: Settings) -> None:
    assert readers(settings) == CheckResult(
        ok=True, figure="2 ready on 2 machines; machine-2-1 100 MB, queue 2; machine-3-2 100 MB, queue 3"
    )


def test_finds_that_one_is_missing(settings: Settings, others: list[Service]) -> None:
    del others[1:]
    assert readers(settings) == CheckResult(
        ok=False, figure="1 of 2 ready; on 1 of 2 machines; machine-2-1 100 MB, queue 2"
    )


def test_finds_that_all_are_missing(settings: Settings, others: list[Service]) -> None:
    others.clear()
    assert readers(settings) == CheckResult(ok=False, figure="0 of 2 ready; on 0 of 2 machines")


def test_names_one_that_is_not_ready(settings: Settings, others: list[Service]) -> None:
    tell(others[0], "machine-2-1", ready=False)
    result = readers(replace(settings, cluster_machines=1))
    assert result == CheckResult(ok=False, figure="1 of 2 ready, machine-2-1 status 503; machine-3-2 100 MB, queue 3")


def test_gives_up_soon_on_one_that_accepts_and_says_nothing(settings: Settings, others: list[Service]) -> None:
    port = int(settings.ocr.rpartition(":")[2])
    with socket.create_server(("127.0.0.4", port)):
        others[1] = Service(f"127.0.0.4:{port}")
        result = readers(replace(settings, timeout_seconds=1))
    assert not result.ok
    assert result.figure.startswith(f"1 of 2 ready, 127.0.0.4:{port} timed out; on 1 of 2 machines; machine-2-1")


@pytest.mark.parametrize("who", ["edge", "reader"])
def test_finds_that_not_all_have_one_version(
    settings: Settings, past_the_edge: Service, others: list[Service], who: str
) -> None:
    if who == "edge":
        tell(past_the_edge, "0123456789ab", "1.1.0")
        figure = "versions 1.1.0 (this machine), 1.0.0 (machine-2-1, machine-3-2)"
    else:
        tell(others[1], "machine-3-2", "0.9.0")
        figure = "versions 1.0.0 (this machine, machine-2-1), 0.9.0 (machine-3-2)"
    result = readers(settings)
    assert not result.ok
    assert result.figure.startswith(f"{figure}; machine-2-1 100 MB")


def test_leaves_an_edge_that_is_away_to_another_check(settings: Settings) -> None:
    assert readers(replace(settings, ocr="127.0.0.1:1")).ok


def test_finds_that_all_read_on_one_machine(settings: Settings, others: list[Service]) -> None:
    tell(others[1], "machine-2-2")
    result = readers(settings)
    assert not result.ok
    assert result.figure.startswith("on 1 of 2 machines; ")


def test_wants_one_reader_on_no_more_than_one_machine(settings: Settings, others: list[Service]) -> None:
    del others[1:]
    assert readers(replace(settings, cluster_readers=1)).ok


def test_does_not_mind_one_too_many(settings: Settings) -> None:
    assert readers(replace(settings, cluster_readers=1)).ok


def test_finds_the_figures_in_what_the_ocr_service_really_gives(settings: Settings, past_the_edge: Service) -> None:
    metrics = Metrics(lambda: 3)
    for path, status in (("/v1/ocr/receipt", 200), ("/v1/parse", 200), ("/v1/ocr", 503), ("/ready", 200)):
        metrics.observe_request(path, status, 0.5)
    past_the_edge.answers["/metrics"] = (200, generate_latest(metrics.registry))
    found = look(settings)
    assert (found.fault, found.queue, found.read) == ("", 3, 2)
    assert found.megabytes > 1


def test_shows_who_reads_how_much() -> None:
    one = Reader("172.28.0.2:8100", "", "machine-2-1", "1.0.0", 100.4, 3, 110, at=12.0)
    before = replace(one, read=100, at=10.0)
    shown = table(
        Reader("ocr:8100", "", "0123456789ab", "1.0.0", 320.0, 0, 7, at=12.0),
        [
            one,
            replace(one, address="172.28.0.3:8100", host="machine-3-2", fault="status 503"),
            Reader("172.28.0.4:8100", "timed out"),
        ],
        # the edge has begun anew
        [Reader("ocr:8100", read=9, at=10.0), before, Reader("172.28.0.3:8100", "timed out")],
    )
    assert shown.splitlines() == [
        "READER           ADDRESS     VERSION  MEMORY  QUEUE  A SECOND  STATE",
        "this machine     ocr         1.0.0    320 MB  0      -         ready",
        "machine-2-1      172.28.0.2  1.0.0    100 MB  3      5.0       ready",
        "machine-3-2      172.28.0.3  1.0.0    100 MB  3      -         status 503",
        "172.28.0.4:8100  172.28.0.4  -        -       -      -         timed out",
    ]


def test_prints_them_and_what_is_not_as_it_should_be(
    settings: Settings, others: list[Service], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del others[1:]
    monkeypatch.setattr(Settings, "from_env", lambda _: settings)
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.1)
    module.main()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["READER", "this", "machine-2-1", "!", "!"]
    assert lines[2].split()[2:] == ["1.0.0", "100", "MB", "2", "0.0", "ready"]
    assert lines[3:] == ["! 1 of 2 ready", "! on 1 of 2 machines"]
