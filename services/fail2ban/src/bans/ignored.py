"""Networks that are never banned, from host names and addresses.

The last addresses known of each name, the gateways, and the networks of this droplet's own containers.
"""

import ipaddress
import json
import logging
import socket
from pathlib import Path

from service.atomic_file import write_json

# as Docker names the interfaces of its networks
BRIDGES = ("docker", "br-")
LOOPBACK = ("127.0.0.0/8", "::1/128")
log = logging.getLogger(__name__)


class KnownAddresses:
    """The addresses of host names, as last resolved: a failing resolver must not get the ERP banned."""

    def __init__(self, names: tuple[str, ...], memory: Path) -> None:
        self._memory = memory
        remembered = _remembered(memory)
        self._known: dict[str, list[str]] = {name: remembered.get(name, []) for name in names}

    def known(self) -> list[str]:
        """Return the addresses of all names, as last resolved."""
        return [address for addresses in self._known.values() for address in addresses]

    def refresh(self) -> list[str]:
        """Resolve every name again and return all addresses known now."""
        before = dict(self._known)
        for name in self._known:
            try:
                answers = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
            except OSError as error:
                log.warning("%s does not resolve (%s): its last addresses stay ignored", name, error)
                continue
            self._known[name] = sorted({str(answer[4][0]) for answer in answers})
        if self._known != before:
            log.info("ignored host names: %s", self._known)
            self._keep()
        return self.known()

    def _keep(self) -> None:
        """Write the memory whole or not at all; a full disk is no reason to ban anybody, or to stop banning."""
        try:
            write_json(self._memory, self._known)
        except OSError as error:
            log.warning("ignored host names are not kept: %s", error)


def _remembered(memory: Path) -> dict[str, list[str]]:
    try:
        remembered: dict[str, list[str]] = json.loads(memory.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("ignored host names are unknown until they are resolved: %s", error)
        return {}
    return remembered


def gateways(proc: Path = Path("/proc/net")) -> list[str]:
    """Return the default gateways: behind address translation every client looks like them."""
    found = []
    for line in _lines(proc / "route"):
        _, destination, gateway, *_ = line.split()
        if destination == "00000000" and gateway != "00000000":
            found.append(str(ipaddress.IPv4Address(bytes.fromhex(gateway)[::-1])))
    for line in _lines(proc / "ipv6_route"):
        destination, length, _, _, gateway, *_ = line.split()
        if length == "00" and int(destination, 16) == 0 and int(gateway, 16) != 0:
            found.append(str(ipaddress.IPv6Address(int(gateway, 16))))
    return found


def containers(proc: Path = Path("/proc/net")) -> list[str]:
    """Return the networks of Docker's bridges: a banned health check would take a healthy service for a broken one."""
    found = []
    for line in _lines(proc / "route"):
        interface, destination, _, _, _, _, _, mask, *_ = line.split()
        if interface.startswith(BRIDGES):
            network, bits = (ipaddress.IPv4Address(bytes.fromhex(part)[::-1]) for part in (destination, mask))
            found.append(f"{network}/{int(bits).bit_count()}")
    for line in _lines(proc / "ipv6_route"):
        destination, length, *_, interface = line.split()
        network6 = ipaddress.IPv6Network((int(destination, 16), int(length, 16)))
        # each interface has a route to all that is link-local or multicast, too
        if interface.startswith(BRIDGES) and not network6.is_link_local and not network6.is_multicast:
            found.append(str(network6))
    return found


def _lines(table: Path) -> list[str]:
    if not table.exists():  # a host without IPv6 has no such table
        return []
    return [line for line in table.read_text().splitlines() if not line.startswith("Iface")]
