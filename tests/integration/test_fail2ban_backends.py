"""A ban holds whatever Docker writes its rules with, and where it writes none and its proxy takes the connections."""

import shutil
from pathlib import Path

import pytest

from tests.support.hosts import droplet, namespace
from tests.support.hosts.appliance import appliance
from tests.support.hosts.attack import attack, is_refused, is_served, wait_until
from tests.support.hosts.droplet import Backend

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

PATIENCE_SECONDS = 60


@pytest.fixture
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with a short path: those of sockets, dockerd's among them, have 107 characters at most."""
    return tmp_path_factory.mktemp("droplet")


@pytest.mark.parametrize("iptables", ["nft", "legacy"])
def test_a_ban_holds_beside_both_variants_of_iptables(short: Path, iptables: str) -> None:
    if shutil.which(f"iptables-{iptables}") is None:
        pytest.skip(f"iptables-{iptables} is not installed")
    with (
        droplet.droplet(short, Backend(iptables=iptables)) as switched_on,
        appliance(switched_on, "nginx", "fail2ban") as edge,
        namespace.host("attacker", switched_on.namespace) as attacker,
        namespace.host("neighbour", switched_on.namespace) as neighbour,
    ):
        assert "DOCKER" in switched_on.run(f"iptables-{iptables}", "-t", "nat", "-S")
        attack(attacker)
        wait_until(lambda: is_refused(attacker), seconds=PATIENCE_SECONDS)
        assert is_served(neighbour)
        assert edge.banned() == [attacker.ipv4]


def test_a_ban_stops_what_the_proxy_of_docker_takes(short: Path) -> None:
    without_rules = Backend(options=("--iptables=false", "--ip6tables=false"))
    with (
        droplet.droplet(short, without_rules) as switched_on,
        appliance(switched_on, "nginx", "fail2ban") as edge,
        namespace.host("attacker", switched_on.namespace) as attacker,
        namespace.host("neighbour", switched_on.namespace) as neighbour,
    ):
        # to nginx all clients look like the gateway here, which is never banned: only an operator can ban
        attack(attacker, times=20)
        assert edge.banned() == []
        edge.fail2ban("ban", attacker.ipv4)
        edge.fail2ban("ban", attacker.ipv6)
        wait_until(lambda: is_refused(attacker), seconds=PATIENCE_SECONDS)
        assert is_refused(attacker, to=attacker.droplet_ipv6)
        assert not is_refused(neighbour)
        assert not is_refused(neighbour, to=neighbour.droplet_ipv6)
