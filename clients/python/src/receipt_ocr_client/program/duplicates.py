"""Detection of files in a batch that show the same receipt, by the fingerprints that the service gives."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

# docs/api.md of the service: more bits differ between any two receipts
PERCEPTUAL_BITS = 32

Fingerprint = Mapping[str, Any]


class Mark(NamedTuple):
    """A fingerprint that is compared with many others, and the receipt's number if it is sure."""

    sha256: str | None
    key: str | None
    perceptual: int | None
    number: str | None


def duplicates(files: Iterable[tuple[Path, Fingerprint | None, str | None]]) -> dict[Path, Path]:
    """Return for each duplicate the first file that shows the same; empty where the service gives no fingerprints.

    A file comes with its fingerprint and the number of its receipt, None where that is not sure.
    """
    firsts: list[tuple[Path, Mark]] = []
    found: dict[Path, Path] = {}
    for path, fingerprint, number in files:
        if fingerprint is None:
            continue
        one = mark(fingerprint, number)
        first = next((known for known, other in firsts if alike(one, other)), None)
        if first is None:
            firsts.append((path, one))
        else:
            found[path] = first
    return found


def mark(fingerprint: Fingerprint, number: str | None) -> Mark:
    """Return the mark by which a file is compared; of the receipt's number it keeps letters and digits, as the key does."""
    perceptual = fingerprint.get("perceptual")
    return Mark(
        fingerprint.get("sha256"),
        fingerprint.get("key"),
        None if perceptual is None else int(str(perceptual), 16),
        "".join(filter(str.isalnum, number or "")).upper() or None,
    )


def alike(one: Mark, other: Mark) -> bool:
    """Return whether two files show one receipt: any part of the fingerprint is enough, unless their numbers differ.

    Sheets of one pad have all but their number in common.
    """
    if one.sha256 is not None and one.sha256 == other.sha256:
        return True
    if one.number and other.number and one.number != other.number:
        return False
    if one.key is not None and one.key == other.key:
        return True
    if one.perceptual is None or other.perceptual is None:
        return False
    return (one.perceptual ^ other.perceptual).bit_count() <= PERCEPTUAL_BITS
