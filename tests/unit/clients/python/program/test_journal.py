"""The journal keeps what it was given, whatever ended the program."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from receipt_ocr_client.program.journal import Journal, JournalInUse

ANSWER: dict[str, Any] = {"meta": {"warnings": []}, "merchant": {"value": "Señor Café"}}
# a process that has the journal and is killed
KILLED = """
import os, sys
from pathlib import Path
from receipt_ocr_client.program.journal import Journal
journal = Journal(Path(sys.argv[1]))
journal.add_answer("one", {"n": 1})
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "e.csv.journal"


@contextmanager
def journal(path: Path) -> Iterator[Journal]:
    with closing(Journal(path)) as opened:
        yield opened


def test_gives_back_what_an_earlier_run_kept(path: Path) -> None:
    with journal(path) as first:
        first.add_answer("one", ANSWER)
        first.add_failure("two", "too dark")
        first.add_correction("one", 0, {"total": "1.00", "date": "2026-01-01"})
        first.add_correction("one", 0, {"total": "2.00"})
    with journal(path) as second:
        assert "one" in second
        assert "two" not in second
        assert second.answer("one") == ANSWER
        assert second.failures == {"two": "too dark"}
        assert second.corrections == {("one", 0): {"total": "2.00", "date": "2026-01-01"}}


def test_keeps_an_error_about_a_name_that_is_not_utf_8(path: Path) -> None:
    with journal(path) as kept:
        kept.add_failure("one", os.fsdecode(b"caf\xe9.jpg is empty"))
    with journal(path) as kept:
        assert kept.failures == {"one": "caf?.jpg is empty"}


def test_a_failure_is_forgotten_when_the_file_was_read(path: Path) -> None:
    with journal(path) as kept:
        kept.add_failure("one", "away")
        kept.add_answer("one", ANSWER)
        assert kept.failures == {}


def test_gives_answers_between_additions(path: Path) -> None:
    with journal(path) as kept:
        for number in range(20):
            kept.add_answer(str(number), {"n": number})
            assert kept.answer(str(number // 2)) == {"n": number // 2}


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_forgets_a_torn_last_line_and_goes_on_behind_the_one_before(path: Path, cut: int) -> None:
    with journal(path) as kept:
        kept.add_answer("one", ANSWER)
        kept.add_answer("two", ANSWER)
    os.truncate(path, path.stat().st_size - cut)
    with journal(path) as kept:
        assert ("one" in kept, "two" in kept) == (True, False)
        kept.add_answer("three", ANSWER)
    with journal(path) as kept:
        assert kept.answer("three") == kept.answer("one") == ANSWER


@pytest.mark.parametrize("spoiled", [b"\x00\xff\n", b"[]\n", b"{}\n", b'"text"\n', b"\n"])
def test_passes_over_a_spoiled_line(path: Path, spoiled: bytes) -> None:
    with journal(path) as kept:
        kept.add_answer("one", ANSWER)
    with path.open("ab") as file:
        file.write(spoiled)
    with journal(path) as kept:
        kept.add_answer("two", ANSWER)
    with journal(path) as kept:
        assert kept.answer("two") == ANSWER


def test_lets_no_other_run_in_at_the_same_time(path: Path) -> None:
    with journal(path), pytest.raises(JournalInUse, match="Another run"):
        Journal(path)
    with journal(path):
        pass


def test_lets_the_next_run_in_after_one_was_killed(path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], env=os.environ | {"PYTHONPATH": "clients/python/src"}, check=False
    )
    assert killed.returncode == -9
    with journal(path) as kept:
        assert kept.answer("one") == {"n": 1}
