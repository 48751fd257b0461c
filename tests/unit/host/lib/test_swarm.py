"""swarm.sh: who is in the cluster, what readers are given, and how long anybody waits for them."""

from dataclasses import replace

import pytest

from tests.unit.host.bin.cluster.conftest import FIRST, SECOND, Edge, down, drained

# a shell with stand-ins of docker for each case
pytestmark = pytest.mark.slow


def test_lists_the_other_machines(edge: Edge) -> None:
    assert edge.said("other_nodes") == ""
    edge.joined(FIRST, down(SECOND))
    assert edge.said("other_nodes").splitlines() == ["id-1 reader-1 10.0.0.2", "id-2 reader-2 10.0.0.3"]
    assert edge.said("other_nodes ready") == "id-1 reader-1 10.0.0.2"
    assert edge.said("other_nodes down") == "id-2 reader-2 10.0.0.3"


@pytest.mark.parametrize("name", ["reader-2", "10.0.0.3"])
def test_finds_a_machine_by_name_and_by_address(edge: Edge, name: str) -> None:
    edge.joined(FIRST, SECOND)
    assert edge.said(f"find_node {name}") == "id-2 reader-2 10.0.0.3"


def test_finds_the_machine_that_answers_before_what_it_was(edge: Edge) -> None:
    edge.joined(down(FIRST), replace(FIRST, id="id-9"))
    assert edge.said("find_node reader-1") == "id-9 reader-1 10.0.0.2"


def test_names_the_machines_where_none_has_that_name(edge: Edge) -> None:
    edge.joined(FIRST, SECOND)
    done = edge.call("found=$(find_node reader); echo went on")
    assert done.returncode == 1
    assert "no machine 'reader'" in done.stderr
    assert "reader-1 10.0.0.2,reader-2 10.0.0.3" in done.stderr
    assert done.stdout == ""


def test_prints_the_addresses_with_its_own_first(edge: Edge) -> None:
    assert edge.said("node_addresses") == "10.0.0.1"
    edge.joined(replace(SECOND, address="10.0.0.10"), FIRST, down(replace(FIRST, id="id-9")))
    assert edge.said("node_addresses") == "10.0.0.1,10.0.0.10,10.0.0.2"


@pytest.mark.parametrize("host", ["root@10.0.0.2", "10.0.0.2"])
def test_takes_the_address_of_another_machine(edge: Edge, host: str) -> None:
    assert edge.said(f"host_address {host}") == "10.0.0.2"


@pytest.mark.parametrize("host", ["''", "ubuntu@10.0.0.2", "root@reader-1", "root@", "root@10.0.0.2:22", "10.0.2"])
def test_asks_for_an_address_where_it_is_given_something_else(edge: Edge, host: str) -> None:
    done = edge.call(f"address=$(host_address {host}); echo went on")
    assert done.returncode == 1
    assert "HOST=root@10.0.0.2" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("host", ["root@10.0.0.1", "203.0.113.1"])
def test_takes_no_address_of_this_machine(edge: Edge, host: str) -> None:
    done = edge.call(f"host_address {host}")
    assert done.returncode == 1
    assert "this machine itself" in done.stderr


def test_counts_the_machines_that_may_read_and_those_of_them_that_are_up(edge: Edge) -> None:
    assert edge.said("count_machines; count_machines Ready").split() == ["0", "0"]
    edge.joined(FIRST, down(SECOND), drained(replace(SECOND, id="id-3")))
    assert edge.said("count_machines; count_machines Ready").split() == ["2", "1"]


@pytest.mark.parametrize(
    ("setting", "machines", "cpus"),
    [
        pytest.param({}, (), "1", id="the default"),
        pytest.param({"OCR_CPUS": "4"}, (), "4", id="no machine"),
        pytest.param({"OCR_CPUS": "4"}, (2, 8), "2", id="the smallest machine"),
        pytest.param({"OCR_CPUS": "1"}, (2,), "1", id="the setting"),
        pytest.param({"OCR_CPUS": "1.5"}, (2,), "1.5", id="a part of one"),
        pytest.param({"OCR_CPUS": "2.5"}, (2,), "2", id="a part too many"),
        pytest.param({"OCR_CPUS": "9"}, (16, 10), "9", id="numbers, not letters"),
    ],
)
def test_a_reader_may_use_no_more_than_its_machine_has(
    edge: Edge, setting: dict[str, str], machines: tuple[int, ...], cpus: str
) -> None:
    edge.settings = setting
    edge.joined(*(replace(FIRST, id=f"id-{number}", cpus=has) for number, has in enumerate(machines, 1)))
    assert edge.said("reader_cpus") == cpus


def test_gives_readers_the_settings_and_leaves_none_of_them_to_compose(edge: Edge) -> None:
    edge.settings = {**edge.settings, "OCR_LANG": '"multi"', "CLUSTER_READERS": "0"}
    assert edge.said('deploy; echo "${OCR_WEIGHTS-unset} ${OCR_LANG-unset}"') == "unset unset"
    given = dict(line.split("=", 1) for line in (edge.state / "environment").read_text().splitlines() if "=" in line)
    assert given["READER_IMAGE"] == "sha256:new"
    assert (given["OCR_LANG"], given["OCR_WEIGHTS"], given["CLUSTER_READERS"]) == ("multi", "", "0")
    assert "OCR_API_KEYS" not in given


@pytest.mark.parametrize("state", ["rollback_completed", "rollback_paused", "paused"])
def test_says_that_an_update_went_back(edge: Edge, state: str) -> None:
    edge.joined(FIRST)
    edge.has(update=state)
    done = edge.call("wait_for_update; echo went on")
    assert done.returncode == 1
    assert "did not become healthy" in done.stderr
    assert done.stdout == ""


def test_waits_for_no_update_of_readers_that_are_none(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.has(update="", tasks="")
    assert edge.said("wait_for_update; echo done") == "done"


@pytest.mark.parametrize("others", [(), (down(FIRST), drained(SECOND))])
def test_waits_for_no_reader_where_no_machine_may_have_it(edge: Edge, others: tuple[()]) -> None:
    edge.joined(*others)
    edge.has(update="updating", wanted="2", tasks="Pending 5 seconds ago")
    done = edge.call("wait_for_update; wait_for_readers; echo done")
    assert done.stdout == "done\n"
    assert "this one reads alone" in done.stderr


@pytest.mark.parametrize("wait", ["wait_for_update", "wait_for_readers"])
def test_does_not_wait_for_ever(edge: Edge, wait: str) -> None:
    edge.joined(FIRST)
    edge.has(update="updating", wanted="1", tasks="Starting 5 seconds ago")
    done = edge.call(f"READY_SECONDS=0 SECONDS_EACH=1; {wait}; echo went on")
    assert done.returncode == 1
    assert "after 1 s: docker service ps" in done.stderr
    assert done.stdout == ""


def test_sends_no_image_that_is_there(edge: Edge) -> None:
    edge.reachable(FIRST, images=["sha256:new receipt-ocr/reader"])
    edge.said("send_image 10.0.0.2")
    assert edge.asked("docker save") == []
    assert edge.asked("ssh 10.0.0.2 docker tag") == []


def test_sends_the_image_and_keeps_what_readers_run_until_now(edge: Edge) -> None:
    edge.reachable(FIRST, images=["sha256:old receipt-ocr/reader", "sha256:older receipt-ocr/reader:previous"])
    edge.said("send_image 10.0.0.2")
    assert edge.asked("docker save") == ["docker save sha256:new"]
    assert edge.images(FIRST) == {"sha256:new receipt-ocr/reader", "sha256:old receipt-ocr/reader:previous"}


def test_goes_back_to_an_image_that_is_there_without_sending_it(edge: Edge) -> None:
    edge.reachable(FIRST, images=["sha256:old receipt-ocr/reader", "sha256:new receipt-ocr/reader:previous"])
    edge.said("send_image 10.0.0.2")
    assert edge.asked("docker save") == []
    assert edge.images(FIRST) == {"sha256:new receipt-ocr/reader", "sha256:old receipt-ocr/reader:previous"}


def test_stops_where_a_machine_does_not_take_the_image(edge: Edge) -> None:
    edge.joined(FIRST, SECOND)
    edge.has(**{"10.0.0.2.full": "yes"})
    done = edge.call("send_images; echo went on")
    assert done.returncode == 1
    assert "no space left" in done.stderr
    assert "10.0.0.2 does not take the image" in done.stderr
    assert done.stdout == ""
    assert edge.images(SECOND) == set()


def test_sends_images_to_all_that_answer(edge: Edge) -> None:
    edge.joined(FIRST, replace(SECOND, id="id-3", address="10.0.0.4"), down(SECOND))
    edge.said("send_images")
    assert len(edge.asked("docker save")) == 2


def test_waits_until_what_is_being_read_is_finished_but_not_for_ever(edge: Edge) -> None:
    edge.has(tasks="Shutdown 2 seconds ago")
    edge.said("finish node ps id-1")
    assert edge.machine.called("sleep") == []
    edge.has(tasks="Running 2 hours ago")
    edge.said("STOP_SECONDS=3; finish node ps id-1")
    assert len(edge.machine.called("sleep")) == 3
