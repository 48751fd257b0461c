"""Honest clients of other hosts and the real OCR service: many at once, and the program `receipt-ocr`.

Each receipt is read, whatever comes between, and nobody is banned. One appliance serves all, for its start takes a minute.
"""

import csv
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.support.hosts import droplet, erp
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.attack import wait_until
from tests.support.hosts.client import Client
from tests.support.hosts.erp import assert_nobody_is_banned
from tests.support.hosts.person import Person, ended, person
from tests.support.receipts import draw
from tests.support.short import short_receipt

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

SHORT = erp.form(short_receipt())
RECEIPTS = 12
INTERRUPTIONS = 4
# requests that may be under way when a run is interrupted
AT_ONCE = 4
BURST = 20
QUOTA = 3
LARGE_BYTES = 5_000_000
WRONG = "ocr_" + "A" * 43


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Appliance]:
    with (
        droplet.droplet(tmp_path_factory.mktemp("droplet")) as switched_on,
        appliance(switched_on, "ocr", "nginx", "fail2ban", OCR_CPUS="2", OCR_KEY_LIMITS=f"scanner={QUOTA}") as running,
    ):
        yield running


@pytest.fixture
def someone(real: Appliance) -> Iterator[Person]:
    with person(real) as at_a_host:
        yield at_a_host


@pytest.fixture
def colleague(real: Appliance) -> Iterator[Person]:
    with person(real) as at_a_host:
        yield at_a_host


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of receipts, and one in it of more."""
    folder = tmp_path_factory.mktemp("scans")
    (folder / "more").mkdir()
    for number in range(RECEIPTS):
        where = folder / "more" if number % 3 == 0 else folder
        (where / f"{number}.jpg").write_bytes(draw("fuel_station", number).jpeg())
    return folder


def files_of(table: Path) -> list[str]:
    """Return the names of the files in a table that were read, sorted."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        return sorted(Path(row["file"]).name for row in csv.DictReader(file) if row["status"] != "failed")


def answers(edge: Appliance, someone: Person) -> list[str]:
    """Return the statuses of the answers that a host got on the paths of receipts."""
    log = edge.compose("exec", "-T", "nginx", "cat", "/var/log/nginx/ocr.access.log")
    lines = (line.split(" ") for line in log.splitlines())
    return [columns[2] for columns in lines if columns[0] == someone.at.ipv4 and columns[3] == "ocr"]


def keys(edge: Appliance, *words: str) -> str:
    """Run what `make key` and its like run."""
    return edge.compose("exec", "-T", "ocr", "python", "-m", "ocr.keys", *words).strip()


@contextmanager
def key(edge: Appliance, name: str) -> Iterator[str]:
    """Make a key, and open the service to the world afterwards."""
    try:
        yield keys(edge, "create", name)
    finally:
        keys(edge, "open")


def all_of(scans: Path) -> list[str]:
    return sorted(path.name for path in scans.rglob("*.jpg"))


# --- many at once


def test_a_burst_of_20_waits_and_is_read_without_one_refusal(real: Appliance) -> None:
    with ExitStack() as exits:
        clients = erp.hosts(real, 1, exits)
        assert erp.burst(clients, 20, SHORT) == [[200]] * 20
        assert_nobody_is_banned(real, clients)


@pytest.mark.parametrize(
    ("number", "clients", "keep"),
    [pytest.param(20, 2, True, id="two, connections kept"), pytest.param(40, 1, False, id="one, a connection each")],
)
def test_whoever_obeys_gets_every_receipt_read_and_is_never_banned(
    real: Appliance, number: int, clients: int, keep: bool
) -> None:
    with ExitStack() as exits:
        senders = erp.hosts(real, clients, exits)
        statuses = erp.burst(senders, number, SHORT, keep=keep, seconds=240)
        assert [tried[-1] for tried in statuses] == [200] * number * clients
        assert {status for tried in statuses for status in tried} <= {200, 429, 503}
        assert_nobody_is_banned(real, senders)


# --- the program


def test_tells_that_the_appliance_is_ready(someone: Person) -> None:
    assert someone.run("ready", "--insecure") == (0, "")


def test_explains_a_certificate_that_is_not_trusted(someone: Person) -> None:
    status, said = someone.run("ready")
    assert status == 2
    assert "--ca" in said


def test_reads_all_though_the_burst_is_used_up(real: Appliance, someone: Person, scans: Path, tmp_path: Path) -> None:
    with Client(someone.at, timeout=30) as other:
        for _ in range(BURST + 1):
            other.status("/v1/ocr/receipt")

    status, said = someone.run("read", str(scans), "--csv", str(tmp_path / "e.csv"), "--insecure", "--jobs", "12")

    assert (status, said.splitlines()[-1].split(",")[0]) == (0, f"{RECEIPTS} read")
    assert files_of(tmp_path / "e.csv") == all_of(scans)
    assert_nobody_is_banned(real, [someone.at])


def test_continues_wherever_it_was_interrupted(real: Appliance, someone: Person, scans: Path, tmp_path: Path) -> None:
    table = tmp_path / "e.csv"
    command = ("read", str(scans), "--csv", str(table), "--insecure")
    chance = random.Random()
    for number in range(INTERRUPTIONS):
        running = someone.start(*command)
        try:
            running.wait(chance.uniform(0.3, 4))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGINT if number % 2 else signal.SIGKILL)
        _, said = running.communicate(timeout=30)
        # before its first answer, or while it writes, there may be no table yet
        if running.returncode == 130 and table.exists():
            assert set(files_of(table)) <= set(all_of(scans)), said

    assert someone.run(*command)[0] == 0
    assert files_of(table) == all_of(scans)
    assert answers(real, someone).count("200") <= RECEIPTS + INTERRUPTIONS * AT_ONCE
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("e.csv", "e.csv.journal")] == []
    assert_nobody_is_banned(real, [someone.at])


def test_stops_after_one_refusal_where_its_key_is_wrong(real: Appliance, someone: Person, tmp_path: Path) -> None:
    for number in range(RECEIPTS):
        # larger than what fits into sockets: the refusal comes while it is sent
        (tmp_path / f"{number}.jpg").write_bytes(random.randbytes(LARGE_BYTES))
    with key(real, "odoo"):
        status, said = someone.run("read", str(tmp_path), "--csv", str(tmp_path / "e.csv"), "--insecure", key=WRONG)
    assert (status, said.splitlines()[-1]) == (1, f"0 read, 0 unsure, 0 failed, {RECEIPTS} not read")
    assert "RECEIPT_OCR_KEY" in said
    assert answers(real, someone) == ["401"]


def test_stops_where_its_key_has_no_requests_left(
    real: Appliance, someone: Person, scans: Path, tmp_path: Path
) -> None:
    table = tmp_path / "e.csv"
    with key(real, "scanner") as token:
        status, said = someone.run("read", str(scans), "--csv", str(table), "--insecure", key=token)
    assert (status, len(files_of(table))) == (1, QUOTA)
    assert "This key has used up its requests for today" in said
    assert "Run the same command again in" in said
    assert answers(real, someone).count("200") == QUOTA
    assert_nobody_is_banned(real, [someone.at])


def test_a_key_is_changed_while_one_reads_with_the_old_and_one_with_the_new(
    real: Appliance, someone: Person, colleague: Person, scans: Path, tmp_path: Path
) -> None:
    shutil.copytree(scans, tmp_path / "scans")
    for scan in (scans / "more").iterdir():
        # another content, read as the same
        (tmp_path / "scans" / f"again-{scan.name}").write_bytes(scan.read_bytes() + b"again")
    table, theirs = tmp_path / "e.csv", tmp_path / "theirs.csv"
    command = ("read", str(tmp_path / "scans"), "--csv", str(table), "--insecure")
    with key(real, "odoo") as old:
        new = keys(real, "create", "odoo-b")
        late = someone.start(*command, key=old)
        early = colleague.start("read", str(scans), "--csv", str(theirs), "--insecure", key=new)
        wait_until(lambda: all("200" in answers(real, each) for each in (someone, colleague)), seconds=120)
        keys(real, "revoke", "odoo")
        status, said = ended(late)
        # nobody who has changed it in time sees anything of that
        assert ended(early)[0] == 0
        assert files_of(theirs) == all_of(scans)
        assert "401" not in answers(real, colleague)
        # who has not is told what to do, and is not banned for it
        missing = len(all_of(tmp_path / "scans")) - len(files_of(table))
        assert (status, said.splitlines()[-1].split(", ")[2:]) == (1, ["0 failed", f"{missing} not read"])
        assert "Set RECEIPT_OCR_KEY to a key that the operator has made and not revoked." in said
        assert someone.run(*command, key=new)[0] == 0
    # none was lost to the change, and none read twice
    assert files_of(table) == all_of(tmp_path / "scans")
    assert answers(real, someone).count("200") == len(files_of(table))
    assert_nobody_is_banned(real, [someone.at, colleague.at])
