"""The memory of the OCR service, by metrics in the form that it has."""

from dataclasses import replace
from typing import Any

import pytest
from prometheus_client import generate_latest

from healthcheck.memory import memory
from healthcheck.result import CheckResult
from healthcheck.settings import Settings
from ocr.web.metrics import Metrics

TEXT = b"""# HELP process_resident_memory_bytes Resident memory size in bytes.
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes %s
"""


@pytest.fixture
def settings(service: Any) -> Settings:
    return replace(Settings(), ocr=service.address, timeout_seconds=5)


@pytest.mark.parametrize(
    ("held", "result"),
    [
        (b"4.5e+08", CheckResult(ok=True, figure="450 MB")),
        (b"4.51e+08", CheckResult(ok=False, figure="451 MB")),
        (b"1.34217728e+08", CheckResult(ok=True, figure="134 MB")),
    ],
)
def test_is_well_up_to_the_megabytes_that_are_set(
    settings: Settings, service: Any, held: bytes, result: CheckResult
) -> None:
    service.answers["/metrics"] = (200, TEXT % held)
    assert memory(settings) == result


def test_finds_the_figure_in_what_the_ocr_service_really_gives(settings: Settings, service: Any) -> None:
    service.answers["/metrics"] = (200, generate_latest(Metrics(lambda: 0).registry))
    assert memory(replace(settings, max_ocr_mb=100000)).ok


@pytest.mark.parametrize("answer", [(404, b""), (200, b"ocr_queue_length 0\n")])
def test_is_not_well_without_a_figure(settings: Settings, service: Any, answer: tuple[int, bytes]) -> None:
    service.answers["/metrics"] = answer
    assert not memory(settings).ok
