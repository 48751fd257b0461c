"""The lines beneath the services, also where little is known."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from gates.access import Access
from healthcheck.settings import Settings
from status.line import Line
from status.panel import LINES, bans, panel, who_may


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "bans").mkdir()
    return replace(
        Settings(),
        edge="127.0.0.1:1",
        ocr="127.0.0.1:1",
        access_log=tmp_path / "ocr.access.log",
        edge_bans=tmp_path / "bans",
        log=tmp_path / "health.log",
        state=tmp_path / "state.json",
    )


def test_tells_in_each_line_what_can_not_be_found_out(settings: Settings) -> None:
    found = {line.title: line for line in panel(settings)}
    assert list(found) == list(LINES)
    for title in ("ready", "certificate", "ocr memory"):
        assert not found[title].well
        assert "refused" in found[title].text
    assert found["last hour"].text == "0 requests, 0.0 % failed (5xx), 0 refused (429), nothing read"
    assert found["disk"].text.endswith("% full")


def test_has_a_line_of_the_readers_only_where_there_are_some_on_other_machines(settings: Settings) -> None:
    assert "readers" not in [line.title for line in panel(settings)]
    found = panel(replace(settings, cluster_readers=2, cluster_machines=2, readers="127.0.0.1:1"))
    assert [line.title for line in found] == [*LINES, "readers"]
    assert found[-1] == Line(
        "readers", "0 of 2 ready, 127.0.0.1:1 [Errno 111] Connection refused; on 0 of 2 machines", well=False
    )


def test_names_the_last_who_were_banned_and_counts_the_rest(settings: Settings) -> None:
    assert bans(settings) == Line("bans", "nobody is banned")
    for number in range(5):
        (settings.edge_bans / f"203.0.113.{number}").touch()
        os.utime(settings.edge_bans / f"203.0.113.{number}", (number, number))
    assert bans(settings).text == "5 in force: 203.0.113.4, 203.0.113.3, 203.0.113.2 and 2 more (make bans)"


def test_has_a_line_of_limits_without_a_key_where_there_are_any() -> None:
    access = Line("access", "from anywhere", well=True)
    assert who_may(Access(False, "from anywhere")) == [access]
    found = who_may(Access(False, "from anywhere", ("old", "scaner")))
    assert found == [access, Line("key limits", "OCR_KEY_LIMITS has names without a key: old, scaner", well=False)]
