"""Who reads is what Docker's DNS says twice, as long as nginx takes it; tests/integration/test_cluster.py has the real ones."""

import re

import pytest

from tests.unit.nginx.conftest import THREE_NETWORKS, Edge

OURS, ANOTHER, THIRD = "172.19.0.3", "172.28.0.4", "172.28.0.5"
# ends the loop after some turns, and notes the seconds of each
SLEEP = """echo "$1" >>"$ROOT/pauses"; (($(wc -l <"$ROOT/pauses") <= ${TURNS:-4}))"""
NGINX = (
    """echo "$*" >>"$ROOT/nginx"; [[ $1 != -t ]] || ! grep --quiet "${REFUSED:-in no line}" "$ROOT/run/site.conf" """
)


@pytest.fixture
def cluster(edge: Edge) -> Edge:
    """Give an edge beside which another machine reads."""
    edge.program("sleep", SLEEP)
    edge.program("nginx", NGINX)
    edge.networks(THREE_NETWORKS)
    edge.resolve("ocr", [OURS])
    edge.resolve("readers.", [ANOTHER])
    return edge


def watch(edge: Edge, turns: int = 4) -> str:
    """Let the script take some turns, and return what it says."""
    (edge.root / "pauses").write_text("")
    edge.environment["TURNS"] = str(turns)
    said = edge.script("watch-readers.sh").stderr
    assert (edge.root / "pauses").read_text().count("\n") == turns + 1, said
    return said


def pauses(edge: Edge) -> list[int]:
    return [int(pause) for pause in (edge.root / "pauses").read_text().split()]


def reloads(edge: Edge) -> int:
    calls = edge.root / "nginx"
    return calls.read_text().count("-s reload") if calls.exists() else 0


def servers(edge: Edge) -> list[str]:
    """Return at whom nginx reads."""
    return re.findall(r"server (\S+):8100", (edge.run / "site.conf").read_text())


def test_reads_at_the_others_and_here_after_one_reload(cluster: Edge) -> None:
    said = watch(cluster)
    assert servers(cluster) == [OURS, ANOTHER]
    assert reloads(cluster) == 1
    assert f"reading at {OURS} {ANOTHER}\n" in said
    # found, and found again; workers of before the reload have time to end
    assert pauses(cluster) == [1, 1, 5, 1, 1]


def test_asks_nobody_while_there_is_no_network_of_readers(cluster: Edge) -> None:
    (cluster.root / "networks").write_text(THREE_NETWORKS.rpartition("172.28")[0])
    assert watch(cluster) == ""
    assert reloads(cluster) == 0
    assert pauses(cluster)[1:] == [10] * 4


def test_is_one_machine_again_when_the_others_have_gone_with_their_network(cluster: Edge) -> None:
    before = cluster.render()["site.conf"]
    watch(cluster)
    (cluster.root / "networks").write_text(THREE_NETWORKS.rpartition("172.28")[0])
    (cluster.root / "names" / "readers.").unlink()
    assert "reading at this machine alone" in watch(cluster)
    assert (cluster.run / "site.conf").read_text() == before


def test_leaves_this_machine_out_while_it_does_not_read(cluster: Edge) -> None:
    (cluster.root / "names" / "ocr").unlink()
    cluster.resolve("readers.", [ANOTHER, THIRD])
    watch(cluster)
    assert servers(cluster) == [ANOTHER, THIRD]


def test_does_not_reload_for_what_is_gone_at_the_second_look(cluster: Edge) -> None:
    cluster.program("getent", f'[[ $2 = ocr ]] && echo {OURS} || echo "172.28.0.$((RANDOM % 250 + 4))"')
    watch(cluster, turns=1)
    assert reloads(cluster) == 0


def test_sends_no_receipt_through_a_gateway(cluster: Edge) -> None:
    cluster.resolve("readers.", ["203.0.113.9"])
    watch(cluster)
    assert reloads(cluster) == 0


def test_goes_on_as_before_when_nginx_refuses(cluster: Edge) -> None:
    watch(cluster)
    cluster.environment["REFUSED"] = THIRD
    cluster.resolve("readers.", [ANOTHER, THIRD])
    said = watch(cluster, turns=3)
    assert said.count("ALERT") == 2
    assert servers(cluster) == [OURS, ANOTHER]
    assert (cluster.run / "readers").read_text() == f"{OURS}\n{ANOTHER}"
    assert reloads(cluster) == 1
    # the log stays readable
    assert pauses(cluster) == [1, 1, 10, 10]


def test_does_not_reload_what_could_not_be_rendered(cluster: Edge) -> None:
    watch(cluster)
    cluster.program("envsubst", "exit 1")
    cluster.resolve("readers.", [ANOTHER, THIRD])
    assert "ALERT" in watch(cluster)
    assert servers(cluster) == [OURS, ANOTHER]
    assert reloads(cluster) == 1


def start(edge: Edge) -> str:
    """Take the step of the container's start, and return what it says."""
    (edge.root / "pauses").write_text("")
    edge.environment["TURNS"] = "30"
    done = edge.script("entrypoint.d/25-find-readers.sh")
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_starts_with_all_who_read(cluster: Edge) -> None:
    assert start(cluster) == ""
    assert (cluster.run / "readers").read_text() == f"{OURS}\n{ANOTHER}"
    assert pauses(cluster) == [1]


def test_starts_alone_where_nobody_is_found_in_twenty_seconds(cluster: Edge) -> None:
    (cluster.root / "names" / "readers.").unlink()
    assert "reading at this machine alone" in start(cluster)
    assert not (cluster.run / "readers").exists()
    assert pauses(cluster) == [1] * 20


def test_one_machine_starts_at_once(edge: Edge) -> None:
    edge.program("sleep", SLEEP)
    assert start(edge) == ""
    assert pauses(edge) == []
