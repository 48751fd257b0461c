from tests.support.fuzz.answers import Result
from tests.support.fuzz.report import GROWTH_LIMIT_BYTES, Report

GOOD = Result(1, "PNG cut", "422", 0.1)
BAD = Result(2, "PDF size", "500", 0.2, "500: b''")


def test_a_run_without_faults_has_none() -> None:
    assert Report({"files": [GOOD]}, held_bytes=[100, 200, 200]).faults == []


def test_names_what_was_answered_wrongly_and_counts_it() -> None:
    report = Report({"files": [GOOD, BAD]})
    assert report.faults == ["files 2, PDF size: 500: b''"]
    assert "2 sent: 1 answered 5xx, 0 after 10 s, 0 troubles" in list(report.lines())


def test_growth_counts_from_the_first_part_on() -> None:
    warmed_up = GROWTH_LIMIT_BYTES * 5
    assert Report(held_bytes=[0, warmed_up, warmed_up + GROWTH_LIMIT_BYTES]).faults == []
    assert len(Report(held_bytes=[0, warmed_up, warmed_up + GROWTH_LIMIT_BYTES + 1]).faults) == 1


def test_troubles_that_no_answer_shows_are_faults() -> None:
    assert Report(troubles=["workers [8] became [9]"]).faults == ["workers [8] became [9]"]


def test_shows_one_file_that_was_sent_alone() -> None:
    lines = "\n".join(Report({"files": [GOOD], "requests": []}).lines())
    assert "PNG cut" in lines
    assert "requests" not in lines
