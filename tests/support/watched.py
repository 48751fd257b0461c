"""A droplet with the real edge, bans and sidecar, a stub of the OCR service, and the operator's mail server beside it.

The mail server and the service that hears the heartbeat are on another host. Rounds come every second, and two in a row
decide.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.support.hosts import droplet, namespace
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.attack import wait_until
from tests.support.hosts.droplet import Droplet
from tests.support.hosts.namespace import Host
from tests.support.mail import Mailbox, mail_server, make_mail_pair, text

INTERVAL_SECONDS = 1
PASSWORD = "p/a:s@s$w#rd %"
MAIL_PORT, PING_PORT = 2525, 8080
# Two rounds, and what a busy machine takes.
PATIENCE_SECONDS = 60
SITE = "ocr.test"


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
    """A running appliance with the hosts and the mail server around it."""

    appliance: Appliance
    post: Post
    erp: Host
    pings: list[str]
    mail: ExitStack

    @property
    def name(self) -> str:
        """Its name, as letters have it."""
        return self.appliance.settings.get("SITE_DOMAIN", "localhost")

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
        """Empty the access log, so that checks of the last minutes find no requests."""
        self.in_nginx(": >/var/log/nginx/ocr.access.log")

    def mind(self, **mind: object) -> None:
        """Set how the stub answers, or without arguments restore its usual answers."""
        # whole or not at all: the stub reads it all the time
        script = f"echo '{json.dumps(mind)}' >/tmp/new.json && mv /tmp/new.json /tmp/stub.json"
        self.appliance.docker("exec", "stub", "sh", "-c", script)

    def hasten(self) -> None:
        """Let the sidecar, while it is not made again, have as many processors as there are: a letter takes one for 0.6 s."""
        self.appliance.docker("update", "--cpus", str(os.cpu_count()), "receipt-ocr-healthcheck-1")

    def rounds(self, number: int) -> None:
        """Wait for the end of so many rounds."""
        seen: set[float] = set()

        def enough() -> bool:
            seen.add(self.state()["round"]["at"])
            return len(seen) > number

        wait_until(enough, seconds=number * PATIENCE_SECONDS)

    def wait_until_well(self) -> None:
        wait_until(lambda: not self.failing() and not self.state()["incidents"], seconds=2 * PATIENCE_SECONDS)


@contextmanager
def start_watched(directory: Path) -> Iterator[Watched]:
    """Start the droplet, the appliance, the mail server and the hosts beside it, with their files in a directory."""
    for name in ("droplet", "mail"):
        (directory / name).mkdir()
    with ExitStack() as ends, ExitStack() as mail:
        switched_on = ends.enter_context(droplet.droplet(directory / "droplet"))
        erp, outside = (ends.enter_context(namespace.host(name, switched_on.namespace)) for name in ("erp", "outside"))
        post = Post(outside, make_mail_pair(directory / "mail", f"IP:{outside.ipv4}"))
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
        watched = Watched(running, post, erp, pings, mail)
        watched.hasten()
        yield watched


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


@contextmanager
def another_mind(watched: Watched, **mind: object) -> Iterator[None]:
    watched.mind(**mind)
    try:
        yield
    finally:
        watched.mind()


def tells_of(
    watched: Watched, trouble: AbstractContextManager[None], checks: set[str], figure: str, command: str
) -> None:
    """Cause trouble, and assert that one letter reports it, and one the recovery after the repair."""
    watched.wait_until_well()
    with trouble:
        subject, body = watched.post.next()
        # a slower check may be found failing only later; it is then of the same incident
        assert subject.startswith(f"[receipt-ocr {watched.name}] FAIL: ")
        assert checks <= set(subject.split("FAIL: ")[1].split(", "))
        assert figure in body
        assert f"  next    {command}" in body
        # as many as make another letter where one was to come
        watched.rounds(2)
    # an event is over after twelve rounds
    subject, body = watched.post.next(3 * PATIENCE_SECONDS)
    assert "recovered after" in subject
    assert all(check in subject for check in checks)
    assert "It lasted " in body
    assert len(watched.post.box.letters) == watched.post.expected
    assert PASSWORD not in body
