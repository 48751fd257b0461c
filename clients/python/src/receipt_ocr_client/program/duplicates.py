"""Which files of a batch show the same receipt, by the fingerprints that the service gives."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# docs/api.md of the service: more bits differ between any two receipts
PERCEPTUAL_BITS = 32

Fingerprint = Mapping[str, Any]


def duplicates(files: Iterable[tuple[Path, Fingerprint | None]]) -> dict[Path, Path]:
    """Return for each duplicate the first file that shows the same; empty where the service gives no fingerprints."""
    firsts: list[tuple[Path, Fingerprint]] = []
    found: dict[Path, Path] = {}
    for path, fingerprint in files:
        if fingerprint is None:
            continue
        first = next((known for known, other in firsts if alike(fingerprint, other)), None)
        if first is None:
            firsts.append((path, fingerprint))
        else:
            found[path] = first
    return found


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two fingerprints are of one receipt: any of the three parts is enough."""
    if any(one.get(part) is not None and one.get(part) == other.get(part) for part in ("sha256", "key")):
        return True
    prints = one.get("perceptual"), other.get("perceptual")
    return None not in prints and differing_bits(*map(str, prints)) <= PERCEPTUAL_BITS


def differing_bits(one: str, other: str) -> int:
    """Count the bits that differ between two numbers in hex digits."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
