"""Durations of requests since the start of the OCR service, from its Prometheus metrics."""

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Self

from healthcheck.metrics import OCR_PATHS, count_read, read_metrics


@dataclass(frozen=True)
class Histogram:
    """Cumulative counts of requests answered within so many seconds, and how many of them were read."""

    buckets: tuple[tuple[float, float], ...] = ()
    read: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Add up the three paths that read."""
        metrics = read_metrics(text)
        buckets: defaultdict[float, float] = defaultdict(float)
        for metric in metrics:
            if metric.name == "ocr_request_seconds_bucket" and metric.labels["path"] in OCR_PATHS:
                buckets[float(metric.labels["le"])] += metric.value
        return cls(tuple(sorted(buckets.items())), count_read(metrics))

    def quantile(self, share: float) -> float:
        """Estimate the seconds within which a share of those read was done, never too low.

        The histogram has the refused requests too. They are taken for the fastest, as they mostly are.
        """
        answered = self.buckets[-1][1]
        rank = answered - (1 - share) * self.read
        low_seconds, low_count = 0.0, 0.0
        for seconds, count in self.buckets:
            if count >= rank:
                within = (rank - low_count) / ((count - low_count) or 1)
                return low_seconds + (seconds - low_seconds) * within if math.isfinite(seconds) else math.inf
            low_seconds, low_count = seconds, count
        return math.inf
