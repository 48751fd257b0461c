import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bans import watch
from bans.watch import OFFENCES_BYTES, follow, write


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "access.log"
    path.write_text("before\n")
    return path


@pytest.fixture
def followed(log: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["queue.Queue[str]"]:
    """Yield what is read while the test writes."""
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.01)
    lines: queue.Queue[str] = queue.Queue()
    following = follow(log)
    first = threading.Event()

    def read() -> None:
        for line in following:
            if line == "first":
                first.set()
                continue
            if line == "end":
                return
            lines.put(line)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    # where it begins to read is known when it has read something
    while not first.wait(0.01):
        add(log, "first\n")
    yield lines
    add(log, "end\n")
    thread.join(5)
    assert not thread.is_alive()


def add(log: Path, text: str) -> None:
    with log.open("a") as file:
        file.write(text)


def taken(lines: "queue.Queue[str]", number: int) -> list[str]:
    return [lines.get(timeout=5) for _ in range(number)]


def test_follows_what_is_added_and_nothing_before_it(log: Path, followed: "queue.Queue[str]") -> None:
    add(log, "one\ntwo\n")
    assert taken(followed, 2) == ["one", "two"]


def test_waits_for_the_end_of_a_line(log: Path, followed: "queue.Queue[str]") -> None:
    for piece in ("ha", "lf", "\nwhole\n"):
        add(log, piece)
    assert taken(followed, 2) == ["half", "whole"]


def test_follows_a_log_that_was_emptied(log: Path, followed: "queue.Queue[str]") -> None:
    add(log, "one\nha")
    assert taken(followed, 1) == ["one"]
    log.write_text("")
    time.sleep(0.2)
    add(log, "two\n")
    assert taken(followed, 1) == ["two"]


@pytest.mark.parametrize("times", [1, 3])
def test_follows_rotations(log: Path, followed: "queue.Queue[str]", times: int) -> None:
    for number in range(times):
        log.rename(log.with_name(f"access.log.{number}"))
        # nginx writes to the old file until it opens the new one
        add(log.with_name(f"access.log.{number}"), f"old {number}\n")
        assert taken(followed, 1) == [f"old {number}"]
        add(log, f"new {number}\n")
        assert taken(followed, 1) == [f"new {number}"]


def test_survives_bytes_that_are_no_text(log: Path, followed: "queue.Queue[str]") -> None:
    with log.open("ab") as file:
        file.write(b"\xff\x00\n")
    assert len(taken(followed, 1)[0]) == 2


@pytest.mark.parametrize("lines", [[], ["one"], ["one", "two"]])
def test_writes_what_counts(tmp_path: Path, lines: list[str]) -> None:
    offences = tmp_path / "offences.log"
    offences.touch()
    write(offences, lines)
    assert offences.read_text().splitlines() == lines


def test_the_file_that_the_jail_reads_stays_short(tmp_path: Path) -> None:
    offences = tmp_path / "offences.log"
    for number in range(5000):
        write(offences, [f"{number} {'x' * 200}"])
    assert offences.stat().st_size <= OFFENCES_BYTES + 300
    assert offences.read_text().splitlines()[-1].startswith("4999 ")
