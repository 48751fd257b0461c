"""Files that are whole whatever happens."""

import json
import os
import stat
from pathlib import Path

import pytest

from service.atomic_file import write, write_json


def test_replaces_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text("before, and longer")
    write_json(path, {"now": "é"})
    assert json.loads(path.read_text()) == {"now": "é"}
    assert list(tmp_path.iterdir()) == [path]


def test_what_can_not_be_written_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    write(path, "before")
    with pytest.raises(TypeError):
        write_json(path, {"now": object()})
    assert list(tmp_path.iterdir()) == [path]
    # opens, and takes nothing
    (tmp_path / ".state.json.new").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write(path, "now")
    assert path.read_text() == "before"


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_only_who_may_can_read_it(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "state.json"
    write(path, "", mode=mode)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("durable", [True, False])
def test_writes_the_name_to_the_disk_as_well_as_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda number: written.append(Path(f"/proc/self/fd/{number}").readlink()))
    write(tmp_path / "keys.json", "", durable=durable)
    assert written == ([tmp_path / ".keys.json.new", tmp_path] if durable else [])
