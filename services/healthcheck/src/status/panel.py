"""Lines beneath the services: one function for each, and none fails because a service is down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from gates.access import Access
from gates.certificate import served
from healthcheck.droplet import disk
from healthcheck.memory import memory
from healthcheck.readers import readers
from healthcheck.ready import edge_ready, ocr_ready
from healthcheck.result import Check, CheckResult
from healthcheck.settings import Settings
from status.line import Line
from status.traffic import last_hour

# Nobody waits longer for a screen.
PATIENCE_SECONDS = 3
BANS_SHOWN = 3


def panel(settings: Settings) -> list[Line]:
    """Return all lines; one whose state can't be found out says so."""
    lines = LINES | CLUSTER_LINES if settings.cluster_readers else LINES
    return [_tried(title, find, hasty(settings)) for title, find in lines.items()]


def hasty(settings: Settings) -> Settings:
    """Return the settings with their time-out capped at what somebody at a screen can wait for."""
    return replace(settings, timeout_seconds=min(settings.timeout_seconds, PATIENCE_SECONDS))


def ready(settings: Settings) -> Line:
    """Check /ready through the edge and past it."""
    edge, direct = _taken(edge_ready, settings), _taken(ocr_ready, settings)
    return Line("ready", f"edge {edge.figure}, direct {direct.figure}", well=edge.ok and direct.ok)


def certificate(settings: Settings) -> Line:
    """Check the certificate that is served."""
    found, now = served(settings), datetime.now(UTC)
    left = found.days_left(now)
    trusted = not found.distrust or not settings.verify_certificate
    doubt = "" if trusted else f", refused by clients: {found.distrust}"
    text = f"{', '.join(found.names)}, issuer {found.issuer}, {left:.1f} days left{doubt}"
    return Line("certificate", text, well=left > 0 and trusted)


def traffic(settings: Settings) -> Line:
    """Count the requests of an hour."""
    hour = last_hour(settings.access_log, datetime.now(UTC))
    p95 = "nothing read" if hour.p95 is None else f"p95 {hour.p95:.2f} s"
    text = f"{hour.statuses.total()} requests, {hour.failed_percent:.1f} % failed (5xx), {hour.statuses[429]} refused (429)"
    return Line("last hour", f"{text}, {p95}", well=hour.failed_percent <= settings.max_5xx_percent)


def bans(settings: Settings) -> Line:
    """Name the banned addresses, the last first."""
    files = sorted(settings.edge_bans.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    names = ", ".join(file.name for file in files[:BANS_SHOWN])
    more = f" and {len(files) - BANS_SHOWN} more (make bans)" if len(files) > BANS_SHOWN else ""
    return Line("bans", f"{len(files)} in force: {names}{more}" if files else "nobody is banned")


def who_may(access: Access) -> list[Line]:
    """Return the line on who may use the service, and one on limits without a key if there are any."""
    lines = [Line("access", access.text, well=access.open is not None)]
    if access.unused_limits:
        names = ", ".join(access.unused_limits)
        lines.append(Line("key limits", f"OCR_KEY_LIMITS has names without a key: {names}", well=False))
    return lines


def _of(title: str, check: Check) -> Callable[[Settings], Line]:
    def line(settings: Settings) -> Line:
        result = check(settings)
        return Line(title, result.figure, well=result.ok)

    return line


def _taken(check: Check, settings: Settings) -> CheckResult:
    try:
        return check(settings)
    except Exception as error:  # noqa: BLE001 - a check fails in as many ways as the world does
        return CheckResult(ok=False, figure=f"no answer ({error})")


def _tried(title: str, find: Callable[[Settings], Line], settings: Settings) -> Line:
    try:
        return find(settings)
    except Exception as error:  # noqa: BLE001 - whatever is down, the other lines are wanted
        return Line(title, f"unknown ({error})", well=False)


LINES: dict[str, Callable[[Settings], Line]] = {
    "ready": ready,
    "certificate": certificate,
    "last hour": traffic,
    "bans": bans,
    "ocr memory": _of("ocr memory", memory),
    "disk": _of("disk", disk),
}
# Where readers run on other machines too.
CLUSTER_LINES: dict[str, Callable[[Settings], Line]] = {
    "readers": _of("readers", readers),
}
