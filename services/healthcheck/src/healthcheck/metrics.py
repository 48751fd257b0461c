"""Parsing of the OCR service's metrics from Prometheus' text format."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LINE = re.compile(r"^(?P<name>\w+)(?:\{(?P<labels>[^}]*)\})? (?P<value>\S+)$", re.MULTILINE)
LABEL = re.compile(r'(\w+)="([^"]*)"')
OCR_PATHS = frozenset({"/v1/ocr/receipt", "/v1/ocr", "/v1/parse"})


@dataclass(frozen=True)
class Metric:
    """A figure, with its name and its labels."""

    name: str
    labels: Mapping[str, str]
    value: float


def read_metrics(text: str) -> list[Metric]:
    """Return all metrics in a text in Prometheus' format."""
    return [
        Metric(line["name"], dict(LABEL.findall(line["labels"] or "")), float(line["value"]))
        for line in LINE.finditer(text)
    ]


def count_read(metrics: Iterable[Metric]) -> int:
    """Count the receipts read since the start, on the three paths that read."""
    return round(
        sum(
            metric.value
            for metric in metrics
            if metric.name == "ocr_requests_total"
            and metric.labels["path"] in OCR_PATHS
            and metric.labels["status"] == "200"
        )
    )
