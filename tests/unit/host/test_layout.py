"""What is in which folder of host/."""

from tests.unit.host.conftest import HOST


def test_what_is_run_may_be_run_and_what_is_sourced_may_not() -> None:
    executable = {path for path in HOST.rglob("*.sh") if path.stat().st_mode & 0o100}
    assert set((HOST / "bin").rglob("*.sh")) <= executable
    assert not executable & set((HOST / "lib").iterdir())
