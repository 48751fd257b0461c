"""Tables and a picture for docs/endurance.md from a journal."""

import http.client
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.report import quantile, table
from bench.soak.containers import SERVICES, most
from bench.soak.journal import NONE, Events, Lines, Request
from bench.soak.verdict import Growth, growths, parts, troubles

PARTS = 10
# points of a curve: a pixel has room for no more than one
POINTS = 200
WIDTH, HEIGHT, LEFT, TOP, GAP = 720, 150, 70, 40, 60
COLOURS = dict(zip(SERVICES, ("#d95f02", "#1b9e77", "#7570b3", "#e7298a", "#66a61e"), strict=True))
Curve = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Panel:
    """A diagram over the minutes of a run; each curve has a colour of its own."""

    title: str
    curves: Mapping[str, Curve]


def text(events: Events) -> str:
    """Return the report in Markdown."""
    receipts = [request for request in events.requests if request.receipt]
    times = [0.0, *(end - begin for begin, end in parts(events, 1))]
    found = troubles(events)
    said = "It ended well." if not found else "It did not end well:\n\n" + "\n".join(f"- {each}" for each in found)
    heading = f"{len(receipts):,} receipts in {times[-1] / 60:.0f} minutes, {events.begin.machine}. {said}"
    return "\n\n".join((
        heading,
        "![Latency, memory, descriptors, threads and disk over the run](images/endurance.svg)",
        table(["client", "tries", "answers", "lines of the log"], list(_answers(events))),
        table(["part", "receipts a second", "p50", "p95", "p99", "probes p99"], list(_latencies(events))),
        table(["container", *_FIGURES, "most memory"], list(_containers(events))),
    ))  # fmt: skip


def _answers(events: Events) -> Iterator[list[str]]:
    """Yield a row for each kind of client, those that are honest together."""
    kinds: dict[str, Counter[int]] = {}
    for request in events.requests:
        kinds.setdefault(kind_of(request.client), Counter())[request.status] += 1
    for kind, statuses in kinds.items():
        answers = ", ".join(
            f"{count:,} x {status or 'none'}"
            for status, count in sorted(statuses.items(), key=lambda each: (each[0] == NONE, each[0]))
        )
        yield [kind, f"{statuses.total():,}", answers, _lines(events, kind)]


def _lines(events: Events, kind: str) -> str:
    lines: Mapping[str, Lines] = events.end.lines if events.end else {}
    return f"{sum(each.lines for client, each in lines.items() if kind_of(client) == kind):,}"


def kind_of(client: str) -> str:
    """Return the kind of a client: there are several honest ones."""
    return client.partition("-")[0]


def _latencies(events: Events) -> Iterator[list[str]]:
    for number, (start, end) in enumerate(parts(events, PARTS), start=1):
        during = [request for request in events.requests if start < request.at <= end]
        receipts = [each.seconds for each in during if kind_of(each.client) == "honest" and _good(each)]
        probes = [each.seconds for each in during if each.client == "probing"]
        yield [
            str(number),
            f"{len(receipts) / (end - start):.2f}",
            *(f"{quantile(receipts, share):.2f} s" for share in (0.5, 0.95, 0.99)),
            f"{1000 * quantile(probes, 0.99):.0f} ms",
        ]


def _good(request: Request) -> bool:
    return request.status == http.client.OK


def _megabytes(figure: float) -> str:
    return f"{figure / 1e6:.1f} MB"


def _count(figure: float) -> str:
    return f"{figure:.0f}"


_FIGURES: Mapping[str, Callable[[float], str]] = {
    "memory": _megabytes,
    "memory at rest": _megabytes,
    "descriptors": _count,
    "threads": _count,
    "data": _megabytes,
    "logs a receipt": lambda figure: f"{figure:.0f} B",
}


def _containers(events: Events) -> Iterator[list[str]]:
    found = {(growth.service, growth.figure): growth for growth in growths(events)}
    for service in SERVICES:
        cells = [_grew(found.get((service, figure)), shown) for figure, shown in _FIGURES.items()]
        yield [service, *cells, _megabytes(most([sample.usage[service] for sample in events.samples]))]


def _grew(growth: Growth | None, shown: Callable[[float], str]) -> str:
    """Return early, late and growth of a figure, or that it was not measured."""
    if growth is None:
        return "–"
    return f"{shown(growth.early)} → {shown(growth.late)} ({100 * growth.share:+.1f} %)"


def picture(events: Events) -> str:
    """Return the run as a picture: what is measured, from below zero to the most that it was, over minutes."""
    panels = [
        Panel("seconds for a receipt: p50, p95 and p99 of each hundredth", _latency_curves(events)),
        Panel("memory, MB", _usage_curves(events, lambda usage: usage.memory / 1e6)),
        Panel("file descriptors", _usage_curves(events, lambda usage: usage.descriptors)),
        Panel("threads", _usage_curves(events, lambda usage: usage.threads)),
        Panel("disk, MB", _usage_curves(events, lambda usage: (usage.data + usage.logs) / 1e6)),
    ]
    minutes = max((x for panel in panels for curve in panel.curves.values() for x, _ in curve), default=1.0)
    height = TOP + len(panels) * (HEIGHT + GAP)
    size = f'width="{LEFT + WIDTH + 20}" height="{height}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
        *_legend(),
    ]
    for row, panel in enumerate(panels):
        drawn += _drawn(panel, TOP + row * (HEIGHT + GAP) + GAP / 2, minutes)
    return "\n".join([*drawn, "</svg>", ""])


def _legend() -> Iterator[str]:
    x = LEFT
    for service, colour in COLOURS.items():
        yield f'<rect x="{x}" y="14" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{x + 16}" y="25">{service}</text>'
        x += 130


def _drawn(panel: Panel, top: float, minutes: float) -> Iterator[str]:
    """Draw a diagram whose upper edge is at `top`: its frame, its scales and its curves."""
    most_y = max((y for curve in panel.curves.values() for _, y in curve), default=0.0) or 1.0
    bottom = top + HEIGHT
    yield f'<text x="{LEFT}" y="{top - 8}">{panel.title}</text>'
    yield f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#999"/>'
    for y, label in ((top + 10, f"{most_y:.3g}"), (bottom, "0")):
        yield f'<text x="{LEFT - 6}" y="{y}" text-anchor="end">{label}</text>'
    for x, anchor, label in ((LEFT, "start", "0"), (LEFT + WIDTH, "end", f"{minutes:.0f} min")):
        yield f'<text x="{x}" y="{bottom + 15}" text-anchor="{anchor}">{label}</text>'
    for name, curve in panel.curves.items():
        points = " ".join(f"{LEFT + WIDTH * x / minutes:.1f},{bottom - HEIGHT * y / most_y:.1f}" for x, y in curve)
        colour = COLOURS.get(name, COLOURS["ocr"])
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.2"/>'


def _latency_curves(events: Events) -> Mapping[str, Curve]:
    curves: dict[str, list[tuple[float, float]]] = {"p50": [], "p95": [], "p99": []}
    receipts = [each for each in events.requests if each.receipt and _good(each)]
    for start, end in parts(events, 100):
        seconds = [each.seconds for each in receipts if start < each.at <= end]
        for name, curve in curves.items():
            if seconds:
                curve.append((end / 60, quantile(seconds, int(name[1:]) / 100)))
    return curves


def _usage_curves(events: Events, figure: Callable[..., float]) -> Mapping[str, Curve]:
    """Return a curve a container, the highest of the samples that share a point: no peak is left out."""
    each = max(1, -(-len(events.samples) // POINTS))
    groups = [events.samples[start : start + each] for start in range(0, len(events.samples), each)]
    return {
        service: [(group[-1].at / 60, max(figure(sample.usage[service]) for sample in group)) for group in groups]
        for service in SERVICES
    }
