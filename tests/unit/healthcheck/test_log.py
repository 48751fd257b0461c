"""The log file that operators read."""

from pathlib import Path

import pytest

import healthcheck.log


def test_keeps_the_newest_lines_in_a_bounded_number_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(healthcheck.log, "FILE_BYTES", 100)
    path = tmp_path / "ocr-health-check.log"
    log = healthcheck.log.open_log(path)
    for number in range(100):
        log.info("line %03d", number)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + healthcheck.log.FILES_KEPT
    assert "line 099" in path.read_text()
    assert all(file.stat().st_size <= 100 for file in files)
