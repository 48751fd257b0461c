"""Checks of the served certificate: how long it lasts, whether it is the installed one, and whether it is renewed."""

import json
import time
from datetime import UTC, datetime
from typing import Any

from healthcheck.result import CheckResult
from healthcheck.served import served
from healthcheck.settings import Settings
from service.durations import DAY_SECONDS, REPORT_SECONDS, SWITCH_SECONDS, duration

# Renewal is due when a third of the life is left; at a quarter it has failed for a while.
MIN_SHARE_LEFT = 0.25
NOT_APPLICABLE = CheckResult(ok=True, figure="not applicable: TLS_MODE=selfsigned")


def certificate(settings: Settings) -> CheckResult:
    """Find a served certificate that is near its end, in proportion to its life."""
    found, now = served(settings), datetime.now(UTC)
    if found.begins > now:
        return CheckResult(ok=False, figure=f"valid from {found.begins:%Y-%m-%d %H:%M} UTC only: is the clock right?")
    enough = found.ends - now >= MIN_SHARE_LEFT * (found.ends - found.begins)
    return CheckResult(ok=enough, figure=f"{found.days_left(now):.1f} days left")


def served_is_installed(settings: Settings) -> CheckResult:
    """Find an nginx that serves another certificate than the one that certbot has installed."""
    if not settings.verify_certificate:
        return NOT_APPLICABLE
    installed = _report(settings)["installed"]
    if installed is None:
        return CheckResult(ok=False, figure="none is installed")
    serial = served(settings).serial
    if serial == installed["serial"]:
        return CheckResult(ok=True, figure=f"serial {serial}")
    switched_at = settings.certificate_report.with_name("current").lstat().st_mtime
    # from the future where the clock was ahead
    recent = abs(time.time() - switched_at) < SWITCH_SECONDS
    return CheckResult(
        ok=recent, figure=f"serves {serial}, installed {installed['serial']}{' just now' if recent else ''}"
    )


def renewal(settings: Settings) -> CheckResult:
    """Find a renewal that fails, or that nobody looks after; by certbot's own report."""
    if not settings.verify_certificate:
        return NOT_APPLICABLE
    report = _report(settings)
    # from the future where the clock was ahead, and nothing has come since
    age = abs(time.time() - report["time"])
    if age > REPORT_SECONDS:
        return CheckResult(ok=False, figure=f"certbot has not reported for {duration(age)}")
    if report["alerts"]:
        return CheckResult(ok=False, figure="; ".join(report["alerts"]))
    issued = [attempt["time"] for attempt in report.get("attempts", []) if attempt["outcome"] == "issued"]
    # the report has the last few attempts only
    last = f"{(time.time() - max(issued)) / DAY_SECONDS:.1f} days ago" if issued else "not lately"
    return CheckResult(ok=True, figure=f"last success {last}")


def _report(settings: Settings) -> dict[str, Any]:
    # the directories of the pairs hold the keys, and are not ours to read
    report: dict[str, Any] = json.loads(settings.certificate_report.read_bytes())
    return report
