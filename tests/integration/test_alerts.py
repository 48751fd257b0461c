"""Real failures, and what the operator's mail server receives: one message for each, and the all-clear."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from certificates.report import Report
from tests.support.edge.pairs import make_pair
from tests.support.hosts import droplet, namespace
from tests.support.hosts.attack import attack, flood, wait_until
from tests.support.watched import PATIENCE_SECONDS, SITE, Watched, another_mind, start_watched, tells_of

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

CRASH = {"found_at": "2026-11-23T00:00:00+00:00", "requests": ["8f14e45f"], "out_of_memory": True}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with start_watched(tmp_path_factory.mktemp("watched")) as started:
        yield started


# --- troubles, each of which lasts as long as its context


@contextmanager
def stopped_ocr(watched: Watched) -> Iterator[None]:
    watched.appliance.docker("stop", "--time", "1", "stub")
    try:
        yield
    finally:
        watched.appliance.docker("start", "stub")


@contextmanager
def stuck_edge(watched: Watched) -> Iterator[None]:
    watched.appliance.compose("pause", "nginx")
    try:
        yield
    finally:
        watched.appliance.compose("unpause", "nginx")


@contextmanager
def errors(watched: Watched) -> Iterator[None]:
    assert flood(watched.erp, times=12, answer=500) == [500] * 12
    try:
        yield
    finally:
        watched.forget_requests()


@contextmanager
def hurry(watched: Watched) -> Iterator[None]:
    assert flood(watched.erp, times=70).count(429) > 20
    try:
        yield
    finally:
        watched.forget_requests()


@contextmanager
def attacked(watched: Watched) -> Iterator[None]:
    with namespace.host("attacker", watched.appliance.droplet.namespace) as attacker:
        attack(attacker, answer=429)
        try:
            yield
        finally:
            assert attacker.ipv4 in watched.appliance.banned()
            watched.appliance.fail2ban("unban", attacker.ipv4)
            watched.forget_requests()


@contextmanager
def full_disk(watched: Watched) -> Iterator[None]:
    filling = watched.volume("health-log") / "filling"
    filling.write_bytes(b"x" * 3_900_000)
    try:
        yield
    finally:
        filling.unlink()


@contextmanager
def unrotated_logs(watched: Watched) -> Iterator[None]:
    at = (datetime.now(UTC) - timedelta(days=9)).isoformat(timespec="seconds")
    line = f'203.0.113.7 {at} 200 ocr POST 0.641 0.640 200 2893 184533 - 203.0.113.7 1795350601.641 7 - "/v1/ocr"'
    log = "/var/log/nginx/ocr.access.log"
    watched.in_nginx(f"rest=$(<{log}); printf '%s\\n' '{line}' \"$rest\" >{log}")
    try:
        yield
    finally:
        watched.in_nginx("logrotate --force --state /var/log/nginx/.logrotate.state /opt/edge/logrotate.conf")
        wait_until((watched.volume("nginx-logs") / "ocr.access.log").exists, seconds=PATIENCE_SECONDS)


TROUBLES: dict[str, tuple[Callable[[Watched], AbstractContextManager[None]], set[str], str, str]] = {
    "the OCR service is stopped": (stopped_ocr, {"edge_ready", "ocr_ready"}, "", "make logs SERVICE=ocr"),
    "the edge is stuck": (stuck_edge, {"edge_ready", "certificate"}, "timed out", "make logs SERVICE=nginx"),
    "a check hangs": (lambda w: another_mind(w, slow="/metrics"), {"memory"}, "hangs", "make status"),
    "the sample is misread": (
        lambda w: another_mind(w, total=1.0),
        {"sample"},
        "not as on the sample: total_amount",
        "make logs SERVICE=ocr",
    ),
    "the OCR service grows": (lambda w: another_mind(w, memory=4.6e8), {"memory"}, "460 MB", "make status"),
    "the OCR service died": (
        lambda w: another_mind(w, crashes=[CRASH]),
        {"crashes"},
        "killed, out of memory, while it read 8f14e45f",
        "make requests STATUS=5",
    ),
    "requests end with 5xx": (errors, {"bad_answers"}, "12 of 12 requests", "make logs SERVICE=ocr"),
    "a client is too fast": (hurry, {"refusals"}, "in 5 minutes", "make bans"),
    "an attacker is banned": (attacked, {"bans"}, "1 new", "make bans"),
    "the disk is filling up": (full_disk, {"disk"}, "% full", "make free-disk"),
    "logs are not rotated": (unrotated_logs, {"rotation"}, "oldest line 9.0 days", "make logs SERVICE=nginx"),
}


@pytest.mark.parametrize(("bring_about", "checks", "figure", "command"), TROUBLES.values(), ids=TROUBLES)
def test_one_letter_says_what_is_wrong_and_one_that_it_is_well_again(
    watched: Watched,
    bring_about: Callable[[Watched], AbstractContextManager[None]],
    checks: set[str],
    figure: str,
    command: str,
) -> None:
    tells_of(watched, bring_about(watched), checks, figure, command)


# --- certificates: last, because they change what all others see


@pytest.fixture(scope="module")
def pairs(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Serve a certificate of an authority from now on, as certbot would have installed it; return others to install."""
    folder, now = tmp_path_factory.mktemp("pairs"), datetime.now(UTC)
    made = {
        "good": make_pair(folder / "good", (SITE,)),
        "ending": make_pair(folder / "ending", (SITE,), begins=now - timedelta(days=70)),
        "expired": make_pair(folder / "expired", (SITE,), begins=now - timedelta(days=91)),
        "broken": make_pair(folder / "broken", (SITE,), foreign_key=True),
    }
    authorities = folder / "authorities.pem"
    chains = [(pair / "fullchain.pem").read_text() for pair in made.values()]
    authorities.write_text("".join("-----BEGIN" + chain.split("-----BEGIN")[-1] for chain in chains))
    watched.wait_until_well()
    install(watched, made["good"])
    watched.appliance.settings |= {"TLS_MODE": "letsencrypt", "SITE_DOMAIN": SITE, "CERTBOT_CA_FILE": str(authorities)}
    watched.appliance.up("--wait")
    watched.hasten()
    return made


def install(watched: Watched, pair: Path, *, alerts: tuple[str, ...] = ()) -> None:
    """Install a pair as certbot's service does, and report what it would report."""
    root = watched.volume("certificates")
    target = root / pair.name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(pair, target)
    for path in (target, *target.iterdir()):
        os.chown(path, 10003, 10003)
    link = root / ".current.new"
    link.symlink_to(target.name)
    link.replace(root / "current")
    serial = x509.load_pem_x509_certificate((pair / "fullchain.pem").read_bytes()).serial_number
    facts = {"mode": "letsencrypt", "installed": {"serial": f"{serial:x}"}, "attempts": []}
    (root / "status.json").write_text(Report(datetime.now(UTC), facts, alerts).as_json())


@contextmanager
def installed(watched: Watched, pair: Path, good: Path, *, alerts: tuple[str, ...] = ()) -> Iterator[None]:
    install(watched, pair, alerts=alerts)
    try:
        yield
    finally:
        install(watched, good)


NOT_RENEWED = "3 failed attempts in a row; the last: no"
CERTIFICATES = {
    "it nears its end": ("ending", {"certificate"}, "20.0 days left"),
    "it has expired": ("expired", {"edge_ready", "certificate"}, "certificate has expired"),
    "another is served than is installed": ("broken", {"served_is_installed"}, ", installed "),
    "renewal fails": ("good", {"renewal"}, NOT_RENEWED),
}


@pytest.mark.parametrize(("name", "checks", "figure"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_one_letter_says_what_is_wrong_with_the_certificate(
    watched: Watched, pairs: dict[str, Path], name: str, checks: set[str], figure: str
) -> None:
    alerts = (NOT_RENEWED,) if "renewal" in checks else ()
    trouble = installed(watched, pairs[name], pairs["good"], alerts=alerts)
    tells_of(watched, trouble, checks, figure, "make cert-status")
