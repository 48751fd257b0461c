"""What a person names, and what is read of it."""

import hashlib
import os
from pathlib import Path

import pytest

from receipt_ocr_client.program.files import NothingToRead, find, identified, inside
from receipt_ocr_client.source import FILE_LIMIT_BYTES


@pytest.fixture
def scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.JPG", "a.png", "notes.txt", ".hidden.jpg", "more/c.pdf", ".cache/d.jpg", "more/[e].heic"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["."], ["a.png", "b.JPG", "more/[e].heic", "more/c.pdf"], id="a folder and those in it"),
        pytest.param(["notes.txt"], ["notes.txt"], id="what is named is sent whatever it is called"),
        pytest.param(["absent.jpg"], ["absent.jpg"], id="absent, as its row will say"),
        pytest.param(["*.png", "*.JPG"], ["a.png", "b.JPG"], id="patterns that no shell expanded"),
        pytest.param(["**/*.pdf"], ["more/c.pdf"], id="a pattern through folders"),
        pytest.param(["mor*"], ["more/[e].heic", "more/c.pdf"], id="a pattern of folders"),
        pytest.param(["more/[e].heic"], ["more/[e].heic"], id="a name like a pattern"),
        pytest.param(["b.JPG", "a.png", "."], ["b.JPG", "a.png", "more/[e].heic", "more/c.pdf"], id="each once"),
    ],
)
def test_finds_files(scans: Path, names: list[str], expected: list[str]) -> None:
    assert [str(path) for path in find(names)] == expected


def test_a_link_is_the_file_that_it_leads_to(scans: Path) -> None:
    (scans / "link.png").symlink_to("a.png")
    (scans / "more/round").symlink_to(scans)
    assert [str(path) for path in find(["a.png", "link.png"])] == ["a.png"]
    assert len(find(["."])) == 4


def test_a_folder_that_cannot_be_read_is_not_left_out(scans: Path) -> None:
    # root may read every folder that is there
    assert list(inside(scans / "absent")) == [scans / "absent"]
    assert "cannot be read" in (identified(scans / "absent").error or "")


def test_says_that_nothing_matches(scans: Path) -> None:
    with pytest.raises(NothingToRead, match=r"\*\.tiff"):
        find(["*.tiff"])


def test_identifies_a_file_by_its_content(scans: Path) -> None:
    assert identified(scans / "a.png").sha256 == hashlib.sha256(b"a.png").hexdigest()


def test_says_why_a_file_cannot_be_sent(scans: Path) -> None:
    (scans / "empty.jpg").touch()
    with (scans / "large.jpg").open("wb") as file:
        os.ftruncate(file.fileno(), FILE_LIMIT_BYTES + 1)
    errors = {name: identified(scans / name).error or "" for name in ("empty.jpg", "large.jpg", "absent.jpg")}
    assert "is empty" in errors["empty.jpg"]
    assert "10 MB" in errors["large.jpg"]
    assert "No such file" in errors["absent.jpg"]
