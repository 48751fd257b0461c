"""Ports as Docker and ss(8) tell of them."""

from gates.facts import Fact
from gates.published import EVERY_ADDRESS, listening, read_published

PORTS = (
    '/nginx {"8443/tcp":[{"HostIp":"0.0.0.0","HostPort":"443"},{"HostIp":"::","HostPort":"443"}],"80/tcp":null}\n'
    '/ocr {"8100/tcp":[{"HostIp":"127.0.0.1","HostPort":"8100"}]}\n'
    "/certbot {}\n"
    "/host-network null\n"
)
SOCKETS = """LISTEN 0      4096         0.0.0.0:22         0.0.0.0:*
LISTEN 0      4096       127.0.0.1:8100       0.0.0.0:*
LISTEN 0      4096            [::]:443           [::]:*
LISTEN 0      4096           [::1]:631           [::]:*
LISTEN 0      4096               *:9100             *:*
LISTEN 0      4096   127.0.0.53%lo:53          0.0.0.0:*
LISTEN 0      4096 198.51.100.7%eth0:5355       0.0.0.0:*
"""


def test_reads_who_publishes_what_where() -> None:
    found = [
        (port.container, port.container_port, port.address, port.port, port.local)
        for port in read_published(Fact(PORTS))
    ]
    assert found == [
        ("nginx", 8443, EVERY_ADDRESS, 443, False),
        ("nginx", 8443, "::", 443, False),
        ("ocr", 8100, "127.0.0.1", 8100, True),
    ]


def test_tells_ipv4_from_ipv6() -> None:
    assert [port.version for port in read_published(Fact(PORTS))] == [4, 6, 4]


def test_finds_the_sockets_that_others_may_reach() -> None:
    assert listening(Fact(SOCKETS)) == {22, 443, 9100, 5355}


def test_passes_over_those_that_only_a_private_network_reaches() -> None:
    assert listening(Fact(SOCKETS), {"198.51.100.7"}) == {22, 443, 9100}


def test_finds_nothing_where_nothing_was_printed() -> None:
    assert read_published(Fact()) == []
    assert listening(Fact()) == set()
