"""Lines that are kept in a file come back as they were read."""

import json
from pathlib import Path

import pytest

from bench import read_lines
from bench.labelled import page_of, rows_of
from ocr.fingerprint import fingerprint
from ocr.model import Facts, Letter, Line, Page, Purchase
from ocr.pipeline import Receipt
from tests.support.receipts import draw

BOX = ((1, 2), (3, 2), (3, 4), (1, 4))


@pytest.mark.parametrize(
    "letters",
    [(), (Letter(0.999), Letter(0.61, (("0", 0.38), ("", 0.02))))],
    ids=["an engine that tells of no letters", "one that does"],
)
def test_letters_come_back_with_their_rivals(letters: tuple[Letter, ...]) -> None:
    page = Page(width=9, height=8, rotation=0, lines=(Line("NO", BOX, 0.8, letters=letters),))

    purchases = (Purchase(facts=Facts(), lines=(0,)),)

    row = read_lines.row_of("a.jpg", Receipt((page,), purchases, fingerprint(b"", page.lines, Facts()), {}))

    assert page_of(json.loads(json.dumps(row))) == page


@pytest.mark.slow
def test_pictures_are_read_into_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture, broken, out = tmp_path / "a.jpg", tmp_path / "b.jpg", tmp_path / "lines.jsonl"
    draw("convenience", seed=1).image.convert("RGB").save(picture)
    broken.write_bytes(b"no picture")
    monkeypatch.setattr("sys.argv", ["read_lines", str(out), str(broken), str(picture)])

    read_lines.main()

    (row,) = rows_of(out)
    assert row["file"] == "a.jpg"
    lines = page_of(row).lines
    assert lines
    assert [len(line.letters) for line in lines] == [len(line.text) for line in lines]
