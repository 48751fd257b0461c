"""Files to read, found from names, folders and patterns, each with the hash of its content."""

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from receipt_ocr_client.errors import FileUnsuitable, ReceiptOcrError
from receipt_ocr_client.source import load

# Of a folder, what the service may be able to read; what is named itself is sent whatever it is called
SUFFIXES = frozenset({".heic", ".heif", ".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff", ".webp"})


class NothingToRead(ReceiptOcrError):
    """A name leads to no file."""


@dataclass(frozen=True)
class File:
    """A file under the name it is shown by; without a hash where it cannot be sent, `error` says why."""

    path: Path
    sha256: str | None = None
    error: str | None = None


def find(names: Iterable[str]) -> list[Path]:
    """Return the files that names, folders and patterns lead to, each once. Raises NothingToRead."""
    found: dict[str, Path] = {}
    for name in names:
        for path in below(name):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def below(name: str) -> list[Path]:
    """Return the files below a path or glob pattern, folders expanded. Raises NothingToRead if no file matches the pattern."""
    if Path(name).exists() or not glob.has_magic(name):
        return taken(Path(name))
    matched = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matched:
        raise NothingToRead(f"Nothing matches {name}.")
    return [path for match in matched for path in taken(Path(match))]


def taken(path: Path) -> list[Path]:
    """Return the receipts in a folder and its subfolders, or the path itself if it is no folder."""
    return list(inside(path)) if path.is_dir() else [path]


def inside(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and its subfolders that look like receipts, by name, without hidden ones.

    A folder that cannot be read comes as a file that cannot: its receipts must not be missed without a word.
    """
    unreadable: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                yield Path(where) / name
    yield from (Path(fault.filename) for fault in unreadable)


def identified(path: Path) -> File:
    """Return a file with the hash of its content, or with the error for which it cannot be sent."""
    try:
        _, data = load(path)
    except FileUnsuitable as error:
        return File(path, error=str(error))
    return File(path, sha256=hashlib.sha256(data).hexdigest())
