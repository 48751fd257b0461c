"""When the sidecar itself counts as alive."""

from pathlib import Path

from healthcheck.alive import GRACE_SECONDS, is_alive


def test_is_not_alive_before_the_first_round(tmp_path: Path) -> None:
    assert not is_alive(tmp_path / "sign", now=0)


def test_is_alive_until_the_next_round_is_overdue(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    sign.write_text("300")
    written = sign.stat().st_mtime
    assert is_alive(sign, now=written + 300)
    assert not is_alive(sign, now=written + 300 + GRACE_SECONDS)
