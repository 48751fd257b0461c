"""Events of an invented run: an hour of receipts, with containers that do nothing."""

from collections.abc import Callable
from dataclasses import replace

from bench.soak.containers import SERVICES
from bench.soak.journal import Begin, End, Events, Lines, Request, Sample, Usage

RECEIPTS = 1000
SECONDS = 1000
IDLE = Usage(memory=100_000_000, peak=200_000_000, descriptors=40, threads=20, data=50_000, logs=0)
# of the receipts, in seconds: when all rest
RESTS = (range(100, 150), range(950, 1000))


def run(change: Callable[[int, Usage], Usage] = lambda _, usage: usage) -> Events:
    """Return a run with a receipt and a sample a second; `change` makes the OCR service's usage of a second."""
    end = End(
        SECONDS, "", dict.fromkeys(SERVICES, 0), {"honest-1": Lines(RECEIPTS, RECEIPTS, 0, 0)}, ["banned"], ["banned"]
    )
    events = Events(Begin(RECEIPTS, "a machine, 2 cores"), end=end)
    for second in range(1, SECONDS + 1):
        events.requests.append(Request(second, "honest-1", 200, 0.5, receipt=True))
        usage = dict.fromkeys(SERVICES, replace(IDLE, logs=300 * second))
        usage["ocr"] = change(second, usage["ocr"])
        resting = any(second in rest for rest in RESTS)
        events.samples.append(Sample(second, resting, usage))
    return events
