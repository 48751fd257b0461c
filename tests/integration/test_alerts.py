"""Real failures, and what the operator's mail server receives: one message for each, and the all-clear.

A droplet with the real edge, bans and sidecar, and a stub of the OCR service; the mail server and the service that
hears the heartbeat are on another host. Rounds come every second, and two in a row decide.
"""

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from cryptography import x509

from certificates.report import Report
from tests.support import pace
from tests.support.edge.pairs import make_pair
from tests.support.hosts import droplet, namespace
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.attack import attack, flood, wait_until
from tests.support.hosts.droplet import Droplet
from tests.support.hosts.namespace import Host
from tests.support.mail import Mailbox, mail_server, make_mail_pair, text

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

INTERVAL_SECONDS = 1
PASSWORD = "p/a:s@s$w#rd %"
MAIL_PORT, PING_PORT = 2525, 8080
# Two rounds, and what a busy machine takes.
PATIENCE_SECONDS = 60
SITE = "ocr.test"
CRASH = {"found_at": "2026-11-23T00:00:00+00:00", "requests": ["8f14e45f"], "out_of_memory": True}


@dataclass
class Post:
    """The operator's mail server, on a host of its own; it wants STARTTLS and a login."""

    host: Host
    pair: Path
    box: Mailbox = field(default_factory=Mailbox)
    # letters that the tests have expected so far
    expected: int = 0

    @contextmanager
    def serving(self, *, tls: bool = False) -> Iterator[None]:
        with namespace.entered(self.host.namespace):
            listener = socket.create_server((self.host.ipv4, MAIL_PORT))
        how: dict[str, Any] = {"tls" if tls else "starttls": self.pair}
        with listener, mail_server(listener, self.box, password=PASSWORD, **how):
            yield

    def next(self, seconds: float = PATIENCE_SECONDS) -> tuple[str, str]:
        """Wait for the next letter; return its subject and its text."""
        self.expected += 1
        letter = self.box.wait(self.expected, seconds)
        return str(letter["Subject"]), text(letter)


@dataclass
class Watched:
    """The appliance and everybody around it."""

    appliance: Appliance
    post: Post
    erp: Host
    pings: list[str]
    mail: ExitStack

    def volume(self, name: str) -> Path:
        """Return the directory of a volume."""
        words = ("volume", "inspect", "--format", "{{.Mountpoint}}", f"receipt-ocr_{name}")
        return Path(self.appliance.docker(*words).strip())

    def state(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.volume("health-state") / "state.json").read_text())
        return content

    def failing(self) -> set[str]:
        """Return the checks that the last round found failing."""
        return {name for name, result in self.state()["round"]["readings"].items() if not result["ok"]}

    def in_nginx(self, script: str) -> None:
        self.appliance.compose("exec", "-T", "nginx", "bash", "-c", script)

    def forget_requests(self) -> None:
        """Empty the access log: what five minutes do by themselves."""
        self.in_nginx(": >/var/log/nginx/ocr.access.log")

    def mind(self, **mind: object) -> None:
        """Change the stub's mind, or without words its usual one."""
        self.appliance.docker("exec", "stub", "sh", "-c", f"echo '{json.dumps(mind)}' >/tmp/stub.json")

    def rounds(self, number: int) -> None:
        """Wait for the end of so many rounds."""
        seen: set[float] = set()

        def enough() -> bool:
            seen.add(self.state()["round"]["at"])
            return len(seen) > number

        wait_until(enough, seconds=number * PATIENCE_SECONDS)

    def wait_until_well(self) -> None:
        wait_until(lambda: not self.failing() and not self.state()["incidents"], seconds=2 * PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with ExitStack() as ends, ExitStack() as mail:
        switched_on = ends.enter_context(droplet.droplet(tmp_path_factory.mktemp("droplet")))
        erp, outside = (ends.enter_context(namespace.host(name, switched_on.namespace)) for name in ("erp", "outside"))
        post = Post(outside, make_mail_pair(tmp_path_factory.mktemp("mail"), f"IP:{outside.ipv4}"))
        mail.enter_context(post.serving())
        pings = ends.enter_context(hearing_pings(outside))
        make_small_volume(switched_on)
        running = ends.enter_context(
            appliance(
                switched_on,
                "nginx",
                "fail2ban",
                "healthcheck",
                HEALTH_INTERVAL_SECONDS=str(INTERVAL_SECONDS),
                HEALTH_TIMEOUT_SECONDS="2",
                HEALTH_SAMPLE_SECONDS="5",
                HEALTH_MAX_429="20",
                FAIL2BAN_IGNORE_IP=erp.ipv4,
                SITE_EMAIL="ops@example.com",
                ALERT_SMTP_HOST=outside.ipv4,
                ALERT_SMTP_PORT=str(MAIL_PORT),
                ALERT_SMTP_USER="ops",
                ALERT_SMTP_PASSWORD=PASSWORD,
                ALERT_CA_FILE=str(post.pair / "ca.pem"),
                HEARTBEAT_URL=f"http://{outside.ipv4}:{PING_PORT}/ping",
                HEARTBEAT_FAIL_URL=f"http://{outside.ipv4}:{PING_PORT}/ping/fail",
            )
        )
        yield Watched(running, post, erp, pings, mail)


def make_small_volume(switched_on: Droplet) -> None:
    """Make the volume of the health log a disk that a test can fill."""
    labels = ("--label", "com.docker.compose.project=receipt-ocr", "--label", "com.docker.compose.volume=health-log")
    disk = ("--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", "o=size=4m,uid=10004,gid=10004")
    droplet_run = (*switched_on.engine, "volume", "create", *labels, *disk, "receipt-ocr_health-log")
    switched_on.run(*droplet_run)


@contextmanager
def hearing_pings(host: Host) -> Iterator[list[str]]:
    """Serve what a heartbeat is sent to; return the paths that were asked for."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer((host.ipv4, PING_PORT), Ear, bind_and_activate=False)
    server.socket.close()
    with namespace.entered(host.namespace):
        server.socket = socket.create_server((host.ipv4, PING_PORT))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()


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
def another_mind(watched: Watched, **mind: object) -> Iterator[None]:
    watched.mind(**mind)
    try:
        yield
    finally:
        watched.mind()


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


def tells_of(
    watched: Watched, trouble: AbstractContextManager[None], checks: set[str], figure: str, command: str
) -> None:
    """Bring trouble about, and see one letter with what is known of it, and the all-clear after the repair."""
    watched.wait_until_well()
    with trouble:
        subject, body = watched.post.next()
        # a slower check may be found failing only later; it is then of the same incident
        assert subject.startswith(f"[receipt-ocr {site(watched)}] FAIL: ")
        assert checks <= set(subject.split("FAIL: ")[1].split(", "))
        assert figure in body
        assert f"  next    {command}" in body
        watched.rounds(3)
    # an event is over after twelve rounds
    subject, body = watched.post.next(3 * PATIENCE_SECONDS)
    assert "recovered after" in subject
    assert all(check in subject for check in checks)
    assert "It lasted " in body
    assert len(watched.post.box.letters) == watched.post.expected
    assert PASSWORD not in body


def site(watched: Watched) -> str:
    return watched.appliance.settings.get("SITE_DOMAIN", "localhost")


def test_flapping_is_one_incident(watched: Watched) -> None:
    watched.wait_until_well()
    watched.mind(memory=9e8)
    assert "FAIL: memory" in watched.post.next()[0]
    for _ in range(3):
        watched.mind()
        wait_until(lambda: "memory" not in watched.failing(), seconds=PATIENCE_SECONDS)
        watched.mind(memory=9e8)
        wait_until(lambda: "memory" in watched.failing(), seconds=PATIENCE_SECONDS)
    watched.mind()
    assert "recovered after" in watched.post.next()[0]
    watched.rounds(2)
    assert len(watched.post.box.letters) == watched.post.expected


def test_a_restart_of_the_sidecar_tells_nothing_twice(watched: Watched) -> None:
    watched.wait_until_well()
    with another_mind(watched, memory=9e8):
        assert "FAIL: memory" in watched.post.next()[0]
        watched.appliance.compose("restart", "--timeout", "2", "healthcheck")
        # after a start it gives the others a minute
        wait_until(lambda: watched.state()["troubles"]["memory"]["failures"] > 4, seconds=2 * PATIENCE_SECONDS)
        assert len(watched.post.box.letters) == watched.post.expected
    assert "recovered after" in watched.post.next()[0]


def test_keeps_letters_while_nobody_takes_them_also_over_a_restart_and_sends_them_in_order(watched: Watched) -> None:
    watched.wait_until_well()
    watched.mail.close()
    with another_mind(watched, memory=9e8):
        wait_until(lambda: waiting(watched) == ["opened"], seconds=PATIENCE_SECONDS)
        watched.rounds(1)
    wait_until(lambda: waiting(watched) == ["opened", "ended"], seconds=PATIENCE_SECONDS)
    said = "Connection refused; 2 waiting"
    wait_until(lambda: said in watched.appliance.compose("logs", "healthcheck"), seconds=PATIENCE_SECONDS)
    watched.appliance.compose("restart", "--timeout", "2", "healthcheck")
    watched.mail.enter_context(watched.post.serving())
    assert "FAIL: memory" in watched.post.next()[0]
    assert "recovered after" in watched.post.next()[0]
    wait_until(lambda: waiting(watched) == [], seconds=PATIENCE_SECONDS)


def waiting(watched: Watched) -> list[str]:
    return [message["kind"] for message in watched.state()["messages"] if not message["settled"]]


def test_pings_after_each_round_and_another_address_while_something_is_wrong(watched: Watched) -> None:
    watched.wait_until_well()
    watched.rounds(1)
    before = len(watched.pings)
    watched.rounds(3)
    assert watched.pings[before:] in (["/ping"] * 3, ["/ping"] * 2, ["/ping"] * 4)
    with another_mind(watched, memory=9e8):
        watched.post.next()
        wait_until(lambda: watched.pings[-1] == "/ping/fail", seconds=PATIENCE_SECONDS)
    watched.post.next()
    wait_until(lambda: watched.pings[-1] == "/ping", seconds=PATIENCE_SECONDS)


def alert_test(watched: Watched, **changed: str) -> str:
    """Run what `make alert-test` runs, with settings changed as by an edit of .env."""
    environment = [word for name, value in changed.items() for word in ("--env", f"{name}={value}")]
    return watched.appliance.compose(
        "run", "--rm", "--no-deps", "-T", *environment, "healthcheck", "python3", "-m", "healthcheck.alerts"
    )


def test_a_test_letter_is_sent_at_once_by_starttls(watched: Watched) -> None:
    assert alert_test(watched).split() == ["email", "accepted"]
    subject, body = watched.post.next(1)
    assert subject == "[receipt-ocr localhost] test"
    assert "make alert-test" in body


def test_a_test_letter_is_sent_at_once_by_tls(watched: Watched) -> None:
    watched.mail.close()
    with watched.post.serving(tls=True):
        assert alert_test(watched, ALERT_SMTP_SECURITY="tls").split() == ["email", "accepted"]
        watched.post.next(1)
    watched.mail.enter_context(watched.post.serving())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ALERT_SMTP_PASSWORD": "another"}, "email +NOT accepted: .*535"),
        ({"ALERT_SMTP_PORT": "2526"}, "email +NOT accepted: .*Connection refused"),
        ({"ALERT_URLS": "json://127.0.0.1:9/secret"}, "email +accepted\njson +NOT accepted: .*refused"),
        (
            dict.fromkeys(("ALERT_SMTP_HOST", "ALERT_SMTP_USER", "ALERT_SMTP_PASSWORD"), ""),
            "no channel for alerts is configured: set ALERT_SMTP_HOST or ALERT_URLS in .env",
        ),
    ],
)
def test_a_test_letter_that_is_not_taken_is_a_failure_with_its_reason(
    watched: Watched, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(RuntimeError, match=said) as failed:
        alert_test(watched, **changed)
    assert "another" not in str(failed.value).split("failed:\n")[1]
    watched.post.expected = len(watched.post.box.letters)


@dataclass(frozen=True)
class Usage:
    """What the kernel has counted for a container."""

    memory: Path
    cpu: Path

    def anonymous_bytes(self) -> int:
        """Return the memory of processes; what is cached of files is given back on demand."""
        counted = dict(line.split() for line in self.memory.read_text().splitlines())
        return int(counted.get("total_rss") or counted["anon"])

    def cpu_seconds(self) -> float:
        written = self.cpu.read_text().split()
        return int(written[0]) / 1e9 if len(written) == 1 else int(written[1]) / 1e6


def usage_of_sidecar(watched: Watched) -> Usage:
    """Find the sidecar's control group, of either version."""
    words = ("inspect", "--format", "{{.State.Pid}}", "receipt-ocr-healthcheck-1")
    lines = Path(f"/proc/{watched.appliance.docker(*words).strip()}/cgroup").read_text().splitlines()
    groups = {
        controller: path for _, names, path in (line.split(":", 2) for line in lines) for controller in names.split(",")
    }
    root = Path("/sys/fs/cgroup")
    if "memory" in groups:
        return Usage(
            Path(f"{root}/memory{groups['memory']}/memory.stat"),
            Path(f"{root}/cpuacct{groups['cpuacct']}/cpuacct.usage"),
        )
    return Usage(Path(f"{root}{groups['']}/memory.stat"), Path(f"{root}{groups['']}/cpu.stat"))


def test_holds_less_than_64_megabytes_also_while_it_sends(watched: Watched) -> None:
    usage = usage_of_sidecar(watched)
    resting = usage.anonymous_bytes()
    heights = [resting]
    stopped = Event()

    def watch() -> None:
        while not stopped.wait(0.01):
            heights.append(usage.anonymous_bytes())

    watching = Thread(target=watch)
    watching.start()
    with another_mind(watched, memory=9e8):
        watched.post.next()
    watched.post.next()
    sending = max(heights)
    watched.appliance.compose("exec", "-T", "healthcheck", "python3", "-m", "healthcheck.alerts")
    watched.post.next()
    stopped.set()
    watching.join()
    figures = {"at rest": resting, "sending": sending, "at most, with alert-test": max(heights)}
    print({name: f"{size / 1e6:.1f} MB" for name, size in figures.items()})  # noqa: T201 - the figures are asked for
    assert sending > resting
    assert max(heights) <= 64e6


def test_takes_less_than_a_hundredth_of_a_core_at_the_default_pace(watched: Watched) -> None:
    watched.wait_until_well()
    watched.rounds(1)
    usage, rounds, execs = usage_of_sidecar(watched), 20, 5
    before = usage.cpu_seconds()
    # here one round in five reads the sample, at the default pace one in twelve
    watched.rounds(rounds)
    round_seconds = (usage.cpu_seconds() - before) / rounds
    before = usage.cpu_seconds()
    for _ in range(execs):
        watched.appliance.compose("exec", "-T", "healthcheck", "python3", "-m", "healthcheck.alive")
    alive_seconds = (usage.cpu_seconds() - before) / execs
    # a round every 300 seconds, Docker's health check every 30
    share = round_seconds / 300 + alive_seconds / 30
    print(f"{1000 * round_seconds:.0f} ms a round, {1000 * alive_seconds:.0f} ms a health check: {share:.2%}")  # noqa: T201
    assert share < pace.cpu_allowed(0.01)


def test_refuses_to_start_with_a_way_that_apprise_does_not_know(watched: Watched) -> None:
    with pytest.raises(RuntimeError, match="ALERT_URLS: nonsense is not understood"):
        watched.appliance.compose("run", "--rm", "--no-deps", "--env", "ALERT_URLS=nonsense://secret", "healthcheck")


# --- certificates: last, because they change what all others see


@pytest.fixture(scope="module")
def pairs(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Serve a certificate of an authority, as certbot would have installed it; return others to install."""
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
    with watched.appliance.changed(TLS_MODE="letsencrypt", SITE_DOMAIN=SITE, CERTBOT_CA_FILE=str(authorities)):
        yield made


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
