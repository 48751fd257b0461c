"""The program on another host, through nginx and under fail2ban: it is never refused in the end, and goes on where it was."""

import csv
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hosts import droplet
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.client import Client
from tests.support.hosts.erp import assert_nobody_is_banned
from tests.support.hosts.person import Person, person
from tests.support.receipts import draw

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

RECEIPTS = 12
INTERRUPTIONS = 4
# of one interrupted run, answers may be on their way that nobody hears
AT_ONCE = 4
BURST = 20


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Appliance]:
    with (
        droplet.droplet(tmp_path_factory.mktemp("droplet")) as switched_on,
        appliance(switched_on, "ocr", "nginx", "fail2ban", OCR_CPUS="2") as running,
    ):
        yield running


@pytest.fixture
def someone(real: Appliance) -> Iterator[Person]:
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


def all_of(scans: Path) -> list[str]:
    return sorted(path.name for path in scans.rglob("*.jpg"))


def test_tells_that_the_appliance_is_ready(someone: Person) -> None:
    assert someone.run("ready", "--insecure") == (0, "")


def test_explains_a_certificate_that_nobody_vouches_for(someone: Person) -> None:
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


def test_goes_on_wherever_it_was_broken_off(real: Appliance, someone: Person, scans: Path, tmp_path: Path) -> None:
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
        if running.returncode == 130:
            assert "the same command goes on" in said
            assert set(files_of(table)) <= set(all_of(scans))

    assert someone.run(*command)[0] == 0
    assert files_of(table) == all_of(scans)
    assert answers(real, someone).count("200") <= RECEIPTS + INTERRUPTIONS * AT_ONCE
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("e.csv", "e.csv.journal")] == []
    assert_nobody_is_banned(real, [someone.at])


def test_refuses_a_second_run_into_the_same_output(someone: Person, scans: Path, tmp_path: Path) -> None:
    command = ("read", str(scans), "--csv", str(tmp_path / "e.csv"), "--insecure")
    first = someone.start(*command)
    try:
        while not (tmp_path / "e.csv.journal").exists():
            assert first.poll() is None
        status, said = someone.run(*command)
    finally:
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=30)
    assert (status, "Another run writes" in said) == (2, True)
