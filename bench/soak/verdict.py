"""Verdict on a run, from its journal: every way in which it failed."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.soak.containers import SERVICES, most
from bench.soak.journal import Events, Lines, Sample, Usage

MAX_GROWTH = 0.05
# what the OCR service may hold at any time (issue #20)
MAX_OCR_BYTES = 450_000_000
# of the receipts: from the tenth part of a hundred on, and the last; ten parts each, since memory swings with the pages
EARLY, LATE = (0.1, 0.2), (0.9, 1.0)
# a rest that was cut off tells nothing: memory is given back half a minute after the last page
LEAST_REST_SECONDS = 45
# growth below this is none: a thread more is a third of three, a page of a database a tenth of it
FLOORS = {"memory": 2e6, "memory at rest": 2e6, "descriptors": 6, "threads": 2, "data": 1e6, "logs a receipt": 100}
FIGURES: dict[str, Callable[[Usage], float]] = {
    "memory": lambda usage: usage.memory,
    "descriptors": lambda usage: usage.descriptors,
    "threads": lambda usage: usage.threads,
    "data": lambda usage: usage.data,
}


@dataclass(frozen=True)
class Growth:
    """A figure of a container after the warm-up and at the end."""

    service: str
    figure: str
    early: float
    late: float

    @property
    def share(self) -> float:
        """How much it grew by, as a share."""
        return self.late / self.early - 1 if self.early else 0.0

    @property
    def too_much(self) -> bool:
        """Return whether it grew by more than is allowed."""
        return self.late - self.early > max(MAX_GROWTH * self.early, FLOORS[self.figure])


def parts(events: Events, count: int) -> list[tuple[float, float]]:
    """Return the start and end, in seconds, of `count` equal parts of the receipts; none if there are fewer receipts."""
    ends = sorted(request.at for request in events.requests if request.receipt)
    if len(ends) < count:
        return []
    start = min(request.at - request.seconds for request in events.requests)
    return list(pairwise([start, *(ends[len(ends) * part // count - 1] for part in range(1, count + 1))]))


def window(events: Events, share: tuple[float, float]) -> list[Sample]:
    """Return the samples of a share of the receipts, but for the rests."""
    hundred = parts(events, 100)
    if not hundred:
        return []
    start, end = hundred[round(100 * share[0])][0], hundred[round(100 * share[1]) - 1][1]
    return [sample for sample in events.samples if start <= sample.at <= end and not sample.resting]


def rests(events: Events) -> list[list[Sample]]:
    """Return the samples of each rest that was not cut off."""
    found: list[list[Sample]] = []
    for sample, before in zip(events.samples, [None, *events.samples], strict=False):
        if sample.resting:
            if before is None or not before.resting:
                found.append([])
            found[-1].append(sample)
    return [rest for rest in found if rest[-1].at - rest[0].at >= LEAST_REST_SECONDS]


def median(samples: Sequence[Sample], service: str, figure: Callable[[Usage], float]) -> float:
    """Return the median of a figure of a container."""
    return statistics.median(figure(sample.usage[service]) for sample in samples)


def growths(events: Events) -> Iterator[Growth]:
    """Compare each figure of each container after the warm-up with the end."""
    early, late = window(events, EARLY), window(events, LATE)
    resting = rests(events)
    for service in SERVICES:
        if early and late:
            for name, figure in FIGURES.items():
                yield Growth(service, name, median(early, service, figure), median(late, service, figure))
            yield Growth(service, "logs a receipt", *logs_a_receipt(events, service))
        if len(resting) > 1:
            # the least: at its begin nothing was given back yet, and a probe that runs in a container is no leak
            first, last = (min(sample.usage[service].memory for sample in rest) for rest in (resting[0], resting[-1]))
            yield Growth(service, "memory at rest", first, last)


def logs_a_receipt(events: Events, service: str) -> tuple[float, float]:
    """Return the bytes by which a container's logs grew for each receipt, in the first half and in the second."""
    halves = parts(events, 2)
    grown = []
    for start, end in halves:
        sizes = [sample.usage[service].logs for sample in events.samples if start <= sample.at <= end]
        grown.append(sum(max(0, after - before) for before, after in pairwise(sizes)))
    receipts = max(1, sum(request.receipt for request in events.requests) // 2)
    return grown[0] / receipts, grown[1] / receipts


def peak(events: Events, service: str = "ocr") -> int:
    """Return the most that a container has held, as its process and as a whole."""
    return most([sample.usage[service] for sample in events.samples])


def troubles(events: Events) -> list[str]:
    """Return all that was not as it should be; nothing if the run ended well."""
    return [
        *_unfinished(events),
        *_faults(events),
        *_ocr(events),
        *(_growth(events) if events.begin.judges_growth else ()),
    ]


def _unfinished(events: Events) -> Iterator[str]:
    done = sum(request.receipt for request in events.requests)
    if done < events.begin.receipts and events.begin.seconds is None:
        yield f"{done} of {events.begin.receipts} receipts were sent"
    if events.end is None:
        yield "the run did not come to its end: nothing is known of restarts, bans and lines of the log"
        return
    if events.end.stopped:
        yield f"stopped: {events.end.stopped}"
    for service, restarts in events.end.restarts.items():
        if restarts:
            yield f"{service} was started again, {restarts} times"
    for client, lines in events.end.lines.items():
        yield from _lines(client, lines, cut=client in events.end.to_be_banned)
    if sorted(events.end.banned) != sorted(events.end.to_be_banned):
        yield f"banned: {', '.join(events.end.banned) or 'nobody'}; should be: {', '.join(events.end.to_be_banned)}"


def _lines(client: str, lines: Lines, *, cut: bool) -> Iterator[str]:
    """Compare lines with requests; the last request of who was cut off may not have arrived."""
    if lines.unlogged:
        yield f"{client}: {lines.unlogged} answers without a line of their own in the log"
    if not lines.requests - cut <= lines.lines <= lines.requests:
        yield f"{client}: {lines.requests} requests, {lines.lines} lines in the log"


def _faults(events: Events) -> Iterator[str]:
    counts = Counter(f"{request.client}: {request.fault}" for request in events.requests if request.fault)
    counts.update(fault.text for fault in events.faults)
    for text, count in counts.most_common():
        yield f"{count} x {text}"
    for service in SERVICES:
        if kills := max((sample.usage[service].oom_kills for sample in events.samples), default=0):
            yield f"{service}: {kills} processes were killed for want of memory"


def _ocr(events: Events) -> Iterator[str]:
    # Gunicorn's worker; Docker sees nothing of its death
    if len(workers := {sample.usage["ocr"].largest for sample in events.samples}) > 1:
        yield f"ocr: the process that reads was replaced {len(workers) - 1} times"
    if (held := peak(events)) > MAX_OCR_BYTES:
        yield f"ocr held {held / 1e6:.0f} MB, and may hold {MAX_OCR_BYTES / 1e6:.0f} MB"


def _growth(events: Events) -> Iterator[str]:
    found = list(growths(events))
    if not found:
        yield "too short to tell what grew"
    for growth in found:
        if growth.too_much:
            yield (
                f"{growth.service}: {growth.figure} grew from {growth.early:,.0f} to {growth.late:,.0f} "
                f"({100 * growth.share:+.1f} %)"
            )
