"""An update under load, and the rollback: what clients see of both."""

import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tests.support import pace
from tests.support.appliance import Answer, wait_until
from tests.support.clone import Clone, clone, commit
from tests.support.readers import REST_SECONDS
from tests.support.short import short_receipt

# What a client sees of an update may take this long: the new process loads its models in 2 to 3 seconds on 2 cores
GAP_SECONDS = 15
BAN_AFTER = 10


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    with clone(tmp_path_factory.mktemp("update")) as made:
        made.run("make up")
        yield made


@dataclass
class Clients:
    """Well-behaved clients, each with one receipt after another: told to wait they wait, and send it again."""

    clone: Clone
    over: threading.Event = field(default_factory=threading.Event)
    # when each request began and ended, and its answer
    answers: list[tuple[float, float, Answer]] = field(default_factory=list)

    def post_receipts(self) -> int:
        """Return how many receipts were read."""
        read = 0
        while not self.over.is_set() or self.answers[-1][2].status != 200:
            begun = time.monotonic()
            answer = self.clone.appliance.read(short_receipt(), direct=False)
            self.answers.append((begun, time.monotonic(), answer))
            if answer.status == 200:
                read += 1
                self.over.wait(REST_SECONDS)
            else:
                time.sleep(int(answer.headers["retry-after"]))
        return read

    def refused(self) -> list[Answer]:
        """Return the answers that were no receipt."""
        return [answer for _, _, answer in self.answers if answer.status != 200]

    def gap_seconds(self) -> float:
        """Return the longest time in which nobody was answered with a receipt."""
        ends = sorted(end for _, end, answer in self.answers if answer.status == 200)
        return max(later - earlier for earlier, later in itertools.pairwise(ends))


def release(updated: Clone, label: str) -> None:
    """Publish a version whose OCR image differs by a label."""
    dockerfile = updated.origin / "services/ocr/Dockerfile"
    dockerfile.write_text(dockerfile.read_text() + f"LABEL release={label}\n")
    commit(updated.origin)


def label(updated: Clone) -> str:
    container = updated.appliance.container("ocr")
    return updated.run(f"docker inspect --format '{{{{index .Config.Labels \"release\"}}}}' {container}").stdout.strip()


def containers(updated: Clone) -> list[str]:
    return updated.run("docker compose ps --quiet").stdout.split()


def test_an_update_under_load_loses_no_receipt_and_bans_nobody(updated: Clone) -> None:
    release(updated, "two")
    clients = Clients(updated)
    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(clients.post_receipts) for _ in range(4)]
        try:
            wait_until(lambda: len(clients.answers) >= 4, seconds=180)
            updated.run("git pull --quiet && make up")
        finally:
            clients.over.set()
    assert label(updated) == "two"

    # every client ended with a receipt that was read, whatever it was told before
    assert all(done.result() > 0 for done in work)
    assert clients.refused()
    for answer in clients.refused():
        assert answer.status == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) in (2, 5)
    assert clients.gap_seconds() < pace.allowed(GAP_SECONDS)

    log, filtered = "/var/log/nginx/ocr.access.log", "/etc/fail2ban/filter.d/nginx-ocr.conf"
    counted = updated.appliance.inside("fail2ban", "fail2ban-regex", "--out", "ip", log, filtered).split()
    assert len(counted) < BAN_AFTER
    assert len(counted) < len(clients.refused())


def test_a_repeated_make_up_keeps_the_containers_and_the_way_back(updated: Clone) -> None:
    before = containers(updated)
    started = time.monotonic()
    updated.run("make up")
    took = time.monotonic() - started

    assert containers(updated) == before
    assert took < pace.allowed(30)


def test_goes_back_to_the_version_before_and_forward_again(updated: Clone) -> None:
    others = [updated.appliance.container(service) for service in ("nginx", "certbot", "fail2ban")]
    said = updated.run("make rollback").stdout
    assert label(updated) == ""
    assert f"{updated.project}/ocr" in said
    assert updated.appliance.read(short_receipt(), direct=False).status == 200
    assert [updated.appliance.container(service) for service in ("nginx", "certbot", "fail2ban")] == others

    updated.run("make rollback")
    assert label(updated) == "two"


def test_an_update_that_does_not_start_can_be_undone(updated: Clone) -> None:
    dockerfile = updated.origin / "services/ocr/Dockerfile"
    dockerfile.write_text(dockerfile.read_text() + 'CMD ["false"]\n')
    commit(updated.origin)
    failed = updated.run("git pull --quiet && make up", check=False)
    assert failed.returncode != 0
    assert "make rollback" in failed.stdout
    # a second try, as people do, must not make the broken version the one to go back to
    assert updated.run("make up", check=False).returncode != 0

    updated.run("make rollback")
    assert label(updated) == "two"
    assert updated.appliance.read(short_receipt(), direct=False).status == 200


def test_a_service_can_be_restarted_by_name(updated: Clone) -> None:
    container = updated.appliance.container("ocr")
    updated.run("make restart SERVICE=ocr")

    assert updated.appliance.container("ocr") == container
    assert updated.appliance.ready()
    assert updated.run("make restart", check=False).returncode == 2
