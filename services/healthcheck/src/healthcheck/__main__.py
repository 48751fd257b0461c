"""Run a round of checks at every interval, log one line a check, send alerts and a heartbeat."""

import logging
import os
import sys
import time
import traceback
from collections.abc import Container, Mapping
from datetime import UTC, datetime

from healthcheck.alerts.advice import ADVICE
from healthcheck.alerts.channels import channels
from healthcheck.alerts.flow import Alerts
from healthcheck.alerts.sender import NOT_UNDERSTOOD, deliver
from healthcheck.alive import SIGN_OF_LIFE, give_sign
from healthcheck.checks import checks_for
from healthcheck.heartbeat import Heartbeat
from healthcheck.log import open_log
from healthcheck.result import CheckResult
from healthcheck.rounds import Rounds
from healthcheck.settings import Settings
from healthcheck.stop import Stop
from service.settings import SettingsInvalid

START_SECONDS = 60
EVENTS = {name for name, advice in ADVICE.items() if advice.event}


def line(name: str, result: CheckResult) -> str:
    """Return the log's line: time, state, check, figure."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return f"{now} {'ok' if result.ok else 'FAIL'} {name} {' '.join(result.figure.split())}"


def main() -> None:
    """Run rounds until told to stop; a fault of our own ends the process, and Docker starts it again."""
    try:
        watch(*prepared())
    except Exception:  # noqa: BLE001 - whatever it is, a thread with a check that hangs must not keep us half alive
        traceback.print_exc()
        os._exit(1)


def prepared() -> tuple[Settings, logging.Logger]:
    """Read the settings; exit with what to correct if they can't be used."""
    try:
        settings = Settings.from_env(os.environ)
        check_channels(settings)
    except SettingsInvalid as fault:
        sys.exit(str(fault))
    return settings, open_log(settings.log)


def watch(settings: Settings, log: logging.Logger) -> None:
    """Run a round at every interval."""
    stop = Stop()
    rounds, alerts, heartbeat = Rounds(checks_for(settings), settings, EVENTS), Alerts(settings), Heartbeat(settings)
    for said in alerts.begin():
        log.info(line("alerts", said))
    give_sign(SIGN_OF_LIFE, settings.interval_seconds)
    results = first_round(rounds, alerts.failing)
    due = time.monotonic()
    while True:
        # a message that was sent and not written down would be sent again
        with stop:
            give_sign(SIGN_OF_LIFE, settings.interval_seconds)
            finish(results, alerts, heartbeat, log)
        # from beginning to beginning: a slow round does not put off the next one
        due = max(due + settings.interval_seconds, time.monotonic())
        time.sleep(max(0, due - time.monotonic()))
        results = rounds.run()


def finish(results: Mapping[str, CheckResult], alerts: Alerts, heartbeat: Heartbeat, log: logging.Logger) -> None:
    """Log a round, report what it found, and send the heartbeat."""
    for name, result in results.items():
        log.info(line(name, result))
    for said in alerts.after(results):
        log.info(line("alerts", said))
    beat = heartbeat.beat(in_trouble=alerts.in_trouble)
    if beat:
        log.info(line("heartbeat", beat))


def check_channels(settings: Settings) -> None:
    """Have Apprise check each channel; raise SettingsInvalid with those that it can't use."""
    faults = [
        f"{'ALERT_EMAIL_*' if channel.name == 'email' else 'ALERT_URLS'}: {channel.name} is {fault}"
        for channel in channels(settings.alerts)
        for fault in deliver(channel, [], settings.alerts.ca_file)
        # it may also have failed for a reason of this moment
        if fault.startswith(NOT_UNDERSTOOD)
    ]
    if faults:
        raise SettingsInvalid(faults)


def first_round(rounds: Rounds, known: Container[str] = ()) -> dict[str, CheckResult]:
    """Run rounds until the other services, which start with us, are ready or out of time; events count from the first.

    What is known to fail, and was told, is not waited for.
    """
    patience_until = time.monotonic() + START_SECONDS
    events: dict[str, CheckResult] = {}
    while True:
        results = rounds.run()
        # what has happened is found once, and has happened though all is well a moment later
        events |= {name: result for name, result in results.items() if name in EVENTS and not result.ok}
        if all(result.ok or name in known for name, result in results.items()) or time.monotonic() > patience_until:
            return {**results, **events}
        time.sleep(1)


if __name__ == "__main__":
    main()
