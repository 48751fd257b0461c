"""What the next process finds of what the one before was reading."""

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from ocr.crashes import FILE, KEPT, READING, CrashLog, oom_kills

READ_FOREVER = """
import sys, time
from pathlib import Path
from ocr.crashes import CrashLog
log = CrashLog(Path(sys.argv[1]))
with log.reading("one"), log.reading("two"):
    print("reading", flush=True)
    time.sleep(60)
"""


def no_kills() -> int:
    return 0


def one_kill() -> int:
    return 1


def test_finds_what_a_killed_process_was_reading(tmp_path: Path) -> None:
    command = [sys.executable, "-c", READ_FOREVER, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": ":".join(sys.path)}
    ) as read:
        assert read.stdout
        assert read.stdout.readline() == b"reading\n"
        read.send_signal(signal.SIGKILL)

    (crash,) = CrashLog(tmp_path).crashes

    assert (crash.requests, crash.out_of_memory) == (("one", "two"), False)
    # told once, and kept
    assert CrashLog(tmp_path).crashes == (crash,)


def test_finds_nothing_where_all_that_was_begun_was_ended(tmp_path: Path) -> None:
    log = CrashLog(tmp_path, no_kills)
    with log.reading("one"), log.reading("one"):
        pass
    with pytest.raises(ZeroDivisionError), log.reading("two"):
        raise ZeroDivisionError

    assert CrashLog(tmp_path, no_kills).crashes == ()


def test_tells_that_memory_had_run_out_by_the_count_of_kills_since_the_reading_began(tmp_path: Path) -> None:
    kills = 3
    log = CrashLog(tmp_path, lambda: kills)
    # a child of ours, not us
    kills = 4
    with log.reading("one"):
        pass
    assert CrashLog(tmp_path, lambda: 4).crashes == ()

    with log.reading("two"):
        (crash,) = CrashLog(tmp_path, lambda: 5).crashes
    assert (crash.requests, crash.out_of_memory) == (("two",), True)


def test_a_kill_for_memory_at_rest_is_a_crash_too_and_a_new_container_is_none(tmp_path: Path) -> None:
    CrashLog(tmp_path, no_kills)
    (crash,) = CrashLog(tmp_path, one_kill).crashes
    assert (crash.requests, crash.out_of_memory) == ((), True)

    assert len(CrashLog(tmp_path, no_kills).crashes) == 1


def test_keeps_the_newest(tmp_path: Path) -> None:
    with ExitStack() as never_ended:
        for number in range(KEPT + 2):
            never_ended.enter_context(CrashLog(tmp_path, no_kills).reading(str(number)))
        crashes = CrashLog(tmp_path, no_kills).crashes

    assert [crash.requests for crash in crashes] == [(str(number),) for number in range(2, KEPT + 2)]


@pytest.mark.parametrize("damaged", [FILE, READING])
def test_gives_up_what_is_damaged_and_goes_on(tmp_path: Path, damaged: str, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / damaged).write_text("{")
    log = CrashLog(tmp_path, no_kills)
    with log.reading("one"):
        pass

    assert log.crashes == ()
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_reads_on_where_nothing_can_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = CrashLog(tmp_path / "missing", no_kills)
    with log.reading("one"):
        pass

    assert log.crashes == ()
    assert "crashes are not recorded" in caplog.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("memory.events", "low 0\nhigh 0\nmax 12\noom 2\noom_kill 2\noom_group_kill 0\n"),
        ("memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"),
    ],
)
def test_counts_kills_by_either_version_of_cgroups(tmp_path: Path, name: str, text: str) -> None:
    assert oom_kills(tmp_path) == 0
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    assert oom_kills(tmp_path) == 2


def test_costs_a_receipt_less_than_a_millisecond(tmp_path: Path) -> None:
    events = tmp_path / "memory.events"
    events.write_text("low 0\nhigh 0\nmax 12\noom 2\noom_kill 2\noom_group_kill 0\n")
    log = CrashLog(tmp_path, lambda: oom_kills(tmp_path))

    def seconds() -> float:
        started = time.perf_counter()
        with log.reading("8f14e45fceea167a5a36dedd4bea2543"):
            pass
        return time.perf_counter() - started

    # the best of many: what else the machine does is no cost of ours
    assert min(seconds() for _ in range(500)) < 0.001
