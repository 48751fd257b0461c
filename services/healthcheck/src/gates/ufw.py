"""Rules of UFW, from what `ufw status verbose` prints."""

import re
from dataclasses import dataclass

ROW = re.compile(r"^(?P<to>\S.*?)\s{2,}(?P<action>(?:ALLOW|LIMIT) IN)\s+(?P<source>\S.*)$", re.MULTILINE)
LOCAL_INTERFACE = re.compile(r"on (lo|docker\d+|br-\w+)\b")
# Of a rule that names no port.
EVERY_PORT = range(1, 65536)


@dataclass(frozen=True)
class Opening:
    """A rule that lets something in: the row as printed, the ports, tcp or udp or "" for both, and whom."""

    row: str
    ports: tuple[range, ...]
    protocol: str = ""
    source: str = ""

    def beyond(self, ports: frozenset[int]) -> bool:
        """Return whether it opens anything but these ports."""
        return any(port not in ports for opened in self.ports for port in opened)


@dataclass(frozen=True)
class Ufw:
    """The state of the firewall: whether it is on, what happens to incoming packets, and the rules that let some in."""

    active: bool
    incoming: str
    openings: tuple[Opening, ...]


def read_ufw(text: str) -> Ufw:
    """Read the output of `ufw status verbose`; rules for this machine's own interfaces let nobody in."""
    default = re.search(r"^Default: (\w+) \(incoming\)", text, re.MULTILINE)
    openings = [
        _opening(row["to"], row["source"]) for row in ROW.finditer(text) if not LOCAL_INTERFACE.search(row["to"])
    ]
    return Ufw(
        active=bool(re.search(r"^Status: active", text, re.MULTILINE)),
        incoming=default[1] if default else "",
        openings=tuple(openings),
    )


def _opening(to: str, source: str) -> Opening:
    # 22/tcp (OpenSSH (v6)), 10.0.0.5 80,443/tcp, 6000:6007/tcp on eth0, Anywhere
    word, _, protocol = re.sub(r" on \S+| \(.*$", "", to).split()[-1].partition("/")
    # 10.0.0.2, Anywhere (v6), 10.0.0.2    # a comment
    return Opening(" ".join(to.split()), _ports(word), protocol, source.split(maxsplit=1)[0])


def _ports(word: str) -> tuple[range, ...]:
    if not re.fullmatch(r"[\d,:]+", word):
        return (EVERY_PORT,)
    ends = [part.split(":") for part in word.split(",")]
    return tuple(range(int(end[0]), int(end[-1]) + 1) for end in ends)
