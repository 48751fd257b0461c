"""Find files of a batch that show the same receipt, by the fingerprints that the service gives."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

# docs/api.md of the service: more bits differ between any two receipts
PERCEPTUAL_BITS = 32

Fingerprint = Mapping[str, Any]


class Mark(NamedTuple):
    """A fingerprint that is compared with many others."""

    sha256: str | None
    key: str | None
    perceptual: int | None


def duplicates(files: Iterable[tuple[Path, Fingerprint | None]]) -> dict[Path, Path]:
    """Return for each duplicate the first file that shows the same; empty where the service gives no fingerprints."""
    firsts: list[tuple[Path, Mark]] = []
    found: dict[Path, Path] = {}
    for path, fingerprint in files:
        if fingerprint is None:
            continue
        one = mark(fingerprint)
        first = next((known for known, other in firsts if alike(one, other)), None)
        if first is None:
            firsts.append((path, one))
        else:
            found[path] = first
    return found


def mark(fingerprint: Fingerprint) -> Mark:
    """Return what is compared of a fingerprint."""
    perceptual = fingerprint.get("perceptual")
    return Mark(
        fingerprint.get("sha256"), fingerprint.get("key"), None if perceptual is None else int(str(perceptual), 16)
    )


def alike(one: Mark, other: Mark) -> bool:
    """Tell whether two fingerprints are of one receipt: any of the three parts is enough."""
    if one.sha256 is not None and one.sha256 == other.sha256:
        return True
    if one.key is not None and one.key == other.key:
        return True
    if one.perceptual is None or other.perceptual is None:
        return False
    return (one.perceptual ^ other.perceptual).bit_count() <= PERCEPTUAL_BITS
