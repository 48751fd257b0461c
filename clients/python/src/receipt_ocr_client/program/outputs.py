"""Writers of rows to CSV, JSON, JSON lines or a workbook; a file is complete or as it was before."""

import csv
import io
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from receipt_ocr_client.errors import SettingsInvalid
from receipt_ocr_client.program.files import SUFFIXES
from receipt_ocr_client.program.rows import AMOUNTS, FIELDS, Row
from receipt_ocr_client.source import legible

COLUMNS = ("file", "receipt", "status", "remarks", *FIELDS, "duplicate_of", "sha256")
# Spreadsheets take a cell that begins so for a formula (OWASP, CSV Injection); some of them also the wide forms
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Duplicates = dict[Path, Path]
Write = Callable[[BinaryIO, Iterable[Row], Duplicates], None]


def cells(row: Row, duplicates: Duplicates) -> dict[str, str]:
    """Return the cells of a table for a row, by the name of their column."""
    shown = {
        "file": str(row.path),
        "receipt": f"{row.number + 1} of {row.of}" if row.of > 1 else "",
        "status": row.status,
        "remarks": "; ".join(row.remarks),
        **{name: row.values.get(name, "") for name in FIELDS},
        "duplicate_of": str(duplicates.get(row.path, "")),
        "sha256": row.sha256 or "",
    }
    return {name: legible(cell) for name, cell in shown.items()}


def write_csv(file: BinaryIO, rows: Iterable[Row], duplicates: Duplicates) -> None:
    """Write a table; with a byte order mark, without which Excel takes UTF-8 for another alphabet."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: harmless(name, cell) for name, cell in cells(row, duplicates).items()})
    text.detach()


def harmless(name: str, cell: str) -> str:
    """Return a cell, quoted where a spreadsheet would take it for a formula; a negative amount stays as it is."""
    return "'" + cell if cell.startswith(FORMULA) and not is_amount(name, cell) else cell


def is_amount(name: str, cell: str) -> bool:
    """Return whether a cell is a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return name in AMOUNTS


def records(rows: Iterable[Row], duplicates: Duplicates) -> Iterator[dict[str, Any]]:
    """Yield the object of the JSON outputs for each row: all fields as the service gave them, and corrections by a person."""
    for row in rows:
        yield {
            "file": str(row.path),
            "sha256": row.sha256,
            "receipt": row.number + 1,
            "of": row.of,
            "status": row.status,
            "remarks": list(row.remarks),
            "duplicate_of": str(duplicates[row.path]) if row.path in duplicates else None,
            "values": dict(row.values),
            "corrected": dict(row.corrected),
            "answer": {**row.receipt, "meta": row.meta} if row.receipt else None,
        }


def write_jsonl(file: BinaryIO, rows: Iterable[Row], duplicates: Duplicates) -> None:
    """Write an object a line."""
    file.writelines(encoded(record) + b"\n" for record in records(rows, duplicates))


def write_json(file: BinaryIO, rows: Iterable[Row], duplicates: Duplicates) -> None:
    """Write a list of objects, one after the other: there may be too many for the memory."""
    file.write(b"[")
    listed = enumerate(records(rows, duplicates))
    file.writelines((b",\n" if number else b"\n") + encoded(record) for number, record in listed)
    file.write(b"\n]\n")


def encoded(record: dict[str, Any]) -> bytes:
    """Return an object as JSON; a name that is not UTF-8 has question marks."""
    return json.dumps(record, ensure_ascii=False).encode(errors="replace")


def write_xlsx(file: BinaryIO, rows: Iterable[Row], duplicates: Duplicates) -> None:
    """Write a workbook; text is written as text, so that none of it is a formula or a link."""
    import xlsxwriter  # noqa: PLC0415 - of the extra `program`

    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Receipts")
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, 1):
            for column, (name, cell) in enumerate(cells(row, duplicates).items()):
                if is_amount(name, cell):
                    sheet.write_number(number, column, float(cell), money)
                elif cell:
                    sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 30)


WRITERS: dict[str, Write] = {"csv": write_csv, "json": write_json, "jsonl": write_jsonl, "xlsx": write_xlsx}


def check_writable(kind: str, path: Path) -> None:
    """Raise SettingsInvalid where an output cannot be written, before anything is read."""
    if path.suffix.lower() in SUFFIXES:
        # `--csv *.jpg` would write over the first receipt
        raise SettingsInvalid(f"{path} has the name of a picture: name the output, as in --{kind} expenses.{kind}.")
    is_other = path.exists() and not path.is_file()
    if is_other or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise SettingsInvalid(f"{path} cannot be written: it must be a file in a folder that is there and yours.")
    if kind == "xlsx":
        try:
            import xlsxwriter  # noqa: F401, PLC0415 - of the extra `program`
        except ImportError:
            raise SettingsInvalid(
                "--xlsx needs XlsxWriter: install receipt-ocr-client[program], or take --csv."
            ) from None


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of another, with its permissions, when all of it is written."""
    path = path.resolve()
    # always the same name: what a killed run has left goes with the next
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        with new.open("xb") as file:
            if path.exists():
                new.chmod(stat.S_IMODE(path.stat().st_mode))
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
