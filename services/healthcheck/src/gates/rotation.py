"""Gate 8: every log that grows is rotated, and the rotation really runs."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gates.containers import SERVICES, Container
from gates.facts import Fact, Facts
from gates.site import Site
from gates.verdict import Verdict, failed, passed
from healthcheck.log import FILE_BYTES, FILES_KEPT
from service.durations import duration

DIRECTIVES = ("weekly", "rotate 8", "compress", "delaycompress")
LOG = "/var/log/nginx/ocr.access.log"
# A week, and a day for a rotation that came late.
MAX_AGE = timedelta(days=8)
# The loop looks every minute, the first time after one.
MAX_SILENCE = timedelta(minutes=5)
NEXT = "make logs SERVICE=nginx; docker compose up --detach --force-recreate nginx"


def check(site: Site) -> Verdict:
    """Look at nginx's logs, the health log, and the logs that Docker keeps."""
    now = datetime.now(UTC)
    nginx = site.containers.get("nginx")
    if not nginx or nginx.state != "running":
        return failed("nginx does not run, and nothing rotates its logs", "make up; make logs SERVICE=nginx")
    faults = (
        configuration_fault(site.facts),
        loop_fault(site.facts["rotation_loop"], nginx, now),
        age_fault(site.facts["rotation_state"], now),
        health_log_fault(site.settings.log),
        docker_fault(site.containers.values()),
    )
    if found := "; ".join(filter(None, faults)):
        return failed(found, NEXT)
    last = last_rotation(site.facts["rotation_state"])
    begun = f"log begun {_ago(now - last)}" if last else "first look within a minute"
    return passed(f"weekly, 8 kept, compressed; {begun}")


def configuration_fault(facts: Facts) -> str:
    """Return what logrotate's configuration lacks, or nothing."""
    if not facts["rotation_parses"].ok:
        return f"logrotate refuses its configuration: {facts['rotation_parses'].complaint}"
    lines = {" ".join(line.split()) for line in facts["rotation_configuration"].output.splitlines()}
    missing = [directive for directive in DIRECTIVES if directive not in lines]
    return f"logrotate.conf lacks {', '.join(missing)}" if missing else ""


def loop_fault(loop: Fact, nginx: Container, now: datetime) -> str:
    """Return what is wrong with the loop that runs logrotate, or nothing; it prints its state and when it last looked."""
    if not loop.ok:
        return "the rotation loop does not run"
    state, looked = loop.output.split()
    if state in "TtZX":
        return f"the rotation loop is stopped (state {state})"
    # what a clock that was ahead has dated says nothing
    known = [at for at in (datetime.fromtimestamp(float(looked), UTC), nginx.started) if at <= now]
    silence = now - max(known, default=datetime.fromtimestamp(0, UTC))
    return f"logrotate last looked {_ago(silence)}" if silence > MAX_SILENCE else ""


def age_fault(state: Fact, now: datetime) -> str:
    """Return a fault if the last rotation is too long ago, or nothing; a new log counts from its first look."""
    last = last_rotation(state)
    return f"the last rotation was {_ago(now - last)}" if last and now - last > MAX_AGE else ""


def last_rotation(state: Fact) -> datetime | None:
    """Read logrotate's state file: when the access log was rotated, or first seen."""
    found = re.search(rf'"{re.escape(LOG)}" (\d+)-(\d+)-(\d+)-(\d+):(\d+):(\d+)', state.output)
    return datetime(*map(int, found.groups()), tzinfo=UTC) if found else None  # type: ignore[misc,arg-type]


def health_log_fault(log: Path) -> str:
    """Return a fault if the health log has outgrown its limits, or nothing; its writer rotates it."""
    files = [file.stat().st_size for file in log.parent.glob(f"{log.name}*")]
    too_large = any(size > FILE_BYTES for size in files) or len(files) > 1 + FILES_KEPT
    return f"the health log has {len(files)} files, the largest of {max(files)} bytes" if too_large else ""


def docker_fault(containers: Iterable[Container]) -> str:
    """Name the services of ours whose output Docker keeps without limit, or nothing."""
    # Docker's driver `local` has limits of its own
    unlimited = [
        container.service
        for container in containers
        if container.service in SERVICES
        and container.log_driver == "json-file"
        and not container.log_options.get("max-size")
    ]
    return f"Docker keeps the output of {', '.join(sorted(unlimited))} without limit" if unlimited else ""


def _ago(age: timedelta) -> str:
    return f"{duration(age.total_seconds())} ago"
