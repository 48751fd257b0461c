"""Draw the containers, their networks and their volumes as compose.yaml states them: docs/images/containers.svg.

Rows are containers. To their left stand the networks as lines, to their right the volumes; a full dot writes, a hollow one reads.
"""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Self

import yaml

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/images/containers.svg"
# From requests to what watches over them
ORDER = ("nginx", "ocr", "certbot", "fail2ban", "healthcheck")
HOST = "host's network"

ROW, LANE, BOX, TOP = 84, 46, 240, 150
LEFT = 230
BOX_HEIGHT = 62
DOT = 6
COLOURS = {"edge": "#c2571a", "inside": "#1a6fc2", HOST: "#6b6b6b"}
VOLUME_COLOUR = "#3b7d3b"
BOX_COLOUR = "#f2f2f2"


@dataclass(frozen=True)
class Container:
    """A container as it is drawn: what it joins, publishes, writes and reads, and its limits in words."""

    name: str
    user: str
    networks: tuple[str, ...]
    ports: tuple[str, ...]
    writes: frozenset[str]
    reads: frozenset[str]
    limits: str

    @property
    def joins(self) -> frozenset[str]:
        """Networks and volumes, by their names."""
        return frozenset(self.networks) | self.writes | self.reads

    @classmethod
    def of(cls, name: str, service: dict[str, Any]) -> Self:
        """Return the container that a service of a Compose file makes."""
        mounts = [mount.split(":") for mount in service.get("volumes", ())]
        user = str(service.get("user", "root")).partition(":")[0]
        capabilities = "".join(f", {each}" for each in service.get("cap_add", ()))
        return cls(
            name,
            ("root" if user == "root" else f"user {user}") + capabilities,
            tuple(service.get("networks", ())) or (HOST,),
            tuple(default(port) for port in service.get("ports", ())),
            frozenset(source for source, _, *mode in mounts if mode != ["ro"]),
            frozenset(source for source, _, *mode in mounts if mode == ["ro"]),
            f"{default(service['mem_limit'])} memory, {default(service['cpus'])} CPU",
        )


def default(value: object) -> str:
    """Return a value with the defaults of its variables put in: ${OCR_PORT:-8100} is 8100."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", str(value))


def containers(compose: Path = ROOT / "compose.yaml") -> list[Container]:
    """Return the containers of a Compose file from top to bottom."""
    services = yaml.safe_load(compose.read_text())["services"]
    known = [name for name in ORDER if name in services]
    return [Container.of(name, services[name]) for name in known + sorted(set(services) - set(known))]


def draw(rows: list[Container]) -> str:
    """Return the picture as SVG."""
    networks = list(dict.fromkeys(name for row in rows for name in row.networks))
    volumes = list(dict.fromkeys(name for row in rows for name in sorted(row.writes | row.reads)))
    box = LEFT + LANE * len(networks)
    network_at = {name: LEFT + LANE * number for number, name in enumerate(networks)}
    volume_at = {name: box + BOX + LANE * (number + 1) for number, name in enumerate(volumes)}
    width, height = box + BOX + LANE * len(volumes) + 130, TOP + ROW * len(rows) + 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for name, x in (network_at | volume_at).items():
        used = [levels(row, y(number), list(volume_at))[name] for number, row in enumerate(rows) if name in row.joins]
        parts += lane(name, x, max(used), COLOURS.get(name, VOLUME_COLOUR))
    for number, row in enumerate(rows):
        parts += drawn(row, y(number), box, network_at, volume_at)
    parts += legend(LEFT, height - 16)
    return "\n".join([*parts, "</svg>\n"])


def y(number: int) -> int:
    """Return the height of the middle of a row."""
    return TOP + ROW * number + BOX_HEIGHT // 2


def levels(row: Container, middle: int, volumes: list[str]) -> dict[str, int]:
    """Return the heights at which a container joins its networks and volumes, those of each side below each other."""
    used = [name for name in volumes if name in row.joins]
    return {
        name: middle + round(apart * (number - (len(names) - 1) / 2))
        for names, apart in ((row.networks, 20), (used, 8))
        for number, name in enumerate(names)
    }


def lane(name: str, x: int, end: int, colour: str) -> list[str]:
    """Return the line of a network or a volume, from its name to `end`, where the last container joins it."""
    return [
        f'<text x="{x}" y="{TOP - 14}" fill="{colour}" transform="rotate(-45 {x} {TOP - 14})">{escape(name)}</text>',
        f'<path d="M{x} {TOP - 8}V{end}" stroke="{colour}" stroke-width="2" fill="none"/>',
    ]


def drawn(row: Container, middle: int, box: int, network_at: dict[str, int], volume_at: dict[str, int]) -> list[str]:
    """Return a container, what joins it to its lanes, and its ports."""
    parts = []
    for name, level in levels(row, middle, list(volume_at)).items():
        if name in network_at:
            parts += joined(network_at[name], box, level, COLOURS.get(name, "black"), full=True)
        else:
            parts += joined(volume_at[name], box + BOX, level, VOLUME_COLOUR, full=name in row.writes)
    parts += [
        (
            f'<rect x="{box}" y="{middle - BOX_HEIGHT // 2}" width="{BOX}" height="{BOX_HEIGHT}" rx="6" fill="{BOX_COLOUR}" '
            'stroke="black"/>'
        ),
        f'<text x="{box + 12}" y="{middle - 11}" font-weight="bold">{escape(row.name)}</text>',
        f'<text x="{box + 12}" y="{middle + 6}">{escape(row.user)}</text>',
        f'<text x="{box + 12}" y="{middle + 22}">{escape(row.limits)}</text>',
    ]
    for number, port in enumerate(row.ports):
        level = middle + 18 * number - 9 * (len(row.ports) - 1) + 4
        parts.append(
            f'<text x="{LEFT - 24}" y="{level}" text-anchor="end">{escape(" → ".join(port.rsplit(":", 1)))} ▸</text>'
        )
    return parts


def joined(x: int, side: int, level: int, colour: str, *, full: bool) -> list[str]:
    """Return a dot on a lane, and the line from it to the side of a box."""
    return [
        f'<path d="M{x} {level}H{side}" stroke="{colour}" fill="none"/>',
        f'<circle cx="{x}" cy="{level}" r="{DOT}" fill="{colour if full else "white"}" stroke="{colour}" stroke-width="2"/>',
    ]


def legend(x: int, level: int) -> list[str]:
    """Return what the dots mean."""
    return [
        (
            f'<text x="{x}" y="{level}" fill="#444">published port ▸ container port · left: networks · right: volumes, '
            "● written, ○ read</text>"
        )
    ]


if __name__ == "__main__":
    PICTURE.write_text(draw(containers()))
