"""Sockets of the host that others may reach, from the ports that Docker publishes and from what listens there."""

import ipaddress
import json
from collections.abc import Collection
from dataclasses import dataclass

from gates.facts import Fact

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - as Docker means it


@dataclass(frozen=True)
class Published:
    """A port of a container that Docker publishes on an address of the host."""

    container: str
    container_port: int
    protocol: str
    address: str
    port: int

    @property
    def local(self) -> bool:
        """Whether only the host itself reaches it."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def version(self) -> int:
        """4 or 6, of the Internet Protocol."""
        return ipaddress.ip_address(self.address).version


def read_published(fact: Fact) -> list[Published]:
    """Read lines of a container's name and its ports as `docker inspect` has them."""
    found = []
    for line in fact.output.splitlines():
        name, ports = line.split(" ", 1)
        for container_port, bindings in (json.loads(ports) or {}).items():
            number, protocol = container_port.split("/")
            for binding in bindings or ():
                address, port = binding["HostIp"] or EVERY_ADDRESS, int(binding["HostPort"])
                found.append(Published(name.lstrip("/"), int(number), protocol, address, port))
    return found


def listening(fact: Fact, private: Collection[str] = ()) -> set[int]:
    """Read `ss -ltnH`: the TCP ports that are open on more than loopback addresses, and private ones if there are any."""
    found = set()
    for line in fact.output.splitlines():
        address, port = line.split()[3].rsplit(":", 1)
        address = address.strip("[]").partition("%")[0]
        if address == "*" or not (ipaddress.ip_address(address).is_loopback or address in private):
            found.add(int(port))
    return found
