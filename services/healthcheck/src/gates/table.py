"""The eight gates, in the order of their numbers and in the order in which they are run."""

from collections.abc import Callable
from dataclasses import dataclass

from gates import bans, firewall, headers, latency, rate, rotation, smoke, tls
from gates.site import Site
from gates.verdict import Verdict, failed


@dataclass(frozen=True)
class Gate:
    """A gate: its number and name, what it requires, and the function that checks."""

    number: int
    name: str
    threshold: str
    check: Callable[[Site], Verdict]


GATES = (
    Gate(1, "latency", "p95 ≤ 30 s, /health ok", latency.check),
    Gate(2, "smoke receipt", "merchant, date, total right, each ≥ 0.60", smoke.check),
    Gate(3, "certificate", "valid; renewal scheduled and works", tls.check),
    Gate(4, "security headers", "each present, right, once", headers.check),
    Gate(5, "firewall", "only SSH, HTTP, HTTPS; not 8100", firewall.check),
    Gate(6, "rate limit", "5 a second, burst 20, then 429", rate.check),
    Gate(7, "fail2ban", "active, bans reach the firewall", bans.check),
    Gate(8, "log rotation", "weekly, 8 kept; all logs bounded", rotation.check),
)
# The sample first, as latency judges its seconds too. Refusals early: fail2ban reads of them while it ignores us.
ORDER = (2, 6, 1, 3, 4, 5, 7, 8)


def verdicts(site: Site) -> dict[Gate, Verdict]:
    """Run every gate; one that gets no answer fails."""
    gates = {gate.number: gate for gate in GATES}
    found = {number: verdict(gates[number], site) for number in ORDER}
    return {gate: found[gate.number] for gate in GATES}


def verdict(gate: Gate, site: Site) -> Verdict:
    """Run one gate, whatever happens."""
    try:
        return gate.check(site)
    except OSError as error:
        return failed(f"no answer: {error}", "make status says which service is down; make up")
    except Exception as error:  # noqa: BLE001 - an answer that makes no sense fails its gate, not the others
        return failed(f"the answer makes no sense: {type(error).__name__}: {error}", "make status; make logs")
