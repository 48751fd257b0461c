"""State kept across a restart."""

import json
from pathlib import Path

import pytest

from healthcheck.alerts.incident import Incident, State, Trouble
from healthcheck.alerts.message import Message
from healthcheck.alerts.record import Record, load, save
from healthcheck.result import CheckResult

RECORD = Record(
    at=12.5,
    results={"disk": CheckResult(ok=False, figure="97% full"), "bans": CheckResult(ok=True, figure="0 new")},
    state=State(
        {"disk": Trouble(1.5, "97% full", failures=3), "bans": Trouble(2, "1 new", failures=0, well=1, well_since=3)},
        (Incident(1.5, 2, ("disk",), recovered=("bans",), recovered_at=4),),
    ),
    messages=(
        Message(2, "opened", "subject", "body\nbody", told=("email",), settled=True),
        Message(3, "ended", "s", "b"),
    ),
)


def test_reads_what_it_has_written(tmp_path: Path) -> None:
    save(RECORD, tmp_path / "state.json")
    assert load(tmp_path / "state.json") == RECORD


def test_writes_what_the_readme_specifies(tmp_path: Path) -> None:
    save(RECORD, tmp_path / "state.json")
    content = json.loads((tmp_path / "state.json").read_text())
    assert set(content) == {"version", "round", "incidents", "troubles", "messages"}
    assert set(content["incidents"][0]) == {"since", "told_at", "checks", "recovered", "recovered_at"}
    assert set(content["messages"][0]) == {"at", "kind", "subject", "body", "told", "settled"}
    assert content["round"]["readings"]["disk"] == {"ok": False, "figure": "97% full"}


def test_begins_with_nothing_where_nothing_was_written(tmp_path: Path) -> None:
    assert load(tmp_path / "state.json") == Record()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"round": 1}'])
def test_says_so_when_it_can_not_read_what_is_there(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    with pytest.raises(ValueError):  # noqa: PT011 - JSON has words of its own
        load(tmp_path / "state.json")


def test_leaves_the_old_file_when_the_new_one_can_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    save(RECORD, path)
    (tmp_path / ".state.json.new").mkdir()
    with pytest.raises(OSError, match=r"state\.json\.new"):
        save(Record(), path)
    assert load(path) == RECORD
