"""What the documents tell operators to run exists; tests/integration/test_runbook.py runs it."""

import re

import pytest

from tests.support.documented import commands, is_command, targets, typed
from tests.support.runbook import DOCUMENTS, NOT_RUN, ROOT

NAMED = [command for document in DOCUMENTS for command in commands(document)]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = {word for line in re.findall(r"^([a-z][a-z0-9 -]*):", MAKEFILE, re.MULTILINE) for word in line.split()}


def test_names_only_targets_that_exist() -> None:
    assert [command for command in NAMED if not set(targets(command)) <= TARGETS] == []


def test_still_names_what_is_excused_from_being_run() -> None:
    assert set(NOT_RUN) <= set(NAMED)


def test_names_no_command_of_docker_itself() -> None:
    assert [command for command in NAMED if "docker" in command.split()] == []


def test_has_a_page_for_each_incident() -> None:
    headings = re.findall(r"^## (.*)$", DOCUMENTS[1].read_text(), re.MULTILINE)
    for incident in ("A service is down", "Certificate trouble", "Many errors", "Memory", "The disk is full"):
        assert incident in headings
    assert "Everybody is banned" in headings


def test_has_a_page_for_each_alert() -> None:
    checks = re.findall(
        r'^    "([a-z_]+)": ', (ROOT / "services/healthcheck/src/healthcheck/checks.py").read_text(), re.MULTILINE
    )
    assert len(checks) > 5
    assert [check for check in checks if f"`{check}`" not in DOCUMENTS[1].read_text()] == []


@pytest.mark.parametrize("span", ["make", "make up", "A=/b c make up", "curl https://ocr.example.com/ready"])
def test_takes_for_a_command_what_has_a_program_and_arguments(span: str) -> None:
    assert is_command(span)


@pytest.mark.parametrize("span", ["file", ".env", "POST /v1/ocr", "SITE_DOMAIN=localhost", "Retry-After: 5"])
def test_takes_nothing_else_for_a_command(span: str) -> None:
    assert not is_command(span)


def test_reads_a_console_without_its_answers_and_comments() -> None:
    block = "$ make up      # as root\nready\n$ curl x |\n    jq .a\n"
    assert typed(block) == ["make up", "curl x | jq .a"]


def test_finds_the_targets_of_a_command_line() -> None:
    assert targets("git pull && make up && A=1 make backup FILE=x -s") == ["up", "backup"]
