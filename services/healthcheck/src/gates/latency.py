"""Gate 1: 95 of 100 receipts are read in time, and the service is healthy."""

import json
import math
from dataclasses import dataclass, replace

from gates.connection import Answer, Connection
from gates.histogram import Histogram
from gates.site import Site
from gates.verdict import Verdict, failed, passed

MAX_SECONDS = 30.0
# Fewer say nothing of the slowest twentieth.
MIN_REQUESTS = 30
NEXT = "make status shows memory and CPU; docker stats; raise OCR_CPUS in .env, or make logs SERVICE=ocr"


@dataclass(frozen=True)
class Latency:
    """Durations of requests, and the source of these figures."""

    p50: float
    p95: float
    source: str


def check(site: Site) -> Verdict:
    """Get /health, then the durations of requests: those counted, or those of requests made for it."""
    edge = Connection(site.settings)
    try:
        health = edge.ask("GET", "/health")
    finally:
        edge.close()
    if fault := health_fault(health):
        return failed(f"/health: {fault}", "make logs SERVICE=ocr; docker compose restart ocr")
    smoke = site.smoke.seconds if isinstance(site.smoke, Answer) else None
    return judge(counted(site) or measured(site), smoke)


def health_fault(answer: Answer) -> str:
    """Return what is wrong with an answer of /health, or nothing."""
    if answer.status != 200:
        return f"status {answer.status}"
    content = json.loads(answer.body)
    if content["status"] != "ok":
        return str(content["status"])
    return "" if content["models"]["ocr"]["loaded"] else content["models"]["ocr"]["error"] or "models are not loaded"


def judge(latency: Latency | str, smoke_seconds: float | None) -> Verdict:
    """Compare with the threshold; what was counted since the start may be old, so the request just made counts too."""
    if isinstance(latency, str):
        return failed(latency, NEXT)
    figure = f"p95 {_seconds(latency.p95)}, p50 {_seconds(latency.p50)} of {latency.source}; /health ok"
    if smoke_seconds is not None and smoke_seconds > MAX_SECONDS:
        return failed(f"one reading just now took {_seconds(smoke_seconds)}; {figure}", NEXT)
    return passed(figure) if latency.p95 <= MAX_SECONDS else failed(figure, NEXT)


def counted(site: Site) -> Latency | None:
    """Return the OCR service's histogram, if it has enough requests."""
    ocr = Connection(site.settings, direct=True)
    try:
        found = Histogram.parse(ocr.ask("GET", "/metrics").body.decode())
    finally:
        ocr.close()
    if found.read < MIN_REQUESTS:
        return None
    return Latency(found.quantile(0.50), found.quantile(0.95), f"{found.read} read since the start")


def measured(site: Site) -> Latency | str:
    """Read the sample, one at a time past the edge, until the slowest twentieth is known; or say what went wrong."""
    seconds: list[float] = []
    while len(seconds) < MIN_REQUESTS:
        took = seconds_of_request(site)
        if isinstance(took, str):
            return took
        seconds.append(took)
        slow = sum(one > MAX_SECONDS for one in seconds)
        if slow > MIN_REQUESTS // 20:
            return f"{slow} of {len(seconds)} readings took over {MAX_SECONDS:.0f} s"
    return Latency(_nearest_rank(seconds, 0.50), _nearest_rank(seconds, 0.95), f"{len(seconds)} readings made now")


def seconds_of_request(site: Site) -> float | str:
    """Return the seconds to read the sample past the edge, infinity on a time-out; or how the request was refused."""
    ocr = Connection(replace(site.settings, timeout_seconds=math.ceil(MAX_SECONDS) + 1), direct=True)
    try:
        answer = ocr.post("/v1/ocr/receipt", site.sample.picture)
    except TimeoutError:
        return math.inf
    finally:
        ocr.close()
    return answer.seconds if answer.status == 200 else f"a reading past the edge got status {answer.status}"


def _nearest_rank(seconds: list[float], share: float) -> float:
    return sorted(seconds)[math.ceil(share * len(seconds)) - 1]


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if math.isfinite(value) else "over 30 s"
