"""The table for people, JSON for programs, and the exit status."""

import json

import pytest

from gates.access import Access
from gates.report import FIGURE_WIDTH, as_json, as_text, exit_status
from gates.table import GATES, Gate
from gates.verdict import Verdict, failed, not_checked, passed

WELL = dict.fromkeys(GATES, passed("1"))


def but(**changed: Verdict) -> dict[Gate, Verdict]:
    return {gate: changed.get(f"gate{gate.number}", verdict) for gate, verdict in WELL.items()}


def test_numbers_the_gates_from_one_to_eight() -> None:
    assert [gate.number for gate in GATES] == list(range(1, 9))


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        (WELL, 0),
        (but(gate5=not_checked("no UFW here", "look")), 3),
        (but(gate5=failed("open", "close")), 1),
        (but(gate3=not_checked("self-signed", "-"), gate5=failed("open", "close")), 1),
    ],
)
def test_succeeds_only_if_all_eight_pass(verdicts: dict[Gate, Verdict], status: int) -> None:
    assert exit_status(verdicts) == status
    assert json.loads(as_json(verdicts))["passed"] is (status == 0)


def test_aligns_the_columns_and_puts_what_to_do_beneath() -> None:
    lines = as_text(but(gate2=failed("no total", "make logs SERVICE=ocr")), colour=False).splitlines()
    assert len(lines) == 1 + 8 + 1
    columns = [line.index(word) for line, word in ((lines[0], "STATE"), (lines[1], "pass"), (lines[2], "fail"))]
    assert len(set(columns)) == 1
    assert lines[2].startswith("2 smoke receipt     no total ")
    assert lines[3].strip() == "next: make logs SERVICE=ocr"


def test_wraps_a_long_figure() -> None:
    lines = as_text(but(gate1=failed("word " * 30, "-")), colour=False).splitlines()
    start = lines[0].index("FIGURE")
    assert all(len(line) <= start + FIGURE_WIDTH for line in lines if line.strip().startswith("word"))
    assert "".join(lines).count("word") == 30


def test_colours_only_where_it_is_told_to() -> None:
    assert "\033[" not in as_text(WELL, colour=False)
    assert as_text(WELL, colour=True).count("\033[32mpass\033[0m") == 8


def test_gives_programs_number_name_figure_threshold_state_and_next_step() -> None:
    content = json.loads(as_json(but(gate8=failed("lacks weekly", "make logs"))))
    assert content["gates"][7] == {
        "number": 8,
        "gate": "log rotation",
        "figure": "lacks weekly",
        "threshold": "weekly, 8 kept; all logs bounded",
        "state": "fail",
        "next": "make logs",
    }
    assert content["gates"][0]["next"] is None


@pytest.mark.parametrize("open_", [True, False, None])
def test_tells_programs_who_may_use_the_service(open_: bool | None) -> None:
    content = json.loads(as_json(WELL, Access(open_, "anybody")))
    assert content["access"] == {"open_to_the_world": open_, "who": "anybody"}
    assert content["passed"] is True
