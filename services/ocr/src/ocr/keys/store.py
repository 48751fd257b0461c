"""The file of keys: names with hashes, none of which can be used as a key."""

import fcntl
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ocr.settings import is_key_name
from service.atomic_file import write_json

# What a scanner for leaked secrets knows it by
PREFIX = "ocr_"


class KeysUnreadable(Exception):
    """The file of keys is there but can't be parsed: nobody is let in, and nobody is told that a key is wrong."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: 256 random bits can't be guessed, so SHA-256 needs no salt and need not be slow."""

    name: str
    digest: bytes
    created: str | None = None


def new_token() -> str:
    """Generate the text of a key, which is shown once and kept nowhere."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    """Return the hash that is kept of a key, and compared."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


class KeyFile:
    """The file of keys; while it exists a key is required, even if none is left in it."""

    def __init__(self, folder: Path) -> None:
        """Take its folder, which must be there."""
        self._path = folder / "keys.json"

    def read(self) -> tuple[Key, ...] | None:
        """Return the keys, or None where none was ever made. Raises KeysUnreadable."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeysUnreadable(f"{self._path}: {error}") from error
        try:
            return tuple(
                Key(entry["name"], bytes.fromhex(entry["sha256"]), entry["created"])
                for entry in json.loads(content)["keys"]
            )
        except (ValueError, KeyError, TypeError) as error:
            raise KeysUnreadable(f"{self._path} is damaged: restore it from a backup, or remove it") from error

    def create(self, name: str) -> str:
        """Create a key and return its text. Raises ValueError where the name is taken or not allowed."""
        if not is_key_name(name):
            raise ValueError(f"{name!r} is not a name for a key: 1 to 32 of a-z, 0-9, dot, dash and underscore")
        with self._locked():
            keys = self.read() or ()
            if name in {key.name for key in keys}:
                raise ValueError(f"there is a key {name} already: give another name, then revoke the old one")
            token = new_token()
            created = datetime.now(UTC).isoformat(timespec="seconds")
            self._write((*keys, Key(name, digest_of(token), created)))
        return token

    def revoke(self, name: str) -> int:
        """Revoke a key, and return how many are left. Raises ValueError where there is no such key."""
        with self._locked():
            keys = self.read() or ()
            left = tuple(key for key in keys if key.name != name)
            if len(left) == len(keys):
                raise ValueError(f"there is no key {name}; there are: {', '.join(key.name for key in keys) or 'none'}")
            self._write(left)
        return len(left)

    def remove(self) -> None:
        """Revoke all keys, and require none any more."""
        with self._locked():
            self._path.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Lock the file against changes by another operator."""
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, keys: tuple[Key, ...]) -> None:
        entries = [{"name": key.name, "sha256": key.digest.hex(), "created": key.created} for key in keys]
        write_json(self._path, {"version": 1, "keys": entries}, durable=True)
