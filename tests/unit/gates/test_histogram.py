"""Quantiles from Prometheus' text, as the service writes it."""

import math

import pytest
from prometheus_client import CollectorRegistry

from gates.histogram import Histogram
from ocr.web.metrics import Metrics, MetricsResource


def text(*requests: tuple[str, int, float]) -> str:
    """Let the service itself count requests: path, status, seconds."""
    metrics = Metrics(lambda: 0)
    for path, status, seconds in requests:
        metrics.observe_request(path, status, seconds)
    assert isinstance(metrics.registry, CollectorRegistry)

    class Response:
        content_type = ""
        data = b""

    response = Response()
    MetricsResource(metrics).on_get(None, response)  # type: ignore[arg-type]
    return response.data.decode()


def test_counts_the_receipts_read_on_all_three_paths_and_nothing_else() -> None:
    found = Histogram.parse(
        text(
            ("/v1/ocr/receipt", 200, 0.6),
            ("/v1/ocr", 200, 0.6),
            ("/v1/parse", 200, 0.6),
            ("/v1/ocr", 400, 0.001),
            ("/ready", 200, 0.001),
        )
    )
    assert found.read == 3
    assert found.buckets[-1] == (math.inf, 4.0)


def test_finds_the_seconds_of_the_slowest_twentieth() -> None:
    slow = [("/v1/ocr", 200, 25.0)] * 3
    assert Histogram.parse(text(*[("/v1/ocr", 200, 0.55)] * 97, *slow)).quantile(0.95) <= 0.6
    assert 10 < Histogram.parse(text(*[("/v1/ocr", 200, 0.55)] * 37, *slow)).quantile(0.95) <= 30


def test_refused_requests_do_not_make_it_look_faster() -> None:
    refused = [("/v1/ocr", 400, 0.001)] * 1000
    assert Histogram.parse(text(*[("/v1/ocr", 200, 25.0)] * 40, *refused)).quantile(0.95) > 10


def test_what_took_longer_than_the_last_bucket_has_no_end() -> None:
    assert Histogram.parse(text(*[("/v1/ocr", 200, 31.0)] * 30)).quantile(0.95) == math.inf


def test_has_read_nothing_where_nothing_was_counted() -> None:
    assert Histogram.parse("# nothing\n").read == 0


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_is_never_below_the_true_quantile_by_more_than_a_bucket(share: float) -> None:
    seconds = [0.41 + number / 1000 for number in range(100)]
    found = Histogram.parse(text(*[("/v1/ocr", 200, one) for one in seconds])).quantile(share)
    assert abs(found - seconds[int(share * 100) - 1]) <= 0.1
