"""When a process that is told to end does so; each in a process of its own."""

import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[3] / "services/healthcheck/src"
KILL = "import os, signal, threading; from healthcheck.stop import Stop; stop = Stop()\ndef kill(): os.kill(os.getpid(), signal.SIGTERM)\n"


def run(script: str) -> str:
    command = [sys.executable, "-c", KILL + script]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(SOURCES)}, capture_output=True, text=True, timeout=20, check=True
    )
    return done.stdout


def test_ends_at_once_with_success_although_a_thread_hangs() -> None:
    assert run("threading.Thread(target=threading.Event().wait).start(); kill(); print('went on')") == ""


def test_finishes_what_must_not_be_done_twice_and_then_ends() -> None:
    assert run("with stop:\n  kill(); print('finished', flush=True)\nprint('went on')") == "finished\n"


def test_goes_on_after_it_when_nobody_asked() -> None:
    assert run("with stop:\n  pass\nprint('went on')") == "went on\n"
