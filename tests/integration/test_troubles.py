"""Trouble beneath the appliance, each kind once: its disk is full or read-only, its clock jumps, its name server is away.

The whole appliance with a certificate of an authority, all of its volumes on a small disk of its own, and a clock that the
test sets. Each time a client reads receipts meanwhile; then it is told what the operator sees, and what is left when the
trouble has ended. The clock is libfaketime's, in all five services at once: no container can be given a clock of its own,
and the machine's belongs to whoever runs the tests. nginx itself drops its environment, and the library's settings with it:
only its scripts follow that clock. The host's own programs, Docker among them, keep theirs; and so they
keep their disk.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest
from pytest_docker.plugin import DockerComposeExecutor

from tests.support.appliance import Answer, Appliance, same_receipt, wait_until
from tests.support.edge import site
from tests.support.edge.site import FETCH_ROOT, NAME, authority_settings, make_authority_files
from tests.support.edge.stack import ROOT, build, free_port
from tests.support.short import short_receipt
from tests.support.troubles.disk import Disk, small_disk

FILES = [ROOT / f"{name}.yaml" for name in ("compose", "tests/support/edge/private", "tests/support/troubles/compose")]
SERVICES = ("ocr", "nginx", "certbot", "fail2ban", "healthcheck")
VOLUMES = (
    "ocr-state", "certificates", "acme-state", "acme-challenge", "self-signed", "nginx-logs", "bans", "edge-bans",
    "health-log", "health-state",
)  # fmt: skip
LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
BANNED = "203.0.113.7"
PATIENCE_SECONDS = 90
# A row of packets that Docker's name server answers with, and that nobody gets.
DEAF = "add table inet deaf; add chain inet deaf in { type filter hook input priority raw; }; add rule inet deaf in ip saddr 127.0.0.11 drop"


def docker(*words: str) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"docker {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def printed(answer: Answer) -> Any:
    """Return a receipt without its checks, which name the day on which they are made."""
    receipt = same_receipt(answer)
    for each in (receipt, *receipt["receipts"]):
        del each["checks"]
    return receipt


@dataclass
class Client:
    """Reads one receipt after the other."""

    read: Callable[[], Answer]
    answers: list[Answer] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    @contextmanager
    def reading(self) -> Iterator[None]:
        stopped = Event()

        def work() -> None:
            while not stopped.wait(0.5):
                try:
                    self.answers.append(self.read())
                except (OSError, httpx.HTTPError) as fault:
                    self.faults.append(fault)

        thread = Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()

    def statuses(self) -> dict[int, int]:
        found = [answer.status for answer in self.answers]
        return {status: found.count(status) for status in sorted(set(found))}


@dataclass
class Troubled:
    """The appliance, what lies beneath it, and who stands around it."""

    appliance: Appliance
    disk: Disk
    clock: Path
    environment: Mapping[str, str]
    key: str = ""
    receipt: Any = None

    # --- its clients

    def read(self) -> Answer:
        # by the address of this machine, and the name of the site; the tests of certificates look at those
        with httpx.Client(verify=False, timeout=60) as client:  # noqa: S501
            got = client.post(
                f"https://127.0.0.1:{self.appliance.https_port}/v1/ocr/receipt",
                files={"file": ("r.jpg", short_receipt())},
                headers={"Host": NAME, "Authorization": f"Bearer {self.key}"},
                extensions={"sni_hostname": NAME},
            )
        return Answer(got.status_code, got.headers, got.content)

    @contextmanager
    def read_all_the_while(self) -> Iterator[Client]:
        """Read receipts; each must be answered, and answered right."""
        client = Client(self.read)
        with client.reading():
            yield client
            wait_until(lambda: bool(client.answers or client.faults), seconds=PATIENCE_SECONDS)
        assert (client.faults, set(client.statuses())) == ([], {200})
        assert all(printed(answer) == self.receipt for answer in client.answers)
        print(f"receipts read meanwhile: {len(client.answers)}")  # noqa: T201 - the figures are asked for

    # --- its operator

    def status(self) -> str:
        done = subprocess.run(
            [ROOT / "host/bin/status.sh"], env=self.environment, capture_output=True, text=True, check=True
        )
        print(done.stdout)  # noqa: T201 - what the operator sees
        return done.stdout

    def inside(self, service: str, script: str) -> tuple[int, str]:
        """Run a script in a service's container; return its status and what it has printed."""
        done = subprocess.run(
            ["docker", "exec", self.appliance.container(service), "sh", "-c", script],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def letters(self) -> list[dict[str, str]]:
        """Return what the operator was told, the oldest first."""
        lines = docker("logs", self.appliance.container("hook")).splitlines()
        return [json.loads(line.removeprefix("POST ")) for line in lines if line.startswith("POST ")]

    def subjects(self, since: int = 0) -> list[str]:
        return [letter["title"] for letter in self.letters()[since:]]

    def wait_for_letter(self, words: str, since: int) -> str:
        """Wait for a letter with these words, after so many others; return its text."""
        found: list[str] = []

        def came() -> bool:
            found[:] = [
                letter["message"]
                for letter in self.letters()[since:]
                if re.search(words, f"{letter['title']}\n{letter['message']}")
            ]
            return bool(found)

        self.wait(came, f"a letter with {words}")
        return found[0]

    # --- seeing

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        try:
            took = wait_until(condition, seconds=seconds)
        except AssertionError:
            logs = self.appliance.run("logs --no-color --tail 15")
            raise AssertionError(f"not within {seconds} s: {what}; letters: {self.subjects()}; {logs}") from None
        print(f"{took:5.1f} s until {what}")  # noqa: T201 - the figures are asked for

    def logged(self, service: str, words: str) -> bool:
        return words in self.appliance.run(f"logs --no-color {service}")

    def starts(self) -> dict[str, str]:
        """Return when each service was started, and how often again."""
        words = "{{.State.StartedAt}} {{.RestartCount}} {{.State.Running}}"
        return {
            service: docker("inspect", "--format", words, self.appliance.container(service)) for service in SERVICES
        }

    def wait_until_well(self, since: float = 0) -> None:
        """Wait until all checks hold, no incident is open and all was told, by a round that was written down after `since`."""
        path = self.disk.path / "health-state/state.json"

        def well() -> bool:
            # there is none before the first round
            if not path.exists() or path.stat().st_mtime < since:
                return False
            state = json.loads(path.read_text())
            # a message that waits holds up each round while its way is broken
            told = all(message["settled"] for message in state["messages"])
            return told and not state["incidents"] and all(found["ok"] for found in state["round"]["readings"].values())

        self.wait(well, "all is well", 3 * PATIENCE_SECONDS)

    def in_trouble(self) -> set[str]:
        """Return the checks of the sidecar's open incidents."""
        state = json.loads((self.disk.path / "health-state/state.json").read_text())
        return {check for incident in state["incidents"] for check in incident["checks"]}

    def counted(self) -> int:
        """Return the requests of the key today, as they are kept."""
        usage = json.loads((self.disk.path / "ocr-state/usage.json").read_text())
        return int(usage["requests"]["odoo"])

    def log(self) -> list[str]:
        return (self.disk.path / "nginx-logs/ocr.access.log").read_text().splitlines()

    def bans(self) -> str:
        """Return who is banned, as `make bans` says."""
        return self.appliance.inside("fail2ban", "bans")

    def in_firewall(self, address: str) -> bool:
        return address in self.inside("fail2ban", 'nft list set "inet" "$FAIL2BAN_TABLE" banned4')[1]

    def orders(self) -> int:
        return docker("logs", self.appliance.container("authority")).count("POST /order-plz")

    def ledger(self) -> Any:
        return json.loads((self.disk.path / "acme-state/ledger.json").read_text())["attempts"]

    def certificate(self) -> Any:
        return json.loads((self.disk.path / "certificates/status.json").read_text())

    def broken_files(self) -> list[Path]:
        """Return the files of state that are cut off."""
        broken = []
        for path in self.disk.path.rglob("*.json"):
            try:
                json.loads(path.read_text())
            except ValueError:
                broken.append(path)
        return broken

    # --- doing

    def set_clock(self, offset: str) -> None:
        # whole or not at all: a program that reads half of it ends
        (self.clock / "new").write_text(offset)
        (self.clock / "new").replace(self.clock / "offset")

    @contextmanager
    def deaf(self, *services: str) -> Iterator[None]:
        """Have services get no answer from the name server."""
        for service in services:
            self._nft(service, DEAF)
        try:
            yield
        finally:
            for service in services:
                self._nft(service, "delete table inet deaf")

    def _nft(self, service: str, rules: str) -> None:
        network = f"container:{self.appliance.container(service)}"
        docker("run", "--rm", "--network", network, "--cap-add", "NET_ADMIN", "receipt-ocr/fail2ban", "nft", rules)


@contextmanager
def clock(folder: Path) -> Iterator[Path]:
    """Make a directory with the library that shifts clocks, and a file with the offset."""
    image = "receipt-ocr-test/certbot"
    docker("build", "--quiet", "--tag", image, str(Path(site.__file__).with_name("clock")))
    identity = docker("create", image).strip()
    try:
        docker("cp", "--follow-link", f"{identity}:{LIBRARY}", str(folder))
    finally:
        docker("rm", identity)
    (folder / "offset").write_text("+0")
    # other users read it
    folder.chmod(0o755)
    yield folder


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Troubled]:
    build("nginx", "certbot")
    authority = tmp_path_factory.mktemp("authority")
    make_authority_files(authority)
    ports = {name: free_port() for name in ("SITE_HTTP_PORT", "SITE_HTTPS_PORT", "OCR_PORT")}
    with (
        small_disk(tmp_path_factory.mktemp("disk"), *VOLUMES) as disk,
        clock(tmp_path_factory.mktemp("clock")) as clock_folder,
    ):
        settings = {
            **ports,
            **authority_settings(authority),
            "CLOCK": clock_folder,
            "DISK": disk.path,
            "OCR_CPUS": os.cpu_count(),
            "CERTBOT_BACKOFF_SECONDS": "2,4,600",
            "HEALTH_INTERVAL_SECONDS": "1",
            "HEALTH_TIMEOUT_SECONDS": "5",
            "ALERT_URLS": "json://hook.test:8080/",
            "HEARTBEAT_URL": "http://hook.test:8080/ping",
        }
        env_file = tmp_path_factory.mktemp("settings") / "env"
        env_file.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        project = f"troubles-{os.getpid()}"
        compose = DockerComposeExecutor(f"docker compose --env-file {env_file}", list(map(str, FILES)), project)
        environment = {
            **os.environ,
            "COMPOSE_FILE": ":".join(map(str, FILES)),
            "COMPOSE_PROJECT_NAME": project,
            "COMPOSE_ENV_FILES": str(env_file),
        }
        appliance = Appliance(
            compose,
            project,
            https_port=ports["SITE_HTTPS_PORT"],
            http_port=ports["SITE_HTTP_PORT"],
            ocr_port=ports["OCR_PORT"],
        )
        made = Troubled(appliance, disk, clock_folder, environment)
        try:
            up = "up --build --detach --wait --wait-timeout 240"
            compose.execute(f"{up} nginx fail2ban")
            # before the sidecar starts, for which it would be news for twelve rounds
            appliance.inside("fail2ban", "ban", BANNED)
            compose.execute(up)
            # a letter takes 3 s of the sidecar's quarter of a processor
            docker("update", "--cpus", str(os.cpu_count()), appliance.container("healthcheck"))
            # the authority makes the root of what it issues when it starts
            with (authority / "root.pem").open("a") as known:
                known.write(appliance.inside("certbot", "python", "-c", FETCH_ROOT))
            made.key = appliance.inside("ocr", "python", "-m", "ocr.keys", "create", "odoo").strip()
            made.wait(lambda: made.certificate().get("alerts") == [], "a certificate is served", 120)
            made.receipt = printed(made.read())
            yield made
        except BaseException:
            sys.stderr.write(compose.execute("logs --no-color --tail 40").decode(errors="replace"))
            raise
        finally:
            compose.execute("down --volumes --timeout 5 --remove-orphans")


def test_a_full_disk_stops_nobody_is_told_and_leaves_nothing_cut_off(troubled: Troubled) -> None:
    troubled.wait_until_well()
    starts, letters, orders = troubled.starts(), len(troubled.letters()), troubled.orders()
    ledger, counted = troubled.ledger(), troubled.counted()
    with troubled.read_all_the_while() as client:
        with troubled.disk.full():
            letter = troubled.wait_for_letter("FAIL: .*disk", letters)
            assert "cannot be written: No space left on device" in letter
            assert "  next    make free-disk" in letter
            assert re.search(r"^! disk +100% full, cannot be written: No space", troubled.status(), re.MULTILINE)
            assert troubled.inside("ocr", "python -m ocr.keys create other")[0] == 1
            assert "the disk is full: /" in troubled.inside("certbot", "cert-renew --force")[1]
            troubled.inside("fail2ban", "ban 203.0.113.8")
            troubled.wait(lambda: troubled.in_firewall("203.0.113.8"), "a ban is in force")
            lines = len(troubled.log())
        troubled.wait_for_letter("recovered after .*disk", letters)
        troubled.wait(lambda: len(troubled.log()) > lines + 1, "the log goes on")
        # one request may have been counted before there was room again
        answers = len(client.answers)
        troubled.wait(lambda: len(client.answers) > answers + 1, "requests are counted again")
    assert troubled.broken_files() == []
    assert troubled.starts() == starts
    assert (troubled.ledger(), troubled.orders()) == (ledger, orders)
    assert troubled.counted() == counted + len(client.answers)
    assert BANNED in troubled.bans()
    assert any(re.fullmatch(r"\S+ \S+ 200 ocr POST .* odoo -", line) for line in troubled.log()[lines:])


def test_services_that_get_no_answer_to_a_name_wait_and_find_it_again(troubled: Troubled) -> None:
    troubled.wait_until_well()
    starts, letters, orders = troubled.starts(), len(troubled.letters()), troubled.orders()
    with troubled.deaf("nginx", "certbot", "healthcheck"):
        begun = time.monotonic()
        answer = troubled.read()
        print(f"answered {answer.status} after {time.monotonic() - begun:.1f} s")  # noqa: T201
        assert (answer.status, answer.json["status"]) == (503, 503)
        assert answer.headers["retry-after"]
        # who comes past the edge needs no name
        assert troubled.appliance.read(short_receipt()).status == 200
        assert f"{NAME} does not resolve" in troubled.inside("certbot", "cert-renew --force")[1]
        status = troubled.status()
        assert re.search(r"^! ready +edge", status, re.MULTILINE)
        # on a busy machine all this may be over before the sidecar has failed often enough
        troubled.wait(lambda: "edge_ready" in troubled.in_trouble(), "the sidecar notices")
    troubled.wait(lambda: troubled.read().status == 200, "a receipt is read")
    # kept meanwhile
    assert "edge_ready" in troubled.wait_for_letter("FAIL: ", letters)
    troubled.wait_for_letter("recovered after", letters)
    # nobody died
    assert not any("crashes" in subject for subject in troubled.subjects(letters))
    assert troubled.starts() == starts
    assert troubled.orders() == orders


def test_a_clock_that_jumps_a_day_forth_and_back_moves_bans_counts_and_incidents_with_it(troubled: Troubled) -> None:
    troubled.wait_until_well()
    starts, letters, orders = troubled.starts(), len(troubled.letters()), troubled.orders()
    counted, serial = troubled.counted(), troubled.certificate()["installed"]["serial"]
    # an incident that is open all the while
    troubled.appliance.inside("fail2ban", "ban", "203.0.113.9")
    troubled.wait_for_letter("FAIL: .*bans", letters)
    with troubled.read_all_the_while() as client:
        for offset, said in (("+1d", "set by +86400 s"), ("+0", "set by -86400 s")):
            troubled.set_clock(offset)
            troubled.wait(partial(troubled.logged, "fail2ban", said), f"fail2ban knows that it is {offset}")
            troubled.wait(lambda: troubled.in_firewall(BANNED), "the ban is in force")
            assert re.search(rf"^{BANNED} +5\d min ", troubled.bans(), re.MULTILINE)
            if offset == "+1d":
                troubled.wait_for_letter("FAIL: .*renewal", letters)
                troubled.wait(lambda: "24.0 hours off" in str(troubled.certificate()["alerts"]), "certbot knows it too")
                troubled.status()
        troubled.wait(partial(troubled.logged, "nginx", "the clock was set back"), "nginx looks again")
    assert troubled.counted() == counted + len(client.answers)
    troubled.wait_until_well()
    told = troubled.subjects(letters)
    assert not any("day" in subject for subject in told), told
    assert len(told) <= 6, told
    assert troubled.starts() == starts
    assert (troubled.orders(), troubled.certificate()["installed"]["serial"]) == (orders, serial)


def test_a_disk_that_is_read_only_stops_nobody_is_told_and_all_is_as_before_once_it_was_checked(
    troubled: Troubled,
) -> None:
    troubled.wait_until_well()
    starts, letters, orders = troubled.starts(), len(troubled.letters()), troubled.orders()
    ledger, counted, serial = troubled.ledger(), troubled.counted(), troubled.certificate()["installed"]["serial"]
    with troubled.read_all_the_while():
        troubled.disk.break_down()
        assert "cannot be written: Read-only file system" in troubled.wait_for_letter("FAIL: .*disk", letters)
        assert re.search(r"^! disk +\d+% full, cannot be written: Read-only", troubled.status(), re.MULTILINE)
        code, said = troubled.inside("ocr", "python -m ocr.keys create other")
        assert (code, "Read-only file system" in said) == (1, True)
        assert "the disk refuses" in troubled.inside("certbot", "cert-renew --force")[1]
        troubled.inside("fail2ban", "ban 203.0.113.10")
        troubled.wait(lambda: troubled.in_firewall("203.0.113.10"), "a ban is in force")
        assert troubled.starts() == starts
    # what a server does that is switched off and on: the same containers start, also where a test has built their images since
    troubled.appliance.run("stop --timeout 5")
    troubled.disk.unmount()
    troubled.disk.check()
    troubled.disk.mount()
    begun, started = time.monotonic(), time.time()
    troubled.appliance.run("up --detach --no-build --no-recreate --wait --wait-timeout 120")
    print(f"{time.monotonic() - begun:.1f} s until all are healthy")  # noqa: T201
    with troubled.read_all_the_while():
        troubled.wait_until_well(started)
    assert troubled.broken_files() == []
    assert BANNED in troubled.bans()
    assert troubled.in_firewall(BANNED)
    assert troubled.counted() >= counted
    assert (troubled.ledger(), troubled.orders()) == (ledger, orders)
    assert troubled.certificate()["installed"]["serial"] == serial
