"""Gate 3: clients accept the served certificate, and its successor will come by itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gates.certificate import served
from gates.facts import Fact
from gates.site import Site
from gates.verdict import Verdict, failed, not_checked, passed
from healthcheck.served import Certificate
from service.durations import REPORT_SECONDS, duration

NEXT = "make cert-status; docs/operations.md, failed certificate renewal"


@dataclass(frozen=True)
class Renewal:
    """State of the renewal: certbot's health, its last report, and a rehearsal made just now."""

    healthy: Fact
    report: Mapping[str, Any]
    rehearsal: Fact


def check(site: Site) -> Verdict:
    """Check the served certificate, and where an authority issues it also what certbot reports."""
    certificate, now = served(site.settings), datetime.now(UTC)
    if fault := certificate_fault(certificate, site.names, now):
        return failed(fault, "make cert-status; make logs SERVICE=nginx")
    figure = f"{certificate.days_left(now):.0f} days left"
    if not site.settings.verify_certificate:
        advice = "set SITE_DOMAIN, SITE_EMAIL and TLS_MODE=letsencrypt in .env, then make up"
        return not_checked(f"self-signed, {figure}: no client can verify it", advice)
    if certificate.distrust:
        return failed(
            f"clients refuse it: {certificate.distrust}", "make cert-status: who issued it? A test authority?"
        )
    facts = site.facts
    report = json.loads(facts["certificate_report"].output or "{}")
    return judge_renewal(Renewal(facts["certbot_healthy"], report, facts["rehearsal"]), certificate, figure, now)


def certificate_fault(certificate: Certificate, names: tuple[str, ...], now: datetime) -> str:
    """Return what is wrong with a certificate, whoever issued it, or nothing."""
    if certificate.ends <= now:
        return f"it ended {certificate.ends:%Y-%m-%d %H:%M} UTC"
    if certificate.begins > now:
        return f"it begins {certificate.begins:%Y-%m-%d %H:%M} UTC"
    missing = [name for name in names if not certificate.covers(name)]
    return f"it is not for {', '.join(missing)}" if missing else ""


def judge_renewal(renewal: Renewal, certificate: Certificate, figure: str, now: datetime) -> Verdict:
    """Judge whether renewal is scheduled, and works."""
    if fault := renewal_fault(renewal, certificate, now):
        return failed(f"{figure}; {fault}", NEXT)
    next_run = datetime.fromtimestamp(renewal.report["next_run"], UTC)
    figure = f"{figure}, next check {next_run:%m-%d %H:%M} UTC"
    said = renewal.rehearsal.complaint
    if renewal.rehearsal.ok:
        return passed(f"{figure}, rehearsal went well")
    # certbot's service keeps to the authority's limits, and says so
    if "not asked" in said or "another run is at work" in said:
        return not_checked(f"{figure}; no rehearsal: {said}", "repeat make gates later")
    return failed(f"{figure}; {said}", "make cert-renew ARGS=--dry-run repeats it; " + NEXT)


def renewal_fault(renewal: Renewal, certificate: Certificate, now: datetime) -> str:
    """Return what stands in the way of the next certificate, or nothing."""
    if not renewal.healthy.ok:
        return f"certbot: {renewal.healthy.complaint}"
    # from the future where the clock was ahead, and nothing has come since
    age = abs(now.timestamp() - renewal.report["time"])
    if age > REPORT_SECONDS:
        return f"certbot's last report is {duration(age)} old"
    next_run = renewal.report["next_run"]
    if next_run is None or now.timestamp() - next_run > REPORT_SECONDS:
        return "no next check is scheduled"
    installed = renewal.report["installed"]["serial"]
    return (
        "" if installed == certificate.serial else f"certbot installed {installed}, nginx serves {certificate.serial}"
    )
