"""The sender without a process of its own, whose start takes longer than all that it does."""

import io
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import apprise
import pytest

from healthcheck.alerts import notify, sender


def run_here(command: list[str], **how: Any) -> subprocess.CompletedProcess[bytes]:
    """Do what the sender's process does."""
    assert command[1:] == ["-m", notify.__name__]
    printed = io.StringIO()
    with (
        patch.dict(os.environ, how["env"], clear=True),
        patch.object(sys, "stdin", io.StringIO(how["input"].decode())),
        patch.object(sys, "stdout", printed),
    ):
        notify.main()
    return subprocess.CompletedProcess(command, 0, printed.getvalue().encode(), b"")


@pytest.fixture
def _sent_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send in the process of the test, without the seconds that Apprise waits between two letters."""
    monkeypatch.setattr(apprise.NotifyBase, "request_rate_per_sec", 0)
    here = SimpleNamespace(run=run_here, TimeoutExpired=subprocess.TimeoutExpired)
    monkeypatch.setattr(sender, "subprocess", here)
