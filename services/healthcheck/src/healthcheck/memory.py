"""Check of the OCR service's memory, by its own metrics."""

from healthcheck.edge import ask, connect
from healthcheck.metrics import read_metrics
from healthcheck.result import CheckResult
from healthcheck.settings import Settings

RESIDENT = "process_resident_memory_bytes"


def memory(settings: Settings) -> CheckResult:
    """Find an OCR process that has grown; in megabytes of a million bytes."""
    with connect(settings.ocr, settings) as connected:
        status, text = ask(connected, settings.ocr, "/metrics")
    found = [metric.value / 1e6 for metric in read_metrics(text.decode()) if metric.name == RESIDENT]
    if status != 200 or not found:
        return CheckResult(ok=False, figure=f"status {status}, no figure of memory in the metrics")
    return CheckResult(ok=found[0] <= settings.max_ocr_mb, figure=f"{found[0]:.0f} MB")
