"""A run: starts the appliance and the clients, samples the containers, compares the appliance's log with what was sent."""

import os
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bench.soak.clients import KINDS, Run, Sender
from bench.soak.containers import SERVICES, Container, containers, most, restarts
from bench.soak.journal import End, Lines, Sample, Usage
from ocr.engine.inflight import REST_SECONDS
from tests.support.edge.stack import ROOT, Stack, build, free_port, running
from tests.support.hosts import namespace

SAMPLE_SECONDS = 2.0
TELL_SECONDS = 30.0
# after it the OCR service has given back what it took for the last page, which the slow client may begin to send before
REST = REST_SECONDS + 30
# of the receipts: what comes before is warm-up
FIRST_REST = 0.1
# who is read when the last receipt was answered, and the line of the log about it
END_SECONDS = 3.0
# a container, and a script for it
PRINT_LOG = (
    "nginx",
    "for log in /var/log/nginx/ocr.access.log*; do case $log in *.gz) zcat $log;; *) cat $log;; esac; done",
)
PRINT_BANS = "fail2ban", "fail2ban-client get nginx-ocr banip"
ID_COLUMN = 10


def soak(run: Run, *, rest: bool = True, seconds: float = float("inf"), say: Callable[[str], None] = print) -> None:
    """Send all receipts of a run, or as many as `seconds` allow, and write its journal."""
    build(*SERVICES)
    with ExitStack() as exits:
        stack = exits.enter_context(appliance())
        port = int(stack.environment["SITE_HTTPS_PORT"])
        senders = [Sender(kind, exits.enter_context(namespace.host(kind)), port, run) for kind in KINDS]
        found = containers(stack)
        watcher = threading.Thread(target=watch, args=(run, found, say))
        clients = [threading.Thread(target=work, args=(sender,)) for sender in senders]
        for thread in (watcher, *clients):
            thread.start()
        try:
            wait_for_clients(run, rest=rest, until=time.monotonic() + seconds)
        except BaseException as error:
            run.stop(type(error).__name__)
            raise
        finally:
            run.over.set()
            run.busy.set()
            for thread in (watcher, *clients):
                thread.join()
            run.journal.write(ended(run, stack, senders))


@contextmanager
def appliance() -> Iterator[Stack]:
    """Start the services of compose.yaml as a project of their own, with its limits and all cores."""
    ports = {name: str(free_port()) for name in ("SITE_HTTP_PORT", "SITE_HTTPS_PORT", "OCR_PORT")}
    settings = {
        **ports,
        "OCR_CPUS": str(os.cpu_count()),
        # the run is longer than the hour for which a ban lasts
        "FAIL2BAN_BAN_SECONDS": "86400",
        # not the .env of whoever develops here
        "COMPOSE_ENV_FILES": os.devnull,
    }
    with running(ROOT / "compose.yaml", "soak", settings, *SERVICES) as stack:
        yield stack


def wait_for_clients(run: Run, *, rest: bool, until: float) -> None:
    """Wait until all receipts are finished, with a rest after the first tenth and one at the end."""
    pauses = [run.receipts * FIRST_REST, run.receipts] if rest else []
    while run.finished < run.receipts and not (run.stopped and run.finished >= run.taken):
        if time.monotonic() > until:
            run.receipts = run.taken
        if pauses and run.finished >= pauses[0]:
            pauses.pop(0)
            pause(run)
        time.sleep(0.2)
    if pauses and not run.stopped:
        pause(run)


def pause(run: Run) -> None:
    """Keep all clients from sending receipts, until the OCR service has given back what it took."""
    run.busy.clear()
    until = time.monotonic() + REST
    while time.monotonic() < until and not run.stopped:
        time.sleep(0.2)
    run.busy.set()


def work(sender: Sender) -> None:
    """Run a client until the run is over; one that fails is started again."""
    while True:
        try:
            KINDS[sender.kind](sender)
        except Exception:  # noqa: BLE001 - whatever it is, the run goes on and tells of it
            sender.run.fault(f"client {sender.kind}: {traceback.format_exc()}")
        else:
            return
        if sender.run.over.wait(1):
            return


def watch(run: Run, found: Sequence[Container], say: Callable[[str], None]) -> None:
    """Sample the containers again and again, and report the progress."""
    began = told = time.monotonic()
    peak = 0
    while not run.over.wait(SAMPLE_SECONDS):
        try:
            usage = {container.service: container.usage() for container in found}
        except (OSError, ValueError, KeyError) as error:
            # one is being started again, which Docker counts
            say(f"containers could not be looked at: {error!r}")
            continue
        run.journal.write(Sample(run.journal.now(), not run.busy.is_set(), usage))
        peak = max(peak, most([usage["ocr"]]))
        if time.monotonic() >= told + TELL_SECONDS:
            told = time.monotonic()
            say(progress(run, usage["ocr"], peak, told - began))


def progress(run: Run, ocr: Usage, peak: int, seconds: float) -> str:
    """Return the progress in one line."""
    rate = run.finished / seconds
    left = (run.receipts - run.finished) / rate / 60 if rate else float("inf")
    return (
        f"{run.finished} of {run.receipts} receipts, {rate:.2f} a second, {left:.0f} minutes left; "
        f"ocr {ocr.memory / 1e6:.0f} MB, most {peak / 1e6:.0f} MB; {run.faults} faults"
    )


def ended(run: Run, stack: Stack, senders: Sequence[Sender]) -> End:
    """Compare nginx's log with what was sent, and ask who is banned and what was started again."""
    time.sleep(END_SECONDS)
    log, bans = (asked(run, stack, *question) for question in (PRINT_LOG, PRINT_BANS))
    return End(
        run.journal.now(),
        run.stopped,
        restarts(stack),
        {sender.kind: lines_of(sender.host.ipv4, log, sender.sent, sender.answered) for sender in senders},
        [sender.kind for sender in senders if sender.host.ipv4 in bans.split()],
        ["banned"],
    )


def asked(run: Run, stack: Stack, service: str, script: str) -> str:
    """Run a script in a container and return what it prints; record a fault and return nothing if that fails."""
    try:
        return stack.shell(service, script)
    except RuntimeError as error:
        run.fault(str(error))
        return ""


def lines_of(address: str, log: str, sent: int, answered: Counter[str]) -> Lines:
    """Compare the lines of an address with the requests that it sent and the ids of its answers."""
    ids = Counter(line.split(" ")[ID_COLUMN] for line in log.splitlines() if line.startswith(f"{address} "))
    unlogged = sum(abs(count - ids[each]) for each, count in answered.items())
    return Lines(sent, ids.total(), unlogged, sum(count for each, count in ids.items() if each not in answered))
