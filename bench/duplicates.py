#!/usr/bin/env python3
"""Measure how well fingerprints detect duplicates: pictures of one receipt against receipts of one shop.

    python -m bench.duplicates [--layouts grocery_vat fuel_station] [--receipts 200] [--labelled]

Of each layout so many receipts of one shop are drawn and each photographed twice, by hand over a table, then read. `--labelled`
reads the labelled ones as well and compares those of one merchant. Run from the repository with
services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from bench.labelled import Labelled, labels, picture
from bench.report import machine, quantile
from ocr.app import create_pipeline, load_engine
from ocr.fingerprint import SAME_BITS, bare, sure
from ocr.model import Fingerprint
from ocr.settings import Settings
from tests.support.receipts import draw

SHOP = 1
SHOTS = (1, 2)


@dataclass(frozen=True)
class Taken:
    """Fingerprint of a file from its answer, and the number of its one receipt if that is sure."""

    fingerprint: Fingerprint
    number: str | None


class Reader:
    """A reader that takes fingerprints as the service does."""

    def __init__(self) -> None:
        """Load the models."""
        settings = Settings.from_env(os.environ)
        self._engine = load_engine(settings)
        self._pipeline = create_pipeline(settings)

    def take(self, data: bytes) -> Taken:
        """Read a picture and return what duplicates are recognised by."""
        receipt = self._pipeline.read(data, self._engine)
        number = sure(receipt.facts.receipt_number) if len(receipt.purchases) == 1 else None
        return Taken(receipt.fingerprint, bare(number) if number else None)

    def of_shop(self, layout: str, receipts: int) -> Iterator[tuple[Taken, Taken]]:
        """Yield the fingerprints of two pictures of each receipt of a shop."""
        for seed in range(1, receipts + 1):
            pictures = (draw(layout, seed, level="phone", shop=SHOP, shot=shot) for shot in SHOTS)
            first, second = (self.take(each.jpeg()) for each in pictures)
            yield first, second


@dataclass(frozen=True)
class Compared:
    """Two files: the bits in which their print differs, whether they have one key, and whether two numbers that are sure."""

    bits: int
    key: bool
    numbers_differ: bool

    @classmethod
    def of(cls, one: Taken, other: Taken) -> "Compared":
        """Compare two files as docs/api.md says."""
        bits, a, b = 8 * 32, one.fingerprint, other.fingerprint
        if a.perceptual and b.perceptual:
            bits = (int(a.perceptual, 16) ^ int(b.perceptual, 16)).bit_count()
        numbers_differ = bool(one.number and other.number) and one.number != other.number
        return cls(bits, a.key is not None and a.key == b.key, numbers_differ)

    @property
    def duplicate(self) -> bool:
        """Return whether the two are of one receipt."""
        return not self.numbers_differ and (self.key or self.bits <= SAME_BITS)


def report(same: Sequence[Compared], different: Sequence[Compared]) -> None:
    """Print how many are found and how many alarms are false, by print, by key, and by either with the numbers."""
    for name, pairs in (("the same receipt", same), ("others of the shop", different)):
        if not pairs:
            continue
        bits = [pair.bits for pair in pairs]
        share = {
            "print": sum(each <= SAME_BITS for each in bits) / len(pairs),
            "key": sum(pair.key for pair in pairs) / len(pairs),
            "either, numbers allowing": sum(pair.duplicate for pair in pairs) / len(pairs),
        }
        print(
            f"  {name}: {len(pairs)} pairs; said to be one by "
            + ", ".join(f"{how} {value:.4f}" for how, value in share.items())
            + f"; bits {min(bits)} to {max(bits)}, median {quantile(bits, 0.5):.0f}",
            flush=True,
        )


def main() -> None:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layouts", nargs="*", default=["grocery_vat", "fuel_station"], help="a shop of each")
    parser.add_argument("--receipts", type=int, default=200, help="so many of each shop")
    parser.add_argument("--labelled", action="store_true", help="the labelled receipts as well")
    args = parser.parse_args()
    reader = Reader()
    print(machine())
    for layout in args.layouts:
        taken = list(reader.of_shop(layout, args.receipts))
        print(f"{layout}, one shop")
        report(
            [Compared.of(*shots) for shots in taken],
            [Compared.of(a, b) for one, other in combinations(taken, 2) for a, b in product(one, other)],
        )
    if args.labelled:
        shops = defaultdict(list)
        for file, label in labels().items():
            shops[Labelled(file, (), label).merchant].append((file, reader.take(picture(file).read_bytes())))
        print("labelled, merchants with more than one; pairs that are said to be one receipt:")
        pairs = [(a, b) for shop in shops.values() for a, b in combinations(shop, 2)]
        for (file, one), (other, two) in pairs:
            if Compared.of(one, two).duplicate:
                print(f"    {file} {other}")
        report([], [Compared.of(one, two) for (_, one), (_, two) in pairs])


if __name__ == "__main__":
    main()
