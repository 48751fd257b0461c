"""The service, and the commands that an operator runs in its container: status, renew, healthy."""

import argparse
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from certificates import served
from certificates.clock import utc_now
from certificates.keeper import Busy, Keeper
from certificates.logs import log, open_log
from certificates.report import Report, look, text
from certificates.settings import Settings
from certificates.watch import Watch
from service import atomic_file
from service.durations import REPORT_SECONDS
from service.settings import SettingsInvalid

LOOK_SECONDS = 3
# nginx takes 3, and a busy machine a few times as long
SERVED_SECONDS = 20


def main() -> int:
    """Run one command; without one, the service."""
    parser = argparse.ArgumentParser(prog="certificates", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("status", help="what is installed, served and due; fails when something is wrong")
    commands.add_parser("healthy", help="fails when the service is stuck or something is wrong")
    renew = commands.add_parser("renew", help="renew if it is due")
    how = renew.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="rehearse an order, keep nothing")
    how.add_argument("--force", action="store_true", help="renew although it is not due")
    chosen = parser.parse_args()
    try:
        keeper = Keeper(Settings.from_env(os.environ))
    except SettingsInvalid as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    match chosen.command:
        case "status":
            return status(keeper)
        case "healthy":
            return healthy(keeper)
        case "renew":
            return renew_now(keeper, dry_run=chosen.dry_run, force=chosen.force)
    return serve(keeper)


def serve(keeper: Keeper) -> int:
    """Keep the certificate valid until told to stop; a run that has begun is finished first."""
    open_log()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    mode = "letsencrypt" if keeper.settings.enabled else "selfsigned"
    log.info("started", extra={"mode": mode, "names": list(keeper.settings.names)})
    watch = Watch(keeper)
    alerts: tuple[str, ...] = ()
    answered_at = time.monotonic()
    while not stopped.is_set():
        if keeper.settings.enabled:
            watch.turn()
        report = look(keeper, watch.result, silent_seconds=time.monotonic() - answered_at)
        if report.facts.get("served_serial"):
            answered_at = time.monotonic()
        save(keeper, report)
        if report.alerts != alerts:
            alerts = report.alerts
            for alert in alerts:
                log.error("ALERT", extra={"reason": alert})
            if not alerts:
                log.info("all is well")
        stopped.wait(LOOK_SECONDS)
    return 0


def status_file(keeper: Keeper) -> Path:
    """Return where the service leaves its reports."""
    return keeper.settings.served / "status.json"


def save(keeper: Keeper, report: Report) -> None:
    """Write the report for the health check and the operator; log a fault of the disk, which must not stop the service."""
    try:
        # the health check reads it, as another user
        atomic_file.write(status_file(keeper), report.as_json(), mode=0o644)
    except OSError as fault:
        log.error("the report cannot be written", extra={"reason": str(fault)})


def last_report(keeper: Keeper) -> dict[str, object]:
    """Return what the service has reported last, empty if nothing."""
    try:
        content = json.loads(status_file(keeper).read_text())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def status(keeper: Keeper) -> int:
    """Print what is installed, served, due and wrong."""
    last = last_report(keeper)
    report = look(keeper)
    said = last.get("alerts")
    alerts = dict.fromkeys([*report.alerts, *(said if isinstance(said, list) else [])])
    report = Report(report.time, report.facts, tuple(alerts))
    sys.stdout.write(text(report, last) + "\n")
    return 1 if report.alerts else 0


def healthy(keeper: Keeper) -> int:
    """Fail when the last report is old or has alerts."""
    last = last_report(keeper)
    reported = last.get("time")
    alerts = last.get("alerts")
    if not isinstance(reported, float) or abs(utc_now().timestamp() - reported) > REPORT_SECONDS:
        sys.stdout.write("the service has not reported for long\n")
        return 1
    if isinstance(alerts, list) and alerts:
        sys.stdout.write("\n".join(alerts) + "\n")
        return 1
    return 0


def renew_now(keeper: Keeper, *, dry_run: bool, force: bool) -> int:
    """Renew, or rehearse it, within the limits of the ledger."""
    if not keeper.settings.enabled:
        sys.stderr.write("TLS_MODE=selfsigned: set TLS_MODE=letsencrypt in .env, then: docker compose up --detach\n")
        return 1
    try:
        if dry_run:
            outcome = keeper.try_out()
            sys.stderr.write(f"dry run {'failed' if outcome.result == 'failed' else 'went well'} {outcome.detail}\n")
            return 1 if outcome.result == "failed" else 0
        result = keeper.renew(force=force)
    except Busy as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    if result.fault or result.said.startswith("not asked"):
        sys.stderr.write(f"{result.said or result.fault}\n")
        return 1
    if result.said != "issued":
        sys.stderr.write("not due yet, nothing was ordered; --force renews all the same\n")
        return 0
    return wait_until_served(keeper)


def wait_until_served(keeper: Keeper) -> int:
    """Wait until nginx serves what is installed."""
    installed = keeper.installed()
    for _ in range(SERVED_SECONDS):
        if installed and served.serial(keeper.settings.edge, keeper.settings.names[0]) == installed.serial:
            sys.stderr.write(f"renewed and served: {installed.serial}\n")
            return 0
        time.sleep(1)
    sys.stderr.write("renewed and installed, but nginx serves another certificate: see docker compose logs nginx\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
