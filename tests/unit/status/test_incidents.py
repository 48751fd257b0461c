"""The sidecar's memory, as the sidecar itself writes it."""

from pathlib import Path
from typing import Any

import pytest

from healthcheck.alerts.incident import Incident, State
from healthcheck.alerts.message import Message
from healthcheck.alerts.record import Record, save
from healthcheck.result import CheckResult
from status.incidents import LAST_MESSAGES, incidents
from status.line import Line
from tests.support.gates import NOW

AT = NOW.timestamp()
WELL = {"edge_ready": CheckResult(ok=True, figure="0.01s")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def remembered(file: Path, **record: Any) -> list[Line]:
    save(Record(**{"at": AT - 90, "results": WELL, **record}), file)
    return incidents(file, NOW)


def message(number: int, *, settled: bool = True) -> Message:
    return Message(AT, "opened", f"number {number}", "", settled=settled)


def test_says_that_all_is_well(file: Path) -> None:
    assert remembered(file) == [
        Line("checks", "1 well, 1 min 30 s ago"),
        Line("incidents", "none open"),
        Line("alerts", "none yet"),
    ]


def test_names_the_checks_that_fail_and_the_open_incident(file: Path) -> None:
    lines = remembered(
        file,
        at=AT - 5,
        results={"disk": CheckResult(ok=False, figure="97% full"), **WELL},
        state=State(incidents=(Incident(since=AT - 3600, told_at=AT - 3500, checks=("disk",)),)),
        messages=(message(1, settled=False),),
    )
    assert lines[0] == Line("checks", "5 s ago: disk 97% full", well=False)
    assert lines[1] == Line("incidents", "disk for 1 h; messages not accepted yet: 1", well=False)


def test_shows_the_last_messages_the_newest_first(file: Path) -> None:
    shown = remembered(file, messages=tuple(message(number) for number in range(9)))[2:]
    assert [line.text for line in shown] == [f"2026-11-22 12:00 number {n}" for n in range(8, 8 - LAST_MESSAGES, -1)]
    assert [line.title for line in shown] == ["alerts", "", "", ""]


def test_says_so_when_nothing_was_remembered_yet(file: Path) -> None:
    (line,) = incidents(file, NOW)
    assert (line.title, line.text, line.well) == ("checks", "none made yet: does healthcheck run?", False)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"round": null}'])
def test_says_so_when_it_can_not_be_read(file: Path, content: str) -> None:
    file.write_text(content)
    (line,) = incidents(file, NOW)
    assert (line.title, line.well) == ("checks", False)
