"""Check of the readers on other machines against the settings; run as a program, a table of them."""

import http.client
import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from healthcheck.cluster import addresses, ask_each
from healthcheck.edge import ask, connect
from healthcheck.memory import RESIDENT
from healthcheck.metrics import count_read, read_metrics
from healthcheck.ready import ocr_ready
from healthcheck.result import CheckResult
from healthcheck.settings import Settings

HEADINGS = ("READER", "ADDRESS", "VERSION", "MEMORY", "QUEUE", "A SECOND", "STATE")
THIS_MACHINE = "this machine"
# Between the two looks that tell how much is read: a reader with two cores reads seven receipts meanwhile.
LOOK_SECONDS = 2


@dataclass(frozen=True)
class Reader:
    """A reader by its own words; `fault` is why it can't read now, empty where it can. `at` by the monotonic clock."""

    address: str
    fault: str = ""
    host: str = ""
    version: str = ""
    megabytes: float = 0
    queue: int = 0
    read: int = 0
    at: float = 0

    @property
    def answered(self) -> bool:
        """Whether it answered, ready or not."""
        return self.at > 0

    @property
    def name(self) -> str:
        """The host name that it reports, or its address."""
        return self.host or self.address

    @property
    def machine(self) -> str:
        """The machine that it runs on: cluster/stack.yaml calls a reader <machine>-<number>."""
        return self.host.rpartition("-")[0]


def readers(settings: Settings) -> CheckResult:
    """Find readers that are missing or not ready, too few machines that read, or more than one version."""
    edge, others = look_at_all(settings)
    found, ready = faults(edge, others, settings), [reader for reader in others if not reader.fault]
    machines = len({reader.machine for reader in ready})
    said = found or [f"{len(ready)} ready on {machines} machine{'s' * (machines != 1)}"]
    each = [f"{reader.name} {reader.megabytes:.0f} MB, queue {reader.queue}" for reader in ready]
    return CheckResult(ok=not found, figure="; ".join(said + each))


def faults(edge: Reader, others: Sequence[Reader], settings: Settings) -> list[str]:
    """Return the faults of the cluster: readers not ready, too few machines, different versions."""
    ready, away = [one for one in others if not one.fault], [one for one in others if one.fault]
    wanted = settings.cluster_readers
    found = []
    if len(ready) < wanted:
        found.append(", ".join([f"{len(ready)} of {wanted} ready", *(f"{one.name} {one.fault}" for one in away)]))
    machines = {reader.machine for reader in ready}
    # one reader can't be on two machines
    if len(machines) < min(settings.cluster_machines, wanted):
        found.append(f"on {len(machines)} of {settings.cluster_machines} machines")
    names = defaultdict(list)
    for name, reader in [(THIS_MACHINE, edge), *((one.name, one) for one in others)]:
        if reader.answered:
            names[reader.version or "unknown"].append(name)
    if len(names) > 1:
        found.append("versions " + ", ".join(f"{version} ({', '.join(those)})" for version, those in names.items()))
    return found


def look_at_all(settings: Settings) -> tuple[Reader, list[Reader]]:
    """Return the state of this machine's own reader, and of those on others by name."""
    edge, *others = ask_each(look, [settings.ocr, *addresses(settings)], settings)
    return edge, sorted(others, key=lambda reader: reader.name)


def look(settings: Settings) -> Reader:
    """Ask a reader whether it is ready, and for its metrics."""
    try:
        ready = ocr_ready(settings)
        with connect(settings.ocr, settings) as connected:
            _, text = ask(connected, settings.ocr, "/metrics")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Reader(settings.ocr, fault=str(error) or type(error).__name__)
    metrics = read_metrics(text.decode())
    values = {metric.name: metric.value for metric in metrics if not metric.labels}
    told = next((metric.labels for metric in metrics if metric.name == "ocr_info"), {})
    return Reader(
        settings.ocr,
        fault="" if ready.ok else ready.figure,
        host=told.get("host", ""),
        version=told.get("version", ""),
        megabytes=values.get(RESIDENT, 0) / 1e6,
        queue=round(values.get("ocr_queue_length", 0)),
        read=count_read(metrics),
        at=time.monotonic(),
    )


def table(edge: Reader, others: Sequence[Reader], before: Sequence[Reader]) -> str:
    """Lay the readers out, this machine's own first; what they read a second shows by those of a while before."""
    earlier = {reader.address: reader for reader in before}
    named = [(THIS_MACHINE, edge), *((one.name, one) for one in others)]
    rows = [HEADINGS, *((name, *_cells(one, earlier.get(one.address))) for name, one in named)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    laid = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(row.rstrip() for row in laid)


def _cells(reader: Reader, before: Reader | None) -> tuple[str, ...]:
    address = reader.address.rpartition(":")[0]
    if not reader.answered:
        return address, "-", "-", "-", "-", reader.fault
    rate = "-"
    # counters begin again with the process
    if before and before.answered and before.read <= reader.read:
        rate = f"{(reader.read - before.read) / (reader.at - before.at):.1f}"
    memory = f"{reader.megabytes:.0f} MB"
    return address, reader.version or "unknown", memory, str(reader.queue), rate, reader.fault or "ready"


def main() -> None:
    """Print the table of readers with the faults beneath it; for `make cluster-status`."""
    settings = Settings.from_env(os.environ)
    edge, others = look_at_all(settings)
    before = [edge, *others]
    time.sleep(LOOK_SECONDS)
    edge, others = look_at_all(settings)
    lines = [table(edge, others, before), *(f"! {fault}" for fault in faults(edge, others, settings))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
