"""What is open to the world, by what the host has seen of itself."""

from dataclasses import replace

import pytest

from gates.facts import NO_COMMAND, Fact, Facts
from gates.firewall import Host, check, judge
from gates.forwarding import Closure
from gates.published import EVERY_ADDRESS, Published
from gates.site import Sample, Site
from gates.verdict import State
from healthcheck.settings import Settings

UFW = """Status: active
Default: deny (incoming), allow (outgoing), deny (routed)

To                         Action      From
--                         ------      ----
22/tcp                     LIMIT IN    Anywhere
80,443/tcp                 ALLOW IN    Anywhere
22/tcp (v6)                LIMIT IN    Anywhere (v6)
80,443/tcp (v6)            ALLOW IN    Anywhere (v6)
"""
EDGE = Published("nginx", 8443, "tcp", EVERY_ADDRESS, 443)
OCR = Published("ocr", 8100, "tcp", "127.0.0.1", 8100)
DATABASE = Published("postgres", 5432, "tcp", EVERY_ADDRESS, 5432)
SOUND = Host(
    allowed=frozenset({22, 80, 443}),
    ocr_port=8100,
    published=(EDGE, OCR),
    listening=frozenset({22, 80, 443}),
    closures=(),
    ufw=Fact(UFW),
)


def test_holds_when_ufw_denies_all_but_the_three_and_8100_is_on_loopback() -> None:
    verdict = judge(SOUND)
    assert verdict.state is State.PASS
    assert verdict.figure == "UFW denies all but 22/tcp, 80,443/tcp; 8100 on loopback only"


@pytest.mark.parametrize(
    ("ufw", "figure"),
    [
        ("Status: inactive\n", "UFW is inactive"),
        (UFW.replace("deny (incoming)", "allow (incoming)"), "UFW lets in what no rule names (allow)"),
        (UFW + "5432/tcp                   ALLOW IN    10.0.0.0/8\n", "UFW lets in 5432/tcp"),
    ],
)
def test_does_not_hold_when_ufw_lets_in_more(ufw: str, figure: str) -> None:
    verdict = judge(replace(SOUND, ufw=Fact(ufw)))
    assert (verdict.state, verdict.figure) == (State.FAIL, figure)


@pytest.mark.parametrize("ufw", [Fact(UFW), Fact(status=NO_COMMAND), Fact(errors="You need to be root", status=1)])
@pytest.mark.parametrize("address", [EVERY_ADDRESS, "::", "198.51.100.7"])
def test_an_ocr_service_published_to_others_never_holds(ufw: Fact, address: str) -> None:
    verdict = judge(replace(SOUND, published=(EDGE, replace(OCR, address=address)), ufw=ufw))
    assert (verdict.state, verdict.figure) == (State.FAIL, f"the OCR service is published on {address}")


def test_neither_does_one_whose_port_a_process_holds_for_all() -> None:
    assert judge(replace(SOUND, listening=frozenset({22, 8100}))).state is State.FAIL


def test_no_rule_makes_a_published_ocr_service_good() -> None:
    closed = Closure(frozenset({4, 6}), frozenset({80, 443}))
    assert (
        judge(replace(SOUND, published=(replace(OCR, address=EVERY_ADDRESS),), closures=(closed,))).state is State.FAIL
    )


def test_another_containers_port_does_not_hold_unless_a_rule_in_front_closes_it() -> None:
    open_to_all = replace(SOUND, published=(EDGE, OCR, DATABASE))
    assert judge(open_to_all).figure == "postgres publishes 5432/tcp"
    assert judge(replace(open_to_all, closures=(Closure(frozenset({4, 6}), frozenset({80, 443})),))).state is State.PASS
    assert judge(replace(open_to_all, closures=(Closure(frozenset({6}), frozenset()),))).state is State.FAIL
    assert (
        judge(replace(open_to_all, published=(EDGE, OCR, replace(DATABASE, address="127.0.0.1")))).state is State.PASS
    )


def test_is_not_checked_when_docker_tells_nothing() -> None:
    assert judge(replace(SOUND, published=())).state is State.NOT_CHECKED


@pytest.mark.parametrize(
    ("ufw", "figure"),
    [
        (Fact(status=NO_COMMAND), "no UFW here; 8100 on loopback only; listening on all addresses: 22, 80, 443"),
        (
            Fact(errors="You need to be root\n", status=1),
            "the state of UFW is unknown: You need to be root; 8100 on loopback only; listening on all addresses: 22, 80, 443",
        ),
    ],
)
def test_is_not_checked_when_the_firewall_can_not_be_seen(ufw: Fact, figure: str) -> None:
    verdict = judge(replace(SOUND, ufw=ufw))
    assert (verdict.state, verdict.figure) == (State.NOT_CHECKED, figure)


OF_SWARM = "2377,7946/tcp              ALLOW IN    10.0.0.2\n4789,7946/udp              ALLOW IN    10.0.0.2\n"
CLUSTER = replace(SOUND, cluster=frozenset({"10.0.0.1", "10.0.0.2"}), ufw=Fact(UFW + OF_SWARM))


def test_lets_the_machines_of_a_cluster_reach_each_other() -> None:
    verdict = judge(CLUSTER)
    assert verdict.state is State.PASS
    assert verdict.figure == (
        "UFW denies all but 22/tcp, 80,443/tcp, 2377,7946/tcp from the cluster, 4789,7946/udp from the cluster; "
        "8100 on loopback only"
    )


@pytest.mark.parametrize(
    ("rule", "figure"),
    [
        ("2377/tcp                   ALLOW IN    Anywhere", "2377/tcp from Anywhere"),
        ("7946                       ALLOW IN    10.0.0.3", "7946 from 10.0.0.3"),
        ("4789/udp (v6)              ALLOW IN    Anywhere (v6)", "4789/udp (v6) from Anywhere"),
        # others may be in the network too
        ("4789,7946/udp              ALLOW IN    10.0.0.0/24", "4789,7946/udp from 10.0.0.0/24"),
        # what Swarm does not use
        ("4789/tcp                   ALLOW IN    10.0.0.2", "4789/tcp from 10.0.0.2"),
        ("Anywhere                   ALLOW IN    10.0.0.2", "Anywhere from 10.0.0.2"),
    ],
)
def test_does_not_hold_when_anybody_else_reaches_swarm_or_a_machine_reaches_more(rule: str, figure: str) -> None:
    verdict = judge(replace(CLUSTER, ufw=Fact(f"{CLUSTER.ufw.output}{rule}\n")))
    assert (verdict.state, verdict.figure) == (State.FAIL, f"UFW lets in {figure}")


def test_does_not_hold_when_swarm_is_let_in_without_a_cluster() -> None:
    verdict = judge(replace(CLUSTER, cluster=frozenset()))
    assert (verdict.state, verdict.figure) == (State.FAIL, "UFW lets in 2377,7946/tcp, 4789,7946/udp")


@pytest.mark.parametrize("ufw", [CLUSTER.ufw, Fact(status=NO_COMMAND)])
def test_does_not_hold_when_swarm_listens_in_public(ufw: Fact) -> None:
    verdict = judge(replace(CLUSTER, exposed=frozenset({7946, 2377}), ufw=ufw))
    assert (verdict.state, verdict.figure) == (
        State.FAIL,
        "Swarm listens on more than the private network: 2377, 7946",
    )


def test_says_what_a_firewall_in_front_must_close() -> None:
    verdict = judge(replace(CLUSTER, ufw=Fact(status=NO_COMMAND)))
    assert verdict.state is State.NOT_CHECKED
    assert "2377/tcp, 7946 and 4789/udp" in verdict.next_step
    assert "2377" not in judge(replace(SOUND, ufw=Fact(status=NO_COMMAND))).next_step


SOCKETS = """LISTEN 0      4096       10.0.0.1:2377       0.0.0.0:*
LISTEN 0      4096       %s:7946       0.0.0.0:*
"""


@pytest.mark.parametrize(
    ("nodes", "address", "state"),
    [
        ("10.0.0.1,10.0.0.2", "10.0.0.1", State.PASS),
        ("10.0.0.1,10.0.0.2", EVERY_ADDRESS, State.FAIL),
        ("10.0.0.1,10.0.0.2", "198.51.100.7", State.FAIL),
        # without a cluster nobody asks who listens
        ("", EVERY_ADDRESS, State.PASS),
    ],
)
def test_takes_the_machines_of_the_cluster_from_the_settings(nodes: str, address: str, state: State) -> None:
    facts = Facts(
        cluster=Fact(nodes),
        sockets=Fact(SOCKETS % address),
        ufw=Fact(UFW + OF_SWARM if nodes else UFW),
        published=Fact('/nginx {"8443/tcp":[{"HostIp":"0.0.0.0","HostPort":"443"}]}\n'),
    )
    assert check(Site(Settings(), (), facts, Sample(b"", {}))).state is state
