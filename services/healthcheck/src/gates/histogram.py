"""Durations of requests since the start of the OCR service, from its Prometheus metrics."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Self

SAMPLE = re.compile(r"^(?P<name>\w+)\{(?P<labels>[^}]*)\} (?P<value>\S+)$", re.MULTILINE)
LABEL = re.compile(r'(\w+)="([^"]*)"')
OCR_PATHS = frozenset({"/v1/ocr/receipt", "/v1/ocr", "/v1/parse"})


@dataclass(frozen=True)
class Histogram:
    """Cumulative counts of requests answered within so many seconds, and how many of them were read."""

    buckets: tuple[tuple[float, float], ...] = ()
    read: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Add up the three paths that read."""
        buckets: defaultdict[float, float] = defaultdict(float)
        read = 0.0
        for sample in SAMPLE.finditer(text):
            labels = dict(LABEL.findall(sample["labels"]))
            if labels.get("path") not in OCR_PATHS:
                continue
            if sample["name"] == "ocr_request_seconds_bucket":
                buckets[float(labels["le"])] += float(sample["value"])
            elif sample["name"] == "ocr_requests_total" and labels["status"] == "200":
                read += float(sample["value"])
        return cls(tuple(sorted(buckets.items())), round(read))

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
