"""The report reads what a run wrote."""

from pathlib import Path

import pytest

from bench.soak.journal import Begin, End, Fault, Journal, Lines, Request, Sample, Usage, read

BEGIN = Begin(300, "a machine", seconds=90, judges_growth=False)
REQUEST = Request(1.5, "honest-1", 200, 0.4, receipt=True)
SAMPLE = Sample(2.0, resting=True, usage={"ocr": Usage(1, 2, 3, 4, 5, 6)})
FAULT = Fault(3.0, "a fault\nof two lines")
END = End(4.0, "SIGTERM", {"ocr": 0}, {"slow": Lines(1, 2, 3, 4)}, ["banned"], ["banned"])


@pytest.fixture
def written(tmp_path: Path) -> Path:
    with Journal(tmp_path / "samples.jsonl") as journal:
        for record in (BEGIN, REQUEST, SAMPLE, FAULT, END):
            journal.write(record)
    return tmp_path / "samples.jsonl"


def test_comes_back_as_it_was_written(written: Path) -> None:
    events = read(written)
    assert (events.begin, events.requests, events.samples) == (BEGIN, [REQUEST], [SAMPLE])
    assert (events.faults, events.end) == ([FAULT], END)


def test_a_last_line_that_was_cut_off_is_left_out(written: Path) -> None:
    written.write_bytes(written.read_bytes()[:-5])
    events = read(written)
    assert events.end is None
    assert events.faults == [FAULT]


def test_another_file_is_no_journal(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(ValueError, match="not the journal"):
        read(tmp_path / "empty")
