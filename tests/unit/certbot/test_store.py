import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certificates.pair import read
from certificates.store import KEPT, Store
from tests.support.edge.pairs import make_pair


def install(store: Store, source: Path, days_ago: int = 0) -> str:
    pair = read(make_pair(source, begins=datetime.now(UTC) - timedelta(days=days_ago)))
    store.install(pair, "https://ca.test/dir")
    return pair.serial


def test_installs_a_pair_and_remembers_where_it_came_from(tmp_path: Path) -> None:
    store = Store(tmp_path)
    serial = install(store, tmp_path / "source")
    assert read(store.current).serial == serial
    assert store.origin() == "https://ca.test/dir"
    assert stat.S_IMODE((store.current / "privkey.pem").stat().st_mode) == 0o640
    assert stat.S_IMODE(store.current.stat().st_mode) == 0o750


def test_keeps_the_served_one_and_two_more(tmp_path: Path) -> None:
    store = Store(tmp_path / "served")
    store.root.mkdir()
    serials = [install(store, tmp_path / "source", days_ago) for days_ago in (5, 4, 3, 2, 1)]
    assert read(store.current).serial == serials[-1]
    assert len([path for path in store.root.iterdir() if path.is_dir() and not path.is_symlink()]) == KEPT


def test_installs_one_again_beside_its_broken_self(tmp_path: Path) -> None:
    store = Store(tmp_path / "served")
    store.root.mkdir()
    pair = read(make_pair(tmp_path / "source"))
    first = store.install(pair, "")
    (first / "fullchain.pem").write_text("broken")
    assert store.install(pair, "") != first
    assert read(store.current).serial == pair.serial


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "served")
    store.root.mkdir()
    serial = install(store, tmp_path / "source")
    before = sorted(store.root.iterdir())

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        install(store, tmp_path / "newer")
    assert read(store.current).serial == serial
    assert sorted(store.root.iterdir()) == before
