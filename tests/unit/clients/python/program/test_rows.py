"""What becomes of an answer in a table."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from receipt_ocr_client.program.files import File
from receipt_ocr_client.program.journal import Journal
from receipt_ocr_client.program.rows import Row, rows, shown, sure_number
from tests.unit.clients.python.answers import answer, receipt


def read(tmp_path: Path, said: dict[str, Any], **corrections: str) -> list[Row]:
    with closing(Journal(tmp_path / "journal")) as journal:
        journal.add_answer("one", said)
        if corrections:
            journal.add_correction("one", 0, corrections)
        return list(rows(File(Path("r.jpg"), "one"), journal))


def test_shows_what_was_read(tmp_path: Path) -> None:
    (row,) = read(tmp_path, answer())
    assert (row.status, row.remarks) == ("sure", ())
    assert row.values["merchant"] == "SARI-SARI STORE"
    assert (row.values["date"], row.values["total"], row.values["tax"]) == ("2026-03-14", "1234.50", "")


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        pytest.param(answer(total=None), "no total", id="not found"),
        pytest.param(answer(date=(None, 0.95)), "no date", id="a date without a year"),
        pytest.param(answer(merchant=("SARI", 0.89)), "merchant 0.89", id="not sure"),
        pytest.param(answer(warnings={"cut_off": "Step back."}), "cut_off: Step back.", id="print that was not seen"),
        pytest.param(answer(warnings={"blurred": "Again."}), "blurred: Again.", id="digits that may be others"),
        pytest.param(answer(warnings={"new": "Look."}), "new: Look.", id="a warning of a newer service"),
    ],
)
def test_says_why_a_person_should_look(tmp_path: Path, said: dict[str, Any], remark: str) -> None:
    (row,) = read(tmp_path, said)
    assert (row.status, row.remarks) == ("unsure", (remark,))


def test_shows_that_a_picture_is_dark_and_does_not_doubt_it(tmp_path: Path) -> None:
    (row,) = read(tmp_path, answer(warnings={"dark": "Put on the light."}))
    assert (row.status, row.remarks) == ("sure", ("dark: Put on the light.",))


@pytest.mark.parametrize(("code", "legacy"), [("truncated_file", "truncated"), ("low_resolution", "print_too_small")])
def test_says_once_what_has_two_codes(tmp_path: Path, code: str, legacy: str) -> None:
    (row,) = read(tmp_path, answer(warnings={code: "Send it again.", legacy: "Send it again."}))
    assert row.remarks == (f"{code}: Send it again.",)


def test_a_receipt_that_a_person_corrected_is_as_the_person_says(tmp_path: Path) -> None:
    (row,) = read(tmp_path, answer(total=None, warnings={"cut_off": "Step back."}), total="99.00")
    assert (row.status, row.remarks, row.values["total"]) == ("corrected", (), "99.00")
    assert row.values["merchant"] == "SARI-SARI STORE"


def test_has_a_row_for_each_receipt_of_a_file(tmp_path: Path) -> None:
    found = read(tmp_path, answer(receipts=[receipt(), receipt(total=(20.0, 0.99))]), total="1.00")
    assert [(row.number, row.of, row.status, row.values["total"]) for row in found] == [
        (0, 2, "corrected", "1.00"),
        (1, 2, "sure", "20.00"),
    ]


def test_has_a_row_for_a_file_that_failed_and_none_for_one_that_was_not_tried(tmp_path: Path) -> None:
    with closing(Journal(tmp_path / "journal")) as journal:
        journal.add_failure("one", "too dark")
        files = [File(Path("a"), "one"), File(Path("b"), error="is empty"), File(Path("c"), "three")]
        found = [row for file in files for row in rows(file, journal)]
    assert [(str(row.path), row.status, row.remarks) for row in found] == [
        ("a", "failed", ("too dark",)),
        ("b", "failed", ("is empty",)),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(answer(receipt_number=("0042", 0.9)), "0042", id="sure"),
        pytest.param(answer(receipt_number=("0042", 0.89)), None, id="not sure"),
        pytest.param(answer(receipt_number=(None, 0.95)), None, id="no value"),
        pytest.param(answer(), None, id="not found"),
        pytest.param(
            answer(receipts=[receipt(receipt_number=("0042", 0.99)), receipt(receipt_number=("0043", 0.99))]),
            None,
            id="of one of two receipts",
        ),
    ],
)
def test_tells_the_number_of_the_one_receipt_of_a_file(
    tmp_path: Path, said: dict[str, Any], expected: str | None
) -> None:
    assert sure_number(read(tmp_path, said)[0]) == expected


def test_a_number_that_a_person_corrected_is_sure(tmp_path: Path) -> None:
    (row,) = read(tmp_path, answer(receipt_number=("0042", 0.99)), receipt_number="0043")
    assert sure_number(row) == "0043"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("total", 1234.5, "1234.50"),
        ("total", 0, "0.00"),
        ("total", -3.1, "-3.10"),
        ("total", 0.125, "0.125"),
        ("total", 1e16, "10000000000000000.00"),
        ("date", "2026-03-14", "2026-03-14"),
        ("merchant", None, ""),
    ],
)
def test_shows_amounts_with_two_decimals(name: str, value: object, expected: str) -> None:
    assert shown(name, value) == expected
