"""Check of the OCR service's memory, by its own metrics."""

import re

from healthcheck.edge import ask, connect
from healthcheck.result import CheckResult
from healthcheck.settings import Settings

RESIDENT = re.compile(rb"^process_resident_memory_bytes ([0-9.e+]+)$", re.MULTILINE)


def memory(settings: Settings) -> CheckResult:
    """Find an OCR process that has grown; in megabytes of a million bytes."""
    with connect(settings.ocr, settings) as connected:
        status, text = ask(connected, settings.ocr, "/metrics")
    found = RESIDENT.search(text)
    if status != 200 or not found:
        return CheckResult(ok=False, figure=f"status {status}, no figure of memory in the metrics")
    megabytes = float(found[1]) / 1e6
    return CheckResult(ok=megabytes <= settings.max_ocr_mb, figure=f"{megabytes:.0f} MB")
