"""A host: a network namespace joined to the droplet by a virtual cable, IPv4 and IPv6."""

import ctypes
import ipaddress
import os
import random
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

CLONE_NEWNET = 0x40000000
# Benchmarking (RFC 2544) and documentation (RFC 3849) ranges: nobody's real network is shadowed.
IPV4_LINKS = ipaddress.ip_network("198.18.0.0/15")
IPV6_LINKS = ipaddress.ip_network("2001:db8::/32")
# links, /30 and /64, that fit into the smaller range
NUMBERS = range(2**15)
_libc = ctypes.CDLL(None, use_errno=True)
_plugged_in: set[int] = set()


def why_not() -> str | None:
    """Return why this machine can't make hosts, None if it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    return None if shutil.which("ip") else "network namespaces need ip(8): install iproute2"


@dataclass(frozen=True)
class Host:
    """Another host, and the droplet's two addresses on the link between them."""

    namespace: str
    ipv4: str
    ipv6: str
    droplet_ipv4: str
    droplet_ipv6: str

    def run(self, *command: str) -> None:
        """Run a command on this host."""
        subprocess.run(["ip", "netns", "exec", self.namespace, *command], check=True)

    @contextmanager
    def background(self, *command: str) -> Iterator[None]:
        """Run a command on this host meanwhile."""
        words = ["ip", "netns", "exec", self.namespace, *command]
        running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            running.kill()
            running.wait()

    def connect(self, port: int, *, to: str | None = None, timeout: float = 5) -> socket.socket:
        """Open a TCP connection from this host to the droplet, by IPv4 if not told otherwise."""
        with entered(self.namespace):
            return socket.create_connection((to or self.droplet_ipv4, port), timeout=timeout)

    def can_connect(self, port: int, *, to: str | None = None, timeout: float = 1) -> bool:
        """Return whether the droplet accepts a TCP connection from this host."""
        with suppress(OSError), self.connect(port, to=to, timeout=timeout):
            return True
        return False


@contextmanager
def entered(namespace: str) -> Iterator[None]:
    """Make this thread's new sockets those of a network namespace; they stay so afterwards."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    try:
        _enter(there)
        yield
    finally:
        _enter(home)
        os.close(there)
        os.close(home)


@contextmanager
def host(name: str, droplet: str | None = None, *, numbers: range = NUMBERS) -> Iterator[Host]:
    """Plug a new host in, and out again afterwards; the droplet is this machine or a namespace by name.

    The number of its link, one of `numbers`, says which networks it is in.
    """
    # none twice: logs and bans of a host that was are no other's
    number = random.SystemRandom().choice([number for number in numbers if number not in _plugged_in])
    _plugged_in.add(number)
    droplet_ipv4, ipv4 = (str(IPV4_LINKS[4 * number + end]) for end in (1, 2))
    # a /64 of its own, so that no two hosts look like one
    droplet_ipv6, ipv6 = (str(IPV6_LINKS[(number << 64) + end]) for end in (1, 2))
    namespace, cable = f"{name}-{number}", f"host{number}"
    _ip("netns", "add", namespace)
    try:
        _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", namespace)
        if droplet:
            _ip("link", "set", cable, "netns", droplet)
        # nodad: a new IPv6 address is used at once, without asking for duplicates
        for where, device, addresses in (
            (droplet, cable, (droplet_ipv4, droplet_ipv6)),
            (namespace, "eth0", (ipv4, ipv6)),
        ):
            _ip("address", "add", f"{addresses[0]}/30", "dev", device, namespace=where)
            _ip("address", "add", f"{addresses[1]}/64", "dev", device, "nodad", namespace=where)
            _ip("link", "set", device, "up", namespace=where)
        yield Host(namespace, ipv4, ipv6, droplet_ipv4, droplet_ipv6)
    finally:
        # its end of the cable goes with it, and so does ours
        _ip("netns", "delete", namespace)


def _ip(*words: str, namespace: str | None = None) -> None:
    where = ["-n", namespace] if namespace else []
    subprocess.run(["ip", *where, *words], check=True)


def _enter(descriptor: int) -> None:
    if _libc.setns(descriptor, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")
