"""Gate 5: nobody outside reaches anything but SSH, HTTP and HTTPS; the OCR service's own port least of all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gates.facts import NO_COMMAND, Fact
from gates.forwarding import Closure, closures
from gates.published import Published, listening, read_published
from gates.site import Site
from gates.ufw import Opening, read_ufw
from gates.verdict import Verdict, failed, not_checked, passed

SSH_PORT, HTTP_PORT, HTTPS_PORT, OCR_PORT = 22, 80, 443, 8100
# Between the machines of a cluster: Swarm's manager, its gossip, and the readers' network, which nothing encrypts.
SWARM_PORTS = {"tcp": frozenset({2377, 7946}), "udp": frozenset({4789, 7946})}
NEXT = "docs/operations.md, firewall"


@dataclass(frozen=True)
class Host:
    """The host's network as seen on the host."""

    allowed: frozenset[int]
    ocr_port: int
    published: Sequence[Published]
    listening: frozenset[int]
    closures: Sequence[Closure]
    ufw: Fact
    # the addresses of its machines, none where this one is alone
    cluster: frozenset[str] = frozenset()
    # ports of Swarm that more than the cluster may connect to, but for a firewall
    exposed: frozenset[int] = frozenset()

    def lets_in_too_much(self, opening: Opening) -> bool:
        """Return whether a rule of UFW opens a port to somebody who should not reach it."""
        private = SWARM_PORTS.get(opening.protocol, frozenset()) if opening.source in self.cluster else frozenset()
        return opening.beyond(self.allowed | private)

    def described(self, opening: Opening) -> str:
        """Return a rule as printed, on a cluster with the addresses that it lets in."""
        return f"{opening.row} from {opening.source}" if self.cluster else opening.row


def check(site: Site) -> Verdict:
    """Judge the firewall from the facts that the host has collected."""
    facts, containers = site.facts, site.containers
    nginx, ocr = containers.get("nginx"), containers.get("ocr")
    ssh = {int(port) for port in re.findall(r"^port (\d+)", facts["sshd"].output, re.MULTILINE)}
    web = set(nginx.host_ports.values()) if nginx else set()
    cluster = frozenset(facts["cluster"].output.replace(",", " ").split())
    return judge(
        Host(
            allowed=frozenset({HTTP_PORT, HTTPS_PORT} | (ssh or {SSH_PORT}) | web),
            ocr_port=(ocr.host_ports.get(f"{OCR_PORT}/tcp") if ocr else None) or OCR_PORT,
            published=read_published(facts["published"]),
            listening=frozenset(listening(facts["sockets"])),
            closures=closures(facts["nftables"], facts["docker_user"], facts["docker_user6"]),
            ufw=facts["ufw"],
            cluster=cluster,
            exposed=frozenset(listening(facts["sockets"], cluster) & SWARM_PORTS["tcp"]) if cluster else frozenset(),
        )
    )


def judge(host: Host) -> Verdict:
    """Return the verdict: fail on ports that are certainly open, else judge the rules of UFW if they could be read."""
    if faults := [*ocr_faults(host), *published_faults(host)]:
        return failed("; ".join(faults), f"publish it on 127.0.0.1 only; {NEXT}")
    if host.exposed:
        ports = ", ".join(map(str, sorted(host.exposed)))
        return failed(
            f"Swarm listens on more than the private network: {ports}",
            f"make cluster-leave, then make cluster-init; {NEXT}",
        )
    if not host.published:
        return not_checked("Docker reports no running container", "make up, then make gates")
    if not host.ufw.ok:
        return unseen(host)
    ufw = read_ufw(host.ufw.output)
    if not ufw.active:
        return failed("UFW is inactive", f"ufw allow 22/tcp, then ufw enable; {NEXT}")
    if ufw.incoming not in ("deny", "reject"):
        return failed(f"UFW lets in what no rule names ({ufw.incoming})", f"ufw default deny incoming; {NEXT}")
    if extra := [host.described(opening) for opening in ufw.openings if host.lets_in_too_much(opening)]:
        return failed(
            f"UFW lets in {', '.join(dict.fromkeys(extra))}", f"ufw status numbered, ufw delete NUMBER; {NEXT}"
        )
    rows = dict.fromkeys(
        opening.row.removesuffix(" (v6)") + (" from the cluster" if opening.beyond(host.allowed) else "")
        for opening in ufw.openings
    )
    return passed(f"UFW denies all but {', '.join(rows)}; {host.ocr_port} on loopback only")


def unseen(host: Host) -> Verdict:
    """Return the verdict that UFW could not be read, with the reason and the ports that listen."""
    ports = ", ".join(map(str, sorted(host.listening))) or "nothing"
    figure = f"{host.ocr_port} on loopback only; listening on all addresses: {ports}"
    if host.ufw.status == NO_COMMAND:
        front = "a firewall in front can't be seen from here"
        if host.cluster:
            front += ": it must close 2377/tcp, 7946 and 4789/udp to all but the cluster"
        return not_checked(f"no UFW here; {figure}", f"{front}; {NEXT}")
    return not_checked(f"the state of UFW is unknown: {host.ufw.complaint}; {figure}", "repeat make gates as root")


def ocr_faults(host: Host) -> list[str]:
    """Find ways to the OCR service past the edge."""
    addresses = {
        published.address
        for published in host.published
        if published.container_port == OCR_PORT and not published.local
    }
    if not addresses and host.ocr_port in host.listening:
        addresses.add("more than loopback addresses")
    return [f"the OCR service is published on {', '.join(sorted(addresses))}"] if addresses else []


def published_faults(host: Host) -> list[str]:
    """Find other ports of containers that Docker opens, in front of UFW, and nothing closes."""
    found: dict[str, list[str]] = {}
    for published in host.published:
        harmless = published.local or published.port in host.allowed or published.container_port == OCR_PORT
        if harmless or any(closure.closes(published.port, published.version) for closure in host.closures):
            continue
        found.setdefault(published.container, []).append(f"{published.port}/{published.protocol}")
    # most ports are open for IPv4 and IPv6
    return [f"{container} publishes {', '.join(dict.fromkeys(ports))}" for container, ports in found.items()]
