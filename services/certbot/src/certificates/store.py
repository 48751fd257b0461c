"""The directory that nginx serves from, in which a checked pair is installed completely or not at all."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from certificates.pair import Pair

# the one served, and two to go back to
KEPT = 3


@dataclass(frozen=True)
class Store:
    """Pairs under one directory; the link `current` points at the one to serve."""

    root: Path

    @property
    def current(self) -> Path:
        return self.root / "current"

    def origin(self) -> str:
        """Return the ACME directory that the current pair came from."""
        try:
            return str(json.loads((self.current / "origin.json").read_text())["directory"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def install(self, pair: Pair, directory: str) -> Path:
        """Copy a pair and switch to it by one rename. Raise OSError when the disk refuses; nothing has changed then."""
        stamp = pair.leaf.not_valid_before_utc.strftime("%Y%m%dT%H%M%S")
        target = self.root / f"{stamp}-{pair.serial}"
        draft = self.root / f".{target.name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            # nginx reads by group; nobody else at all
            draft.mkdir(mode=0o750)
            _write(draft / "fullchain.pem", (pair.folder / "fullchain.pem").read_bytes())
            _write(draft / "privkey.pem", (pair.folder / "privkey.pem").read_bytes())
            _write(draft / "origin.json", json.dumps({"directory": directory}).encode())
            # one of the same name is broken, or it would not be replaced
            target = target if not target.exists() else target.with_name(f"{target.name}-{os.urandom(4).hex()}")
            draft.rename(target)
            link = self.root / ".current.new"
            link.unlink(missing_ok=True)
            link.symlink_to(target.name)
            link.replace(self.current)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self._forget(target)
        return target

    def _forget(self, served: Path) -> None:
        others = sorted(path for path in self.root.iterdir() if path.is_dir() and not path.is_symlink())
        others = [path for path in others if path != served and not path.name.startswith(".")]
        for path in others[: -(KEPT - 1)]:
            shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o640)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
