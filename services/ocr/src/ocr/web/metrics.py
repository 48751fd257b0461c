"""Metrics for Prometheus: who answers, requests, seconds by stage, the queue, memory."""

import socket
from collections.abc import Callable, Mapping

import falcon
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.process_collector import ProcessCollector

from ocr import __version__

# A receipt takes half a second on two cores; a document of ten pages some five
BUCKETS_SECONDS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.5, 2, 3, 5, 10, 30)


class Metrics:
    """The metrics of one process, in a registry of their own."""

    def __init__(self, queue_length: Callable[[], int]) -> None:
        """Take the function that counts the requests waiting or being read."""
        self.registry = CollectorRegistry()
        # resident memory among others: process_resident_memory_bytes
        ProcessCollector(registry=self.registry)
        # of several readers, which one: ocr_info{host="…",version="…"} 1.0
        who = Info("ocr", "The reader that answers", registry=self.registry)
        who.info({"version": __version__, "host": socket.gethostname()})
        self._requests = Counter("ocr_requests", "Requests answered", ["path", "status"], registry=self.registry)
        self._seconds = Histogram(
            "ocr_request_seconds",
            "Seconds from request to answer",
            ["path"],
            buckets=BUCKETS_SECONDS,
            registry=self.registry,
        )
        self._stages = Histogram(
            "ocr_stage_seconds",
            "Seconds of a receipt by stage",
            ["stage"],
            buckets=BUCKETS_SECONDS,
            registry=self.registry,
        )
        self._keys = Counter(
            "ocr_key_requests",
            "Requests through the edge by the name of their key, and those without a valid one",
            ["key", "verdict"],
            registry=self.registry,
        )
        queue = Gauge("ocr_queue_length", "Requests waiting or being read", registry=self.registry)
        queue.set_function(queue_length)

    def observe_request(self, path: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        self._requests.labels(path, status).inc()
        self._seconds.labels(path).observe(seconds)

    def observe_key(self, name: str, verdict: str) -> None:
        """Count a request that was judged by its key."""
        self._keys.labels(name, verdict).inc()

    def observe_stages(self, seconds: Mapping[str, float]) -> None:
        """Count the seconds of a receipt's stages."""
        for stage, value in seconds.items():
            self._stages.labels(stage).observe(value)


class MetricsResource:
    """GET /metrics, in Prometheus' text format."""

    def __init__(self, metrics: Metrics) -> None:
        """Take the metrics."""
        self._metrics = metrics

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer with all metrics."""
        resp.content_type = CONTENT_TYPE_LATEST
        resp.data = generate_latest(self._metrics.registry)
