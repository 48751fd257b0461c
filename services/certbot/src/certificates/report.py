"""Report of what is installed, served, due and wrong, for the operator, the health check and readers of status.json."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from certificates import served
from certificates.clock import utc_now
from certificates.keeper import Keeper, Result
from certificates.pair import Pair
from service.durations import DAY_SECONDS, SWITCH_SECONDS

# of its life; certbot renews at a third
ALARM_SHARE = 0.25


@dataclass(frozen=True)
class Report:
    """Report on the certificate; `alerts` is empty when nothing is wrong."""

    time: datetime
    facts: Mapping[str, object] = field(default_factory=dict)
    alerts: tuple[str, ...] = ()

    def as_json(self) -> str:
        content = {"time": self.time.timestamp(), **self.facts, "alerts": list(self.alerts)}
        return json.dumps(content, indent=1)


def look(keeper: Keeper, result: Result | None = None, *, silent_seconds: float = math.inf) -> Report:
    """Compare what is installed with what is served, and tell what is wrong.

    nginx may be silent while it restarts: `silent_seconds` is how long it has been, for all the caller knows.
    """
    now = utc_now()
    settings = keeper.settings
    if not settings.enabled:
        return Report(now, {"mode": "selfsigned"})
    installed = keeper.installed()
    serving = served.serial(settings.edge, settings.names[0])
    failures = keeper.ledger().failures(settings.directory, settings.names)
    if failures and failures[-1].outcome == "started" and keeper.busy():
        failures.pop()
    alerts = []
    if failures:
        alerts.append(f"{len(failures)} failed attempts in a row; the last: {failures[-1].detail or 'cut short'}")
    if result and result.fault:
        alerts.append(result.fault)
    if not installed:
        alerts.append("no certificate for these names is installed; nginx serves what it has")
    else:
        # from the future where the clock was ahead
        age_seconds = abs(now.timestamp() - installed.folder.stat().st_ctime)
        wrong_seconds = age_seconds if serving else min(age_seconds, silent_seconds)
        if serving != installed.serial and wrong_seconds > SWITCH_SECONDS:
            alerts.append(f"nginx serves {serving or 'nothing'}, not {installed.serial}: see its log")
        if installed.left(now) < installed.lifetime * ALARM_SHARE:
            alerts.append(f"the certificate ends in {_days(installed, now)} days and is not renewed")
    facts = {
        "mode": "letsencrypt",
        "names": list(settings.names),
        "directory": settings.directory,
        "installed": _facts(installed, now) if installed else None,
        "served_serial": serving,
        "next_run": result.next_run.timestamp() if result else None,
        "attempts": [
            {"time": entry.at, "outcome": entry.outcome, "detail": entry.detail}
            for entry in keeper.ledger().attempts[-5:]
        ],
    }
    return Report(now, facts, tuple(dict.fromkeys(alerts)))


def _facts(installed: Pair, now: datetime) -> dict[str, object]:
    return {
        "serial": installed.serial,
        "issuer": installed.issuer,
        "names": sorted(installed.names),
        "not_after": installed.leaf.not_valid_after_utc.timestamp(),
        "days_left": _days(installed, now),
        "due": installed.due.timestamp(),
    }


def _days(installed: Pair, now: datetime) -> float:
    return round(installed.left(now).total_seconds() / DAY_SECONDS, 2)


def text(report: Report, last: Mapping[str, object]) -> str:
    """Return the report for people; `last` is what the service has written."""
    facts = report.facts
    if facts["mode"] == "selfsigned":
        return "TLS_MODE=selfsigned: nginx makes its own certificate; nothing is asked of any authority."
    lines = [f"names        {', '.join(settings_names(facts))}", f"authority    {facts['directory']}"]
    installed = facts["installed"]
    if isinstance(installed, dict):
        lines += [
            f"issuer       {installed['issuer']}",
            f"serial       {installed['serial']} (served: {facts['served_serial'] or 'nothing'})",
            f"days left    {installed['days_left']} (until {_moment(installed['not_after'])})",
            f"renewal      {_moment(installed['due'])}, or when the authority asks for it",
        ]
    lines.append(f"next check   {_moment(last.get('next_run'))}")
    attempts = facts["attempts"]
    for entry in attempts if isinstance(attempts, list) else []:
        lines.append(f"attempt      {_moment(entry['time'])} {entry['outcome']} {entry['detail'][:200]}".rstrip())
    return "\n".join([*lines, *(f"ALERT        {alert}" for alert in report.alerts)])


def settings_names(facts: Mapping[str, object]) -> list[str]:
    """Return the names that the settings ask for."""
    names = facts["names"]
    return [str(name) for name in names] if isinstance(names, list) else []


def _moment(seconds: object) -> str:
    if not isinstance(seconds, int | float):
        return "unknown"
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
