"""Hostile files, one for each number: the same seed and number give the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from ocr.image.kind import Kind
from tests.support.fuzz import heif, jpeg, pdf, png, tiff, webp
from tests.support.fuzz.damage import KINDS, OF_ANY_KIND, Mutation
from tests.support.fuzz.originals import originals

# What is larger is refused before it is looked at
LIMIT_BYTES = 10_000_000

OF_A_KIND: Mapping[Kind, Mapping[str, Mutation]] = {
    "JPEG": jpeg.MUTATIONS,
    "PNG": png.MUTATIONS,
    "WEBP": webp.MUTATIONS,
    "TIFF": tiff.MUTATIONS,
    "HEIF": heif.MUTATIONS,
    "PDF": pdf.MUTATIONS,
}
ALL: list[tuple[Kind, str, Mutation]] = [
    (kind, name, mutation) for kind in KINDS for name, mutation in {**OF_ANY_KIND, **OF_A_KIND[kind]}.items()
]
# In no order, so that each part of a run has some of every kind, and those that take long do not wait for each other
MUTATIONS = tuple(Random(0).sample(ALL, len(ALL)))


@dataclass(frozen=True)
class HostileFile:
    """A file: its original, and how it was changed."""

    number: int
    kind: Kind
    mutation: str
    data: bytes

    @property
    def name(self) -> str:
        """Name what was done."""
        return f"{self.kind} {self.mutation}"


def hostile_file(seed: int, number: int) -> HostileFile:
    """Create a file; the mutations take turns."""
    chance = Random(f"{seed} {number}")
    kind, name, mutation = MUTATIONS[number % len(MUTATIONS)]
    return HostileFile(number, kind, name, mutation(chance, chance.choice(originals(kind)))[:LIMIT_BYTES])
