"""The gates on a server with a firewall and an authority's certificate: all pass, and each kind of sabotage fails its own."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.edge.pairs import make_pair
from tests.support.edge.site import NAME
from tests.support.hosts import droplet
from tests.support.hosts.machine import Machine, machine
from tests.support.short import few_lines, read_enough

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

SITE = "/run/nginx/site.conf"
RENDER = "/opt/edge/entrypoint.d/30-render-templates.sh && nginx -s reload"
TO_ROTATION_LOOP = (
    "for process in /proc/[0-9]*; do tr '\\0' ' ' <$process/cmdline 2>/dev/null | "
    "grep -q '^/bin/bash /opt/edge/rotate-logs.sh' && kill -{signal} ${{process#/proc/}}; done; true"
)
# Docker's least: a reading would take minutes
STARVED_CPUS = "0.01"
# gate 1 allows a reading 30; the rest is for the judge to come to it
STARVED_SECONDS = 45
NETWORK = {"SITE_ALLOW": "192.0.2.7"}
Sabotage = Callable[[Machine, Path], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    picture = tmp_path_factory.mktemp("receipt") / "lines.jpg"
    picture.write_bytes(few_lines())
    with (
        droplet.droplet(tmp_path_factory.mktemp("droplet")) as switched_on,
        machine(switched_on, tmp_path_factory.mktemp("authority")) as running,
    ):
        switched_on.run(*read_enough(picture))
        yield running


@dataclass(frozen=True)
class Runs:
    """Four runs within a minute while all is well: the table of the first, the JSON of the last, and the refusals of all."""

    table: str
    judged: dict[str, Any]
    refusals: int


@pytest.fixture(scope="module")
def runs(server: Machine) -> Runs:
    before = refusals(server)
    table = server.run("make", "--silent", "gates").stdout
    judged = [server.gates() for _ in range(3)]
    return Runs(table, judged[-1], refusals(server) - before)


def refusals(server: Machine) -> int:
    return int(server.inside("nginx", "grep -c ' 429 ocr ' /var/log/nginx/ocr.access.log || true"))


def in_state(judged: dict[str, Any], state: str) -> set[int]:
    return {gate["number"] for gate in judged["gates"] if gate["state"] == state}


def gate(judged: dict[str, Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = judged["gates"][number - 1]
    return found


# --- well


def test_all_eight_pass(runs: Runs) -> None:
    assert in_state(runs.judged, "pass") == set(range(1, 9)), json.dumps(runs.judged, indent=1)
    assert (runs.judged["passed"], runs.judged["exit_status"]) == (True, 0)
    assert runs.judged["access"]["open_to_the_world"] is True


def test_make_gates_prints_a_plain_table_without_a_terminal(runs: Runs) -> None:
    lines = runs.table.splitlines()
    assert lines[0].split() == ["GATE", "FIGURE", "THRESHOLD", "STATE"]
    assert [line.split()[0] for line in lines if line.endswith(" pass")] == list("12345678")
    assert "\033" not in runs.table
    assert lines[-1].startswith("access: open to the world")


def test_bans_nobody_and_sets_off_no_alarm(server: Machine, runs: Runs) -> None:
    # more refusals within a minute than get an address banned, of the 50 that are normal
    assert 10 <= runs.refusals <= 12
    assert server.inside("fail2ban", "bans").strip() == "nobody is banned"


@pytest.mark.parametrize(
    ("asks", "settings", "who"),
    [
        pytest.param(True, {}, "from anywhere, with a key: today odoo 0", id="keys"),
        pytest.param(False, NETWORK, "from 1 network, without a key", id="networks"),
        pytest.param(True, NETWORK, "from 1 network, with a key: today odoo 0", id="keys and networks"),
    ],
)
def test_all_eight_pass_where_not_everybody_is_let_in(
    server: Machine, *, asks: bool, settings: dict[str, str], who: str
) -> None:
    if asks:
        server.inside("ocr", "python -m ocr.keys create odoo")
    server.up("nginx", **settings)
    try:
        judged = server.gates(**settings)
        read = json.loads(server.inside("healthcheck", "python3 -m healthcheck.sample"))
        screen = server.run("host/bin/status.sh", settings=settings).stdout
    finally:
        server.inside("ocr", "python -m ocr.keys open")
        server.up("nginx")
    assert in_state(judged, "pass") == set(range(1, 9)), json.dumps(judged, indent=1)
    assert judged["access"] == {"open_to_the_world": False, "who": who}
    assert read["total_amount"]["value"] == 152.0
    assert who in screen


# --- not to be seen


def test_the_firewall_is_not_checked_by_who_may_not_look(server: Machine) -> None:
    judged = server.gates(user=server.operator)
    assert in_state(judged, "not checked") == {5}
    assert gate(judged, 5)["next"] == "repeat make gates as root"
    assert judged["exit_status"] == 3


def test_a_self_signed_certificate_is_not_checked(server: Machine) -> None:
    server.up("nginx", "certbot", TLS_MODE="selfsigned")
    judged = server.gates(TLS_MODE="selfsigned")
    server.up("nginx", "certbot")
    assert in_state(judged, "not checked") == {3}
    assert (judged["passed"], judged["exit_status"]) == (False, 3)


# --- sabotage


@contextmanager
def reconfigured(server: Machine, *edits: str) -> Iterator[None]:
    """Edit nginx's rendered site, and render it again afterwards."""
    server.inside("nginx", "; ".join(f"sed -i '{edit}' {SITE}" for edit in edits) + "; nginx -t -q && nginx -s reload")
    try:
        yield
    finally:
        server.inside("nginx", RENDER)


@contextmanager
def starved_of_cpu(server: Machine, _: Path) -> Iterator[None]:
    container = server.compose("ps", "--quiet", "ocr").strip()
    judge = ("ps", "--quiet", "--filter", "label=com.docker.compose.oneoff=True")

    def feed_in_time() -> None:
        try:
            server.wait(lambda: server.docker(*judge), seconds=120)
            # less than the 120 after which nginx gives up
            time.sleep(STARVED_SECONDS)
        finally:
            server.docker("update", "--cpus", server.settings["OCR_CPUS"], container)

    server.docker("update", "--cpus", STARVED_CPUS, container)
    with ThreadPoolExecutor() as threads:
        fed = threads.submit(feed_in_time)
        yield
        fed.result()


@contextmanager
def answering_without_fields(server: Machine, _: Path) -> Iterator[None]:
    # the legacy path reads the receipt and tells no fields
    with reconfigured(server, "/location = .v1.ocr.receipt/,/}/ s#ocr.conf;#ocr.conf; rewrite ^ /v1/ocr break;#"):
        yield


@contextmanager
def without_certbot(server: Machine, _: Path) -> Iterator[None]:
    server.compose("stop", "--timeout", "5", "certbot")
    try:
        yield
    finally:
        server.up("certbot")


def wait_for_certbot(server: Machine) -> None:
    """Wait until certbot's service, which looks every few seconds, has nothing to complain of."""
    looks_well = ("docker", "compose", "exec", "-T", "certbot", "python", "-m", "certificates", "healthy")
    server.wait(lambda: server.run(*looks_well, check=False).returncode == 0, seconds=120)


@contextmanager
def with_an_expired_certificate(server: Machine, directory: Path) -> Iterator[None]:
    pair = make_pair(directory / "expired", (NAME,), days=0.01)
    for file in ("fullchain.pem", "privkey.pem"):
        server.inside("nginx", f"cat >/run/nginx/expired-{file} <<'PEM'\n{(pair / file).read_text()}PEM")
    with reconfigured(server, "s#/run/nginx/certificate/#/run/nginx/expired-#"):
        yield
    wait_for_certbot(server)


@contextmanager
def without_headers_on_a_probe(server: Machine, _: Path) -> Iterator[None]:
    # one header added in a location drops those of the levels above
    with reconfigured(server, "/location = .live/a add_header X-Frame-Options SAMEORIGIN always;"):
        yield


@contextmanager
def with_another_origin(server: Machine, _: Path) -> Iterator[None]:
    with reconfigured(server, 's#default "https://erp.*"#default $http_origin#'):
        yield


@contextmanager
def with_a_port_open_in_ufw(server: Machine, _: Path) -> Iterator[None]:
    server.run("ufw", "allow", "5432/tcp")
    try:
        yield
    finally:
        server.run("ufw", "delete", "allow", "5432/tcp")


@contextmanager
def with_ufw_off(server: Machine, _: Path) -> Iterator[None]:
    server.run("ufw", "disable")
    try:
        yield
    finally:
        server.run("ufw", "--force", "enable")


@contextmanager
def with_a_neighbour_that_publishes(server: Machine, _: Path) -> Iterator[None]:
    words = ("--name", "neighbour", "--publish", "5432:5432", "receipt-ocr/fail2ban", "sleep", "600")
    server.docker("run", "--detach", "--init", *words)
    try:
        yield
    finally:
        server.docker("rm", "--force", "neighbour")


@contextmanager
def with_ocr_published_to_all(server: Machine, _: Path) -> Iterator[None]:
    # a second one: the first, made again, would have forgotten the readings that it has counted
    server.compose("run", "--detach", "--no-deps", "--name", "second", "--publish", "8200:8100", "ocr", "sleep", "600")
    try:
        yield
    finally:
        server.docker("rm", "--force", "second")


@contextmanager
def without_a_rate_limit(server: Machine, _: Path) -> Iterator[None]:
    unlimited = "limit_req_dry_run on; limit_conn_dry_run on; include snippets/ocr.conf;"
    with reconfigured(server, f"s#include snippets/ocr.conf;#{unlimited}#"):
        yield


@contextmanager
def without_fail2ban(server: Machine, _: Path) -> Iterator[None]:
    server.compose("stop", "--timeout", "5", "fail2ban")
    try:
        yield
    finally:
        server.up("fail2ban")


@contextmanager
def with_the_rotation_loop_stopped(server: Machine, _: Path) -> Iterator[None]:
    server.inside("nginx", TO_ROTATION_LOOP.format(signal="STOP"))
    try:
        yield
    finally:
        server.inside("nginx", TO_ROTATION_LOOP.format(signal="CONT"))


@contextmanager
def with_rotation_reconfigured(server: Machine, _: Path) -> Iterator[None]:
    server.up("nginx", COMPOSE_FILE=f"{server.settings['COMPOSE_FILE']}:tests/support/edge/unrotated.yaml")
    try:
        # it may have looked while nginx was away
        wait_for_certbot(server)
        yield
    finally:
        server.up("nginx")
        wait_for_certbot(server)


def test_a_neighbours_port_that_a_rule_in_front_closes_is_no_fault(server: Machine, tmp_path: Path) -> None:
    # as host/ansible/roles/firewall has it
    rules = """table inet published-ports {
        chain forward {
            type filter hook forward priority filter - 2; policy drop;
            ct state established,related accept
            iifname "docker0" accept
            iifname "br-*" accept
            ct status dnat meta l4proto tcp ct original proto-dst { 80, 443 } accept
        }
    }"""
    with with_a_neighbour_that_publishes(server, tmp_path):
        server.inside("fail2ban", f"nft -f - <<'RULES'\n{rules}\nRULES")
        judged = server.gates()
        server.inside("fail2ban", "nft delete table inet published-ports")
    assert gate(judged, 5)["state"] == "pass"


@pytest.mark.parametrize(
    ("sabotage", "number", "figure"),
    [
        (starved_of_cpu, 1, "one reading just now took"),
        (answering_without_fields, 2, "no merchant"),
        (without_certbot, 3, "certbot:"),
        (with_an_expired_certificate, 3, "it ended"),
        (without_headers_on_a_probe, 4, "no Strict-Transport-Security (GET /live)"),
        (with_another_origin, 4, "Access-Control-Allow-Origin is https://stranger.example"),
        (with_a_port_open_in_ufw, 5, "UFW lets in 5432/tcp"),
        (with_ufw_off, 5, "UFW is inactive"),
        (with_a_neighbour_that_publishes, 5, "neighbour publishes 5432/tcp"),
        (with_ocr_published_to_all, 5, "the OCR service is published on 0.0.0.0"),
        (without_a_rate_limit, 6, "0 refused"),
        (without_fail2ban, 7, "fail2ban is exited"),
        (with_the_rotation_loop_stopped, 8, "the rotation loop is stopped"),
        (with_rotation_reconfigured, 8, "logrotate.conf lacks weekly, rotate 8"),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_sabotage_fails_its_own_gate_and_no_other(
    server: Machine, sabotage: Sabotage, number: int, figure: str, tmp_path: Path
) -> None:
    with sabotage(server, tmp_path):
        judged = server.gates()
    assert in_state(judged, "fail") == {number}, json.dumps(judged, indent=1)
    assert figure in gate(judged, number)["figure"]
    assert gate(judged, number)["next"]
    assert (judged["passed"], judged["exit_status"]) == (False, 1)


def test_a_dead_service_fails_both_gates_that_need_it_and_leaves_two_open(server: Machine) -> None:
    server.compose("stop", "ocr")
    judged = server.gates()
    server.up("ocr")
    # nothing is read, and nothing says how fast; no good answer shows its headers, and none counts towards the limit
    assert (in_state(judged, "fail"), in_state(judged, "not checked")) == ({1, 2}, {4, 6})


def test_says_what_to_do_when_nothing_runs(server: Machine) -> None:
    done = server.run("host/bin/gates.sh", check=False, settings={"COMPOSE_PROJECT_NAME": "another"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: the appliance is not running: make up starts it.\n"
