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


def test_goes_on_without_a_file_where_none_can_be_made_and_with_one_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "away" / "ocr-health-check.log"
    log = healthcheck.log.open_log(path)
    # other tests have left handlers at the root
    monkeypatch.setattr(log, "propagate", False)
    log.info("first")
    path.parent.mkdir()
    log.info("second")
    assert capsys.readouterr() == ("first\nsecond\n", "")
    assert path.read_text() == "second\n"
