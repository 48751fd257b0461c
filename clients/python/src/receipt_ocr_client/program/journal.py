"""Journal of what was read, beside the output: whatever ends the program, only what was under way is lost."""

import contextlib
import importlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from receipt_ocr_client.errors import ReceiptOcrError

# Windows has no fcntl
fcntl: ModuleType | None = importlib.import_module("fcntl") if os.name == "posix" else None


class JournalInUse(ReceiptOcrError):
    """Another run is writing the same output."""


class Journal:
    """Answers, failures and corrections by the hash of a file's content; each is on the disk when `add_…` returns.

    Of an answer only the place in the file is kept in memory: there may be tens of thousands.
    """

    def __init__(self, path: Path) -> None:
        """Open the journal or begin one. Raises JournalInUse and OSError."""
        self.path = path
        self.failures: dict[str, str] = {}
        self.corrections: dict[tuple[str, int], dict[str, str]] = {}
        self._places: dict[str, int] = {}
        self._file = path.open("a+b")
        lock(self._file, path)
        self._load()

    def __contains__(self, sha256: object) -> bool:
        """Return whether this content has been read."""
        return sha256 in self._places

    def close(self) -> None:
        """Close the file, and let another run have it."""
        self._file.close()

    def answer(self, sha256: str) -> dict[str, Any]:
        """Return the answer to a content that has been read."""
        self._file.seek(self._places[sha256])
        answer: dict[str, Any] = json.loads(self._file.readline())["answer"]
        return answer

    def add_answer(self, sha256: str, answer: Mapping[str, Any]) -> None:
        """Keep an answer."""
        self._add({"sha256": sha256, "answer": answer})

    def add_failure(self, sha256: str, error: str) -> None:
        """Keep why a file was not read; the next run tries it again."""
        self._add({"sha256": sha256, "error": error})

    def add_correction(self, sha256: str, receipt: int, fields: Mapping[str, str]) -> None:
        """Keep what a person says of one receipt of a file."""
        self._add({"sha256": sha256, "receipt": receipt, "corrected": fields})

    def _add(self, entry: dict[str, Any]) -> None:
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(encoded(entry))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._take(entry, place)

    def _load(self) -> None:
        self._file.seek(0)
        place = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                # torn by whatever ended the last run
                self._file.truncate(place)
                break
            # a line that a failing disk spoiled is a file that is read again
            with contextlib.suppress(ValueError, KeyError, TypeError):
                self._take(json.loads(line), place)
            place += len(line)

    def _take(self, entry: dict[str, Any], place: int) -> None:
        sha256 = entry["sha256"]
        if "answer" in entry:
            self._places[sha256] = place
            self.failures.pop(sha256, None)
        elif "corrected" in entry:
            self.corrections.setdefault((sha256, entry["receipt"]), {}).update(entry["corrected"])
        else:
            self.failures[sha256] = entry["error"]


def encoded(entry: dict[str, Any]) -> bytes:
    """Return an entry as a line; a name that is not UTF-8, in an error, has question marks."""
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode(errors="replace") + b"\n"


def lock(file: BinaryIO, path: Path) -> None:
    """Lock other runs out until the file is closed or the process ends. Raises JournalInUse."""
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise JournalInUse(f"Another run is writing {path}: wait for it, or choose another output.") from None
