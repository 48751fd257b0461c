"""Files that are written as a whole or not at all."""

import json
import os
from pathlib import Path


def write(path: Path, text: str, *, durable: bool = False, mode: int = 0o600) -> None:
    """Replace a file, for one writer at a time; no loss of power undoes it if `durable`. Raises OSError."""
    # host/bin/backup.sh leaves drafts out by this name
    draft = path.with_name(f".{path.name}.new")
    with open(draft, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(text)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    draft.replace(path)
    if durable:
        # the new name is on the disk only then: before, what was taken away, as a key, could come back
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_json(path: Path, content: object, *, durable: bool = False, mode: int = 0o600) -> None:
    """Replace a file by one with JSON, as `write` does; what is no JSON leaves the file as it was."""
    write(path, json.dumps(content, indent=1), durable=durable, mode=mode)
