"""Numbers that tax rules require on receipts, invented: TIN, MIN, permits, accreditations, serial numbers."""

import datetime
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Tin:
    """A taxpayer's number: nine digits, and the branch code of three to five."""

    digits: str
    branch: str

    @property
    def dashed(self) -> str:
        return "-".join(triple(self.digits))


def triple(digits: str) -> tuple[str, str, str]:
    """Return nine digits in the groups of three that people write."""
    return digits[:3], digits[3:6], digits[6:]


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def tin(rng: random.Random, *, branch_digits: int = 5) -> Tin:
    """Invent a TIN in ranges that, as far as is known, are not given out: 05x-09x to companies, 8xx to people."""
    first = rng.choice((f"0{rng.randint(50, 99)}", f"0{rng.randint(50, 99)}", str(rng.randint(810, 889))))
    branch = 0 if rng.random() < 0.6 else rng.randint(1, 240)
    return Tin(first + digits(rng, 6), f"{branch:0{branch_digits}}")


def machine_number(rng: random.Random, installed: datetime.date) -> str:
    """Return a Machine Identification Number: 17 digits that open with the day it was given, or 9 on old machines."""
    return digits(rng, 9) if rng.random() < 0.2 else f"{installed:%y%m%d}{digits(rng, 11)}"


def machine_serial(rng: random.Random) -> str:
    return rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") + rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") + digits(rng, 6)


def permit_to_use(rng: random.Random, issued: datetime.date) -> str:
    district = f"{rng.randint(1, 127):03}"
    if rng.random() < 0.2:
        return f"{digits(rng, 4)}-{district}-{digits(rng, 6)}-{rng.randint(0, 40):03}"
    return f"FP{issued:%m%Y}-{district}-{digits(rng, 7)}-{rng.randint(0, 300):05}"


def accreditation(rng: random.Random, supplier: Tin, issued: datetime.date) -> str:
    """Return a POS supplier's accreditation number, which repeats the supplier's TIN as real ones do."""
    district = f"{rng.randint(1, 127):03}"
    if rng.random() < 0.3:
        return f"{district}-{supplier.digits}-{digits(rng, 6)}"
    return f"{district}{supplier.digits}{issued:%Y%m}{digits(rng, 4)}"


def authority_to_print(rng: random.Random, issued: datetime.date) -> str:
    if rng.random() < 0.3:
        return f"{rng.randint(1, 9)}AU000{digits(rng, 7)}"
    return f"{rng.randint(1, 127):03}AU{issued:%Y}{rng.randint(1, 99999):010}"


def printer_accreditation(rng: random.Random, issued: datetime.date) -> str:
    return f"{rng.randint(1, 127):03}MP{issued:%Y}{rng.randint(1, 999):010}"


def serial(rng: random.Random, width: int = 6) -> str:
    """Return the running number of a document, zero-padded."""
    return f"{rng.randint(1, 10 ** (width - 1) - 1):0{width}}"


def barcode(rng: random.Random) -> str:
    return rng.choice(("480", "480", "955", "490")) + digits(rng, 10)
