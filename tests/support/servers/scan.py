"""Scan of a host for open TCP ports, all 65535."""

import resource
import select
import socket
import time
from contextlib import suppress

from tests.support.hosts import namespace
from tests.support.hosts.namespace import Host

# a port that drops packets answers never, one that is open within milliseconds
WAIT_SECONDS = 2.0


def open_ports(host: Host, to: str) -> list[int]:
    """Try to connect from the host to every port of the address, thousands at a time."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    # four waits for all ports, where the limit allows as many
    batch = min(16384, hard * 3 // 4)
    try:
        with namespace.entered(host.namespace):
            starts = range(1, 65536, batch)
            return [port for start in starts for port in _batch(to, range(start, min(start + batch, 65536)))]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _batch(to: str, ports: range) -> list[int]:
    family = socket.AF_INET6 if ":" in to else socket.AF_INET
    probes: dict[int, tuple[int, socket.socket]] = {}
    answered = select.epoll()
    for port in ports:
        probe = socket.socket(family)
        probe.setblocking(False)
        with suppress(BlockingIOError):
            probe.connect((to, port))
        probes[probe.fileno()] = port, probe
        answered.register(probe, select.EPOLLOUT | select.EPOLLONESHOT)
    found = []
    end = time.monotonic() + WAIT_SECONDS
    while (left := end - time.monotonic()) > 0:
        for descriptor, _ in answered.poll(left):
            port, probe = probes[descriptor]
            if probe.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                found.append(port)
    for _, probe in probes.values():
        probe.close()
    answered.close()
    return sorted(found)
