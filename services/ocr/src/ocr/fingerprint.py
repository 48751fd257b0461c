"""Fingerprint by which duplicates are found: the file's digest, a hash of its print, a key of its facts."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

import numpy as np

from ocr.model import Facts, Field, Fingerprint, Line
from ocr.receipt import ACCEPT

T = TypeVar("T")

# Two files show the same receipt if their perceptual hashes differ in no more bits. Measured by bench/duplicates.py: two
# photographs of a receipt differ in 0 to 29, receipts of one shop in 47 and more.
SAME_BITS = 32

HASH_BYTES = 32
GRAM = 3
# A shop prints most of its words on every receipt, and hardly a number on two: with less, receipts of one shop are closer
NUMBER_WEIGHT = 8
NUMBER = re.compile(r"\d[\d.,:/-]*\d")


def fingerprint(data: bytes, lines: Iterable[Line], facts: Facts) -> Fingerprint:
    """Return the fingerprint of a file, of the print on its pages, and of the facts of its first receipt."""
    return Fingerprint(sha256=hashlib.sha256(data).hexdigest(), perceptual=print_hash(lines), key=key(facts))


def print_hash(lines: Iterable[Line]) -> str | None:
    """Hash what is printed, so that like prints have hashes that differ in few bits (SimHash); None where there is nothing.

    Of pixels it knows nothing: what light, angle and camera make of a print changes no bit as long as it is read alike.
    """
    weights = dict(weighted(lines))
    if not weights:
        return None
    digests = b"".join(hashlib.blake2b(each.encode(), digest_size=HASH_BYTES).digest() for each in weights)
    bits = np.unpackbits(np.frombuffer(digests, np.uint8)).reshape(len(weights), 8 * HASH_BYTES)
    # each has a vote on every bit, for 1 or for 0
    votes = np.array(list(weights.values())) @ (2 * bits.astype(np.int32) - 1)
    return np.packbits(votes > 0).tobytes().hex()


def weighted(lines: Iterable[Line]) -> Iterator[tuple[str, int]]:
    """Yield the features of a print with their weights: any three characters in a row, and its numbers.

    Without spaces, which are read now and then.
    """
    for line in lines:
        text = bare(line.text)
        yield from ((text[start : start + GRAM], 1) for start in range(len(text) - GRAM + 1))
        yield from ((f"#{bare(number)}", NUMBER_WEIGHT) for number in NUMBER.findall(line.text))


def key(facts: Facts) -> str | None:
    """Hash seller, date, total and receipt number; None where one of them is not sure."""
    seller, total = sure(facts.bir.tin) or sure(facts.merchant), sure(facts.totals.total_amount)
    parts = [seller, sure(facts.date), total, sure(facts.receipt_number)]
    if total is None or None in parts:
        return None
    seller, date, amount, number = (bare(str(part)) for part in parts)
    # a refund may have the number of its purchase
    amount = f"-{amount}" if total < 0 else amount
    return hashlib.sha256(f"{seller}\n{date}\n{amount}\n{number}".encode()).hexdigest()


def sure(field: Field[T] | None) -> T | None:
    """Return the value of a field that no person needs to check."""
    return field.value if field and field.confidence >= ACCEPT else None


def bare(text: str) -> str:
    """Return the letters and digits of a text, in capitals."""
    return "".join(char for char in text.upper() if char.isalnum())
