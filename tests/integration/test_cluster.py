"""Readers on other machines behind the same edge: what joins, goes, dies and is updated costs no receipt."""

import itertools
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support import pace
from tests.support.appliance import Answer, same_receipt
from tests.support.cluster.load import Load, Picture, Receipt, p95
from tests.support.cluster.machines import OCR, Cluster, build_stub, build_variant, cluster, wait
from tests.support.hosts import droplet, namespace
from tests.support.hosts.attack import OCR_PATH
from tests.support.hosts.client import Client
from tests.support.hosts.erp import FORM, form
from tests.support.hosts.namespace import Host
from tests.support.readers import receipts_of

reason = droplet.why_not()
pytestmark = pytest.mark.skipif(reason is not None, reason=str(reason))

STUB = "receipt-ocr-test/stub"
# what the stub takes
SECONDS = 1.0
MEASURED_SECONDS = 10
# of what two readers can do, while a third is away or replaced
HALF = 1.0 / SECONDS
# other tests may take the processors, or the disk, for a while
QUIET_WITHIN_SECONDS = 200


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three machines, of which the edge alone reads."""
    build_stub(STUB)
    with cluster(tmp_path_factory.mktemp("m"), ocr=STUB, OCR_MEMORY="64m") as made:
        stack = made.checkout / "cluster/stack.yaml"
        # each update waits so long at its end for readers that fail late, and none does here
        stack.write_text(re.sub(r"monitor: \w+", "monitor: 5s", stack.read_text()))
        yield made


@pytest.fixture(scope="module")
def joined(idle: Cluster) -> Cluster:
    """Return the same machines with two readers on two of them."""
    idle.cluster("init", idle.edge.address)
    for machine in idle.others:
        idle.cluster("join", machine.address)
    idle.cluster("scale", "2")
    return idle


@pytest.fixture
def erp(idle: Cluster) -> Iterator[Host]:
    with namespace.host("erp", idle.edge.name) as host:
        yield host


def lost(receipts: list[Receipt]) -> list[Receipt]:
    """Return those that were not read in the end, or wrongly."""
    return [receipt for receipt in receipts if not receipt.right]


def unwelcome(receipts: list[Receipt]) -> Counter[int | None]:
    """Count the answers that are neither a receipt nor a refusal that says when to come again."""
    found = Counter(status for receipt in receipts for status in receipt.statuses if status not in (200, 503))
    found.update("503 without Retry-After" for receipt in receipts if receipt.unbidden)  # type: ignore[misc]
    return found


def settled(made: Cluster, count: int) -> Callable[[], bool]:
    return lambda: made.reads_at() == count and len(made.tasks()) == count - 1


def renewed(made: Cluster) -> Callable[[], bool]:
    """Return a condition: two readers run, one of which does not yet, and nginx reads at both."""
    before = made.tasks()
    return lambda: made.tasks().keys() != before.keys() and settled(made, 3)()


# --- the whole way, with real readers: before the tests whose machines stay on until the last of them


def pictures(erp: Host) -> tuple[Callable[[], Picture], float]:
    """Return real receipts in turn, each with what was read of it in quiet, and how many a second that was."""

    def read(picture: bytes) -> Answer:
        with Client(erp, timeout=60) as client:
            answer = client.answer(OCR_PATH, body=form(picture), headers=FORM)
        return Answer(answer.status, answer.headers, answer.body)

    start = time.monotonic()
    receipts = receipts_of(read)
    rate = len(receipts) / (time.monotonic() - start)
    turns = itertools.cycle(receipts)

    def one() -> Picture:
        picture, truth = next(turns)
        return picture, lambda body: same_receipt(Answer(200, {}, body)) == truth

    return one, rate


def test_one_machine_becomes_three_and_one_again_under_load_of_real_receipts(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with ExitStack() as ends:
        made = ends.enter_context(cluster(tmp_path_factory.mktemp("real"), OCR_CPUS=str(os.cpu_count())))
        erp = ends.enter_context(namespace.host("erp", made.edge.name))
        picture, rate = pictures(erp)
        # two a second, where the processors that all machines share here can do that and start readers beside it
        rate = min(2.0, rate / 2)
        with Load(erp, rate, picture) as load:
            load.wait_for(2)
            made.cluster("init", made.edge.address)
            for machine in made.others:
                made.cluster("join", machine.address)
            made.cluster("scale", "2")
            load.wait_for(6)
            # stops both readers
            made.cluster("leave")
            load.wait_for(3)
        receipts = load.receipts()
        statuses = Counter(status for receipt in receipts for status in receipt.statuses)
        print(f"{len(receipts)} receipts, {rate:.1f} a second: {dict(statuses)}")  # noqa: T201 - the figure asked for
        assert (lost(receipts), unwelcome(receipts)) == ([], Counter())
        assert "compose.cluster" not in Path(made.checkout, ".env").read_text()
        assert made.edge.docker("info", "--format", "{{.Swarm.LocalNodeState}}") == "inactive"


# --- with the stub, first where nothing of the cluster is set


def test_one_machine_alone_has_the_limits_and_the_ways_that_it_had(idle: Cluster) -> None:
    rendered = idle.compose(
        "exec", "-T", "nginx", "cat", "/run/nginx/site.conf", "/run/nginx/rate.conf", "/run/nginx/burst.conf"
    )
    assert "upstream readers" not in rendered
    assert "retries" not in rendered
    assert "default http://ocr:8100;" in rendered
    assert "rate=5r/s" in rendered
    assert "burst=20 nodelay" in rendered
    assert "limit_conn ocr_uploads 24;" in rendered


def test_says_what_to_do_first_where_there_is_no_cluster(idle: Cluster) -> None:
    said = idle.cluster("scale", "2", check=False)
    assert "make cluster-init" in said


# --- joining, growing, and back


def test_grows_and_shrinks_under_load_and_nobody_notices(joined: Cluster, erp: Host) -> None:
    with Load(erp, 2.0) as load:
        load.wait_for(2)
        joined.cluster("scale", "4")
        assert Counter(joined.tasks().values()) == dict.fromkeys((machine.name for machine in joined.others), 2)
        load.wait_for(8)
        joined.cluster("scale", "2")
        load.wait_for(4)
    receipts = load.receipts()
    assert (lost(receipts), unwelcome(receipts)) == ([], Counter())
    readers = {json.loads(receipt.answer)["reader"] for receipt in receipts}
    assert len(readers) > 3


def test_limits_grow_with_the_readers(joined: Cluster) -> None:
    wait(settled(joined, 3), 60, "three readers")
    rendered = joined.compose("exec", "-T", "nginx", "cat", "/run/nginx/rate.conf", "/run/nginx/burst.conf")
    assert "rate=15r/s" in rendered
    assert "burst=60 nodelay" in rendered


def test_tells_the_operator_who_reads(joined: Cluster) -> None:
    shown = joined.cluster("status")
    for machine in joined.others:
        assert f"{machine.name}-" in shown
    assert "100 MB" in shown


# --- what dies


def test_a_cable_that_is_cut_costs_no_receipt(joined: Cluster, erp: Host) -> None:
    wait(settled(joined, 3), 60, "three readers")
    with Load(erp, HALF) as load:
        load.wait_for(3)
        start = time.monotonic()
        joined.others[0].unplug()
        wait(
            lambda: Counter(joined.tasks().values())[joined.others[1].name] == 2 and joined.reads_at() == 3,
            120,
            "full strength",
        )
        full = time.monotonic() - start
        joined.others[0].plug_in()
        back = wait(lambda: "Down" not in joined.edge.docker("node", "ls"), 60, "the machine is back")
        load.wait_for(3)
    receipts = load.receipts()
    print(f"cable cut: full strength after {full:.1f} s, back after {back:.1f} s, {len(receipts)} receipts")  # noqa: T201 - the figure asked for
    assert (lost(receipts), unwelcome(receipts)) == ([], Counter())


def test_a_task_that_is_stopped_costs_no_receipt(joined: Cluster, erp: Host) -> None:
    wait(settled(joined, 3), 60, "three readers")
    # the other one gets the new reader, which spreads them again after a cable was cut
    most = max(joined.others, key=lambda machine: Counter(joined.tasks().values())[machine.name])
    (task, *_) = most.docker("ps", "--quiet", "--filter", "name=receipt-ocr_reader").split()
    with Load(erp, HALF) as load:
        load.wait_for(3)
        strong, start = renewed(joined), time.monotonic()
        most.docker("stop", task)
        wait(strong, 60, "full strength")
        full = time.monotonic() - start
        load.wait_for(3)
    receipts = load.receipts()
    print(f"task stopped: full strength after {full:.1f} s, {len(receipts)} receipts")  # noqa: T201 - the figure asked for
    assert (lost(receipts), unwelcome(receipts)) == ([], Counter())


def test_a_machine_without_power_costs_no_receipt(joined: Cluster, erp: Host) -> None:
    wait(settled(joined, 3), 60, "three readers")
    machine = joined.others[1]
    assert machine.name in joined.tasks().values()
    with Load(erp, HALF) as load:
        load.wait_for(3)
        start = time.monotonic()
        machine.unplug()
        machine.droplet.lose_power()
        wait(
            lambda: Counter(joined.tasks().values())[joined.others[0].name] == 2 and joined.reads_at() == 3,
            120,
            "full strength",
        )
        full = time.monotonic() - start
        # before its engine starts, which looks 20 seconds for the manager
        machine.plug_in()
        machine.droplet.start()
        wait(lambda: "Down" not in joined.edge.docker("node", "ls"), 60, "the machine is back")
        load.wait_for(3)
    receipts = load.receipts()
    print(f"power lost: full strength after {full:.1f} s, {len(receipts)} receipts")  # noqa: T201 - the figure asked for
    assert (lost(receipts), unwelcome(receipts)) == ([], Counter())
    joined.cluster("drain", machine.name, BACK="1")


def test_a_restart_of_the_manager_costs_no_receipt(joined: Cluster, erp: Host) -> None:
    wait(settled(joined, 3), 60, "three readers")
    # all who wait for it come at once: where they are many, and nginx starts before it finds the readers, their address is banned
    with Load(erp, HALF / 2) as load:
        load.wait_for(3)
        start = time.monotonic()
        joined.edge.droplet.restart_engine()
        wait(
            lambda: joined.edge.docker("info", "--format", "{{.Swarm.ControlAvailable}}", check=False) == "true",
            60,
            "a manager",
        )

        def full_strength() -> bool:
            # as its timer does, where there is systemd
            joined.cluster("start", check=False)
            return settled(joined, 3)()

        wait(full_strength, 90, "full strength")
        full = time.monotonic() - start
        load.wait_for(3)
    receipts = load.receipts()
    longest = max(receipt.waited for receipt in receipts)
    print(f"manager restarted: full strength after {full:.1f} s, {len(receipts)} receipts, {longest:.1f} s the longest")  # noqa: T201 - the figure asked for
    # the edge is on it: who connects meanwhile gets no answer, and the receipt on repeating; all who waited come at once, and
    # those over the limit are told when to come again
    assert lost(receipts) == []
    assert set(unwelcome(receipts)) <= {None, 429}
    # made again, nginx has what `make cluster-init` gave it as it ran
    joined.compose("up", "--detach", "--no-build", "--wait")


# --- updates


def test_an_update_under_load_is_answered_200_throughout(joined: Cluster, erp: Host) -> None:
    wait(settled(joined, 3), 60, "three readers")
    build_variant(joined.edge, STUB, RELEASE="two")
    with Load(erp, HALF) as load:
        load.wait_for(3)
        joined.cluster("deploy")
        load.wait_for(3)
    receipts = load.receipts()
    assert {status for receipt in receipts for status in receipt.statuses} == {200}
    assert lost(receipts) == []


def test_an_image_that_does_not_become_healthy_goes_back_and_says_so(joined: Cluster, erp: Host) -> None:
    image = joined.edge.docker(
        "service", "inspect", "--format", "{{.Spec.TaskTemplate.ContainerSpec.Image}}", "receipt-ocr_reader"
    )
    good = joined.edge.docker("image", "inspect", "--format", "{{.Id}}", OCR)
    build_variant(joined.edge, STUB, STUB_SICK="yes")
    stack = joined.checkout / "cluster/stack.yaml"
    product = stack.read_text()
    # for the stub, which is ready in a second, long enough; it stays unhealthy for three intervals more
    stack.write_text(re.sub(r"start_period: \w+", "start_period: 5s", product))
    try:
        with Load(erp, HALF) as load:
            said = joined.cluster("deploy", check=False)
    finally:
        stack.write_text(product)
        joined.edge.docker("tag", good, OCR)
    assert "did not become healthy" in said
    assert image == joined.edge.docker(
        "service", "inspect", "--format", "{{.Spec.TaskTemplate.ContainerSpec.Image}}", "receipt-ocr_reader"
    )
    receipts = load.receipts()
    assert (lost(receipts), unwelcome(receipts)) == ([], Counter())
    wait(settled(joined, 3), 60, "three readers")


# --- who reaches whom


def test_a_reader_has_no_way_out(joined: Cluster) -> None:
    machine = joined.others[0]
    (task, *_) = machine.docker("ps", "--quiet", "--filter", "name=receipt-ocr_reader").split()
    reach = "import socket; socket.create_connection(('{}', {}), timeout=2); print('connected')"
    # what it shares a network with, it reaches: the test can see a connection
    assert machine.docker("exec", task, "python3", "-c", reach.format("readers", 8100)) == "connected"
    for address, port in ((joined.edge.address, 443), (joined.others[1].address, 7946)):
        out = machine.docker("exec", task, "python3", "-c", reach.format(address, port), check=False)
        assert out == "", port
    routes = machine.docker("exec", task, "cat", "/proc/net/route").splitlines()[1:]
    assert [route for route in routes if route.split()[1] == "00000000"] == []


def test_the_log_has_the_clients_address_and_a_ban_still_holds(joined: Cluster) -> None:
    with namespace.host("client", joined.edge.name) as client:
        with Client(client) as connection:
            assert connection.answer(OCR_PATH, body=form(b"x"), headers=FORM).status == 200
        log = joined.compose("exec", "-T", "nginx", "cat", "/var/log/nginx/ocr.access.log")
        assert any(line.startswith(f"{client.ipv4} ") for line in log.splitlines())
        joined.compose("exec", "-T", "fail2ban", "ban", client.ipv4)
        assert not client.can_connect(443)


def test_an_outside_host_reaches_no_reader(joined: Cluster) -> None:
    machine = joined.others[0]
    (task, *_) = machine.docker("ps", "--quiet", "--filter", "name=receipt-ocr_reader").split()
    networks = machine.docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", task)
    with namespace.host("stranger", machine.name) as stranger:
        assert not stranger.can_connect(8100)
        for address in networks.split():
            stranger.run("ip", "route", "add", address, "via", stranger.droplet_ipv4)
            assert not stranger.can_connect(8100, to=address)


# --- throughput, with readers that sleep


def throughput(erp: Host, full: float) -> tuple[float, float]:
    """Return the receipts a second that are read while more are sent, and the p95 in seconds at 80 % of `full`."""
    with Load(erp, 1.05 * full, most=200) as load:
        time.sleep(MEASURED_SECONDS)
    receipts = load.receipts()
    end = receipts[0].sent + MEASURED_SECONDS
    # the first ones are read after SECONDS
    read = sum(receipt.right and receipt.sent + receipt.waited <= end for receipt in receipts)
    rate = read / (MEASURED_SECONDS - SECONDS)
    with Load(erp, 0.8 * full) as load:
        time.sleep(MEASURED_SECONDS)
    return rate, p95(load.receipts())


@pytest.mark.parametrize("count", [1, 8])
def test_readers_add_up_and_nobody_waits_for_one_while_another_rests(joined: Cluster, erp: Host, count: int) -> None:
    joined.cluster("scale", str(count - 1))
    wait(settled(joined, count), 90, f"{count} readers")
    # nginx is told of them before it reloads
    time.sleep(2)
    full = count / SECONDS
    end = time.monotonic() + QUIET_WITHIN_SECONDS
    while time.monotonic() < end:
        rate, busy = throughput(erp, full)
        print(f"{count} readers: {rate:.1f} of {full:.1f} receipts a second, p95 {busy:.2f} s at 80 % load")  # noqa: T201 - the figure asked for
        if rate >= 0.9 * full and busy <= 1.5 * pace.allowed(SECONDS):
            return
    pytest.fail("they do not add up")
