"""What another host can reach of a droplet that runs nothing but the appliance, however it routes its packets."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.hosts import droplet, namespace
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.namespace import Host

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

HTTP, HTTPS, OCR = 80, 443, 8100


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Appliance]:
    with (
        droplet.droplet(tmp_path_factory.mktemp("droplet")) as switched_on,
        appliance(switched_on, "nginx", "fail2ban") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def stranger(edge: Appliance) -> Iterator[Host]:
    with namespace.host("stranger", edge.droplet.namespace) as host:
        yield host


def open_ports(host: Host, to: str) -> list[int]:
    def answers(ports: range) -> list[int]:
        with namespace.entered(host.namespace):
            return [port for port in ports if _connects(to, port)]

    with ThreadPoolExecutor(max_workers=8) as threads:
        found = threads.map(answers, [range(start, min(start + 512, 65536)) for start in range(1, 65536, 512)])
    return [port for ports in found for port in ports]


def _connects(to: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in to else socket.AF_INET) as probe:
        probe.settimeout(5)
        return probe.connect_ex((to, port)) == 0


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_only_http_and_https_answer_another_host(stranger: Host, family: str) -> None:
    to = stranger.droplet_ipv4 if family == "ipv4" else stranger.droplet_ipv6
    assert open_ports(stranger, to) == [HTTP, HTTPS]


def test_the_ocr_port_answers_on_the_droplet_itself(edge: Appliance) -> None:
    assert '"ready": true' in edge.droplet.run("curl", "--silent", f"http://127.0.0.1:{OCR}/ready")


def test_the_ocr_port_does_not_answer_who_sends_packets_for_loopback_over_the_wire(stranger: Host) -> None:
    # without this, the stranger's own kernel would throw an answer away
    stranger.run("sysctl", "--quiet", "--write", "net.ipv4.conf.all.route_localnet=1")
    route = ("127.0.0.0/8", "via", stranger.droplet_ipv4, "table", "local")
    stranger.run("ip", "route", "add", *route)
    assert not stranger.can_connect(OCR, to="127.0.0.1")
    stranger.run("ip", "route", "delete", *route)


@pytest.mark.parametrize(("container", "port"), [("stub", OCR), ("receipt-ocr-nginx-1", 8443)])
def test_no_container_answers_who_routes_to_its_own_address(
    edge: Appliance, stranger: Host, container: str, port: int
) -> None:
    for network in json.loads(edge.docker("inspect", container))[0]["NetworkSettings"]["Networks"].values():
        for address in filter(None, (network["IPAddress"], network["GlobalIPv6Address"])):
            gateway = stranger.droplet_ipv6 if ":" in address else stranger.droplet_ipv4
            stranger.run("ip", "route", "add", address, "via", gateway)
            assert not stranger.can_connect(port, to=address), f"{container} answers on {address}"
