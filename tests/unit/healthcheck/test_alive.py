"""When the sidecar itself counts as alive."""

import os
import time
from pathlib import Path

import pytest

from healthcheck.alive import GRACE_SECONDS, give_sign, is_alive


@pytest.fixture
def sign(tmp_path: Path) -> Path:
    return tmp_path / "sign"


def let_pass(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    later = time.monotonic() + seconds
    monkeypatch.setattr(time, "monotonic", lambda: later)


def test_is_not_alive_before_the_first_round(sign: Path) -> None:
    assert not is_alive(sign)


@pytest.mark.parametrize(("seconds", "alive"), [(0, True), (300, True), (300 + GRACE_SECONDS, False), (86400, False)])
def test_is_alive_until_the_next_round_is_overdue(
    sign: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, alive: bool
) -> None:
    give_sign(sign, 300)
    let_pass(monkeypatch, seconds)
    assert is_alive(sign) is alive


@pytest.mark.parametrize("off", [-10 * 365 * 86400, -86400, -3600, 3600, 86400, 10 * 365 * 86400])
def test_a_clock_that_is_set_neither_kills_nor_revives(sign: Path, monkeypatch: pytest.MonkeyPatch, off: float) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + off)
    give_sign(sign, 300)
    # as the kernel dates it
    os.utime(sign, (now - off, now - off))
    assert is_alive(sign)
    let_pass(monkeypatch, 301 + GRACE_SECONDS)
    assert not is_alive(sign)
