"""Ports left open by the rules for forwarded packets, which apply to Docker's ports where UFW's do not."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gates.facts import Fact

VERSIONS = {"inet": frozenset({4, 6}), "ip": frozenset({4}), "ip6": frozenset({6})}
# Those of containers and of the machine itself: what comes in there comes from nobody outside.
OWN_INTERFACE = re.compile(r"lo|docker(\d+|\*)|br-[\w*]+")
# In DOCKER-USER: answers, this machine's own networks, and one port of the host.
ANSWERS = re.compile(r"-m (conntrack --ctstate|state --state) (RELATED,ESTABLISHED|ESTABLISHED,RELATED)")
OWN_NETWORK = re.compile(rf"-i ({OWN_INTERFACE.pattern}|br-\+|docker\+)")
ONE_PORT = re.compile(r"--ctorigdstport (\d+)")
# Not what one interface alone brings: a server may have a second one.
DROP_ALL = re.compile(rf"(! {OWN_NETWORK.pattern} )?-j (DROP|REJECT)( --reject-with \S+)?")


@dataclass(frozen=True)
class Closure:
    """Rules that drop what comes from outside for any but these ports of the host."""

    versions: frozenset[int]
    open_ports: frozenset[int]

    def closes(self, port: int, version: int) -> bool:
        """Return whether nobody outside reaches a port over a version of the Internet Protocol."""
        return version in self.versions and port not in self.open_ports


def closures(nftables: Fact, docker_user: Fact, docker_user6: Fact) -> list[Closure]:
    """Return all closures, of nftables' chains and of Docker's chain for its users; a rule not understood closes nothing."""
    found = [
        *of_nftables(nftables.output),
        of_docker_user(docker_user.output, 4),
        of_docker_user(docker_user6.output, 6),
    ]
    return [closure for closure in found if closure]


def of_nftables(ruleset: str) -> list[Closure]:
    """Return a closure for each forward chain that drops by policy and is understood, from `nft --json list ruleset`."""
    entries = json.loads(ruleset)["nftables"] if ruleset.strip() else []
    rules = [entry["rule"] for entry in entries if "rule" in entry]
    found = []
    for chain in (entry["chain"] for entry in entries if "chain" in entry):
        if (chain.get("hook"), chain.get("policy")) != ("forward", "drop") or chain["family"] not in VERSIONS:
            continue
        place = (chain["family"], chain["table"], chain["name"])
        of_chain = [rule["expr"] for rule in rules if (rule["family"], rule["table"], rule["chain"]) == place]
        ports = _union(_opened(expressions) for expressions in of_chain)
        if ports is not None:
            found.append(Closure(VERSIONS[chain["family"]], ports))
    return found


def of_docker_user(rules: str, version: int) -> Closure | None:
    """Return the closure of `iptables --list-rules DOCKER-USER`: the ports let through before all else is dropped.

    None where not all else is dropped, or a rule before that may open any port.
    """
    opened: list[frozenset[int] | None] = []
    for line in rules.splitlines():
        rule = line.removeprefix("-A DOCKER-USER ")
        if rule == line:
            continue
        if DROP_ALL.fullmatch(rule):
            ports = _union(opened)
            return None if ports is None else Closure(frozenset({version}), ports)
        if not rule.endswith(("-j RETURN", "-j ACCEPT")):
            # a drop of less opens nothing; a jump leads who knows where
            opened.append(frozenset() if re.search("-j (DROP|REJECT)", rule) else None)
        elif port := ONE_PORT.search(rule):
            opened.append(frozenset({int(port[1])}))
        else:
            opened.append(frozenset() if ANSWERS.search(rule) or OWN_NETWORK.search(rule) else None)
    return None


def _opened(expressions: list[dict[str, Any]]) -> frozenset[int] | None:
    """Return the ports that a rule lets strangers reach; None: whatever it may be."""
    if not any(
        verdict in expression for expression in expressions for verdict in ("accept", "jump", "goto", "vmap", "xt")
    ):
        return frozenset()
    ports: frozenset[int] | None = None
    for match in (expression["match"] for expression in expressions if "match" in expression):
        left, right = match["left"], match["right"]
        if match["op"] == "!=":
            continue
        if _is_harmless(left, right):
            return frozenset()
        if left.get("ct") == {"key": "proto-dst", "dir": "original"}:
            ports = frozenset(_numbers(right))
    return ports


def _is_harmless(left: dict[str, Any], right: object) -> bool:
    if left.get("ct", {}).get("key") == "state":
        states = right if isinstance(right, list) else right["set"] if isinstance(right, dict) else [right]
        return set(states) <= {"established", "related"}
    return left.get("meta", {}).get("key") == "iifname" and bool(OWN_INTERFACE.fullmatch(str(right)))


def _numbers(right: Any) -> Iterable[int]:  # noqa: ANN401 - a number, a range, or a set of them
    for element in right["set"] if isinstance(right, dict) and "set" in right else [right]:
        low, high = element["range"] if isinstance(element, dict) else (element, element)
        yield from range(low, high + 1)


def _union(parts: Iterable[frozenset[int] | None]) -> frozenset[int] | None:
    united: frozenset[int] = frozenset()
    for part in parts:
        if part is None:
            return None
        united |= part
    return united
