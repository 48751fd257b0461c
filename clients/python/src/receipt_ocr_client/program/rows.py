"""Rows of the output table: one for each receipt of a file, with what a person should know about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, cast

from receipt_ocr_client.program.files import File
from receipt_ocr_client.program.journal import Journal

# Where each column is in a receipt of the answer
FIELDS: dict[str, tuple[str, ...]] = {
    "merchant": ("merchant",),
    "date": ("date",),
    "time": ("time",),
    "currency": ("currency",),
    "total": ("totals", "total_amount"),
    "subtotal": ("totals", "subtotal"),
    "tax": ("totals", "tax_amount"),
    "document_type": ("document_type",),
    "receipt_number": ("receipt_number",),
    "payment_method": ("payment_method",),
    "tin": ("bir", "tin"),
    "address": ("address",),
}
AMOUNTS = frozenset({"total", "subtotal", "tax"})
# An expense cannot do without them
NEEDED = ("merchant", "date", "total")
# docs/api.md: accept above, ask a person below
SURE = 0.9
# Shown, but no reason to doubt what is above SURE: of 45 dark receipts, drawn, 42 were so in all NEEDED, and right. Of blurred
# and glaring ones 3 of 51 were wrong above it; all other warnings speak of what was not read, or of no single receipt.
HARMLESS = frozenset({"dark"})

Status = Literal["sure", "unsure", "corrected", "failed"]


@dataclass(frozen=True)
class Row:
    """A receipt of a file, or a file that was not read; `number` counts the receipts of the file from 0.

    `remarks` say why it is unsure or failed, and what the service says of the picture.
    """

    path: Path
    sha256: str | None
    status: Status
    remarks: tuple[str, ...] = ()
    number: int = 0
    of: int = 1
    values: Mapping[str, str] = field(default_factory=dict)
    receipt: Mapping[str, Any] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)


def rows(file: File, journal: Journal) -> Iterator[Row]:
    """Yield the rows of a file; none if it was not tried yet."""
    if file.sha256 is not None and file.sha256 in journal:
        yield from read(file.path, file.sha256, journal)
        return
    error = file.error or (journal.failures.get(file.sha256) if file.sha256 else None)
    if error is not None:
        yield Row(file.path, file.sha256, "failed", (error,))


def read(path: Path, sha256: str, journal: Journal) -> Iterator[Row]:
    """Yield a row for each receipt of a file that was read."""
    answer = journal.answer(sha256)
    receipts = answer.get("receipts") or [answer]
    for number, receipt in enumerate(receipts):
        corrected = journal.corrections.get((sha256, number))
        said = warnings(answer["meta"])
        doubted = tuple(doubts(receipt))
        unsure = doubted or not HARMLESS.issuperset(said.values())
        status: Status = "corrected" if corrected is not None else "unsure" if unsure else "sure"
        remarks = (*doubted, *(f"{code}: {detail}" for detail, code in said.items()))
        yield Row(
            path,
            sha256,
            status,
            remarks if corrected is None else (),
            number,
            len(receipts),
            values(receipt) | dict(corrected or {}),
            receipt,
            answer["meta"],
            corrected or {},
        )


def doubts(receipt: Mapping[str, Any]) -> Iterator[str]:
    """Yield a remark on each needed fact that is missing or unsure."""
    for name in NEEDED:
        fact = fact_of(receipt, name)
        if fact is None or fact["value"] is None:
            yield f"no {name}"
        elif fact["confidence"] < SURE:
            yield f"{name} {fact['confidence']:.2f}"


def sure_number(row: Row) -> str | None:
    """Return the number of the one receipt of a file, as a person corrected it or as it was read for sure.

    Which of several receipts is the first depends on how they lie.
    """
    if row.of > 1:
        return None
    if "receipt_number" in row.corrected:
        return row.corrected["receipt_number"]
    fact = fact_of(row.receipt, "receipt_number")
    return str(fact["value"]) if fact and fact["value"] is not None and fact["confidence"] >= SURE else None


def warnings(meta: Mapping[str, Any]) -> dict[str, str]:
    """Return the codes of the warnings about a file, by their text; a legacy code, which repeats a text, is left out."""
    codes: dict[str, str] = {}
    for warning in meta.get("warnings", ()):
        codes.setdefault(warning["detail"], warning["code"])
    return codes


def fact_of(receipt: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return the field of a receipt that a column shows."""
    found: Any = receipt
    for part in FIELDS[name]:
        found = (found or {}).get(part)
    return cast("Mapping[str, Any] | None", found)


def values(receipt: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each column for a receipt, empty where nothing is printed."""
    return {name: shown(name, (fact_of(receipt, name) or {}).get("value")) for name in FIELDS}


def shown(name: str, value: object) -> str:
    """Return a value as a table shows it: amounts with two decimals, dates as they come."""
    if value is None:
        return ""
    return amount(value) if name in AMOUNTS else str(value)


def amount(value: object) -> str:
    """Return a number with two decimals, or more if it has more."""
    exact = Decimal(str(value))
    return str(exact if int(exact.as_tuple().exponent) < -2 else exact.quantize(Decimal("0.01")))
