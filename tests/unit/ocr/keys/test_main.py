"""What operators do with keys, by the commands that make runs."""

from pathlib import Path

import pytest

from ocr.keys import KeyFile, UsageFile
from ocr.keys.__main__ import CLOSED, OPEN, main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OCR_STATE_DIR", str(tmp_path))
    return tmp_path


def test_prints_the_key_alone_for_whoever_stores_it(capsys: pytest.CaptureFixture[str]) -> None:
    token = main(["create", "odoo"])
    assert token.startswith("ocr_")
    assert token.split() == [token]
    assert "shown this once" in capsys.readouterr().err


def test_lists_keys_with_their_use_and_no_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCR_KEY_LIMITS", "odoo=2000")
    token = main(["create", "odoo"])
    main(["create", "scanner"])
    usage = UsageFile(folder, {})
    for _ in range(3):
        usage.take("odoo")
    heading, odoo, scanner = main(["list"]).splitlines()
    assert heading.split() == ["NAME", "MADE", "LAST", "USE", "TODAY", "LIMIT"]
    assert odoo.split()[-2:] == ["3", "2000"]
    assert scanner.split()[-3:] == ["never", "0", "-"]
    assert token not in odoo


def test_names_limits_without_a_key_whoever_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCR_KEY_LIMITS", "odoo=2000,vault=5,scaner=3,old=1")
    monkeypatch.setenv("OCR_API_KEYS", f"vault={'0f' * 32}")
    main(["create", "odoo"])
    note = "OCR_KEY_LIMITS has names without a key: old, scaner. make key NAME=old makes one."
    assert main(["list"]).splitlines()[3:] == [note]
    monkeypatch.delenv("OCR_API_KEYS")
    main(["revoke", "odoo"])
    assert main(["list"]).splitlines()[0] == CLOSED
    assert "odoo, old, scaner, vault" in main(["list"])
    assert main(["open"]).splitlines()[0] == OPEN


def test_says_who_may_when_the_last_key_is_revoked_and_when_none_is_required() -> None:
    assert main(["list"]) == OPEN
    main(["create", "odoo"])
    assert main(["revoke", "odoo"]).endswith(CLOSED)
    assert main(["list"]) == CLOSED
    assert main(["open"]) == OPEN


def test_leaves_the_keys_of_the_settings_to_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCR_API_KEYS", f"vault={'0f' * 32}")
    assert main(["list"]).splitlines()[1].split()[:3] == ["vault", "in", ".env"]
    for words in (["create", "vault"], ["revoke", "vault"], ["open"]):
        with pytest.raises(ValueError, match="OCR_API_KEYS"):
            main(words)


def test_revokes_at_once_a_key_whose_name_the_settings_have_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["create", "odoo"])
    monkeypatch.setenv("OCR_API_KEYS", f"odoo={'0f' * 32}")
    assert "OCR_API_KEYS has one of this name too" in main(["revoke", "odoo"])
    assert KeyFile(folder).read() == ()
    with pytest.raises(ValueError, match="OCR_API_KEYS"):
        main(["revoke", "odoo"])


def test_keeps_keys_nowhere_without_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OCR_STATE_DIR")
    with pytest.raises(ValueError, match="OCR_STATE_DIR"):
        main(["create", "odoo"])


def test_a_key_that_was_made_here_is_one_there(folder: Path) -> None:
    main(["create", "odoo"])
    assert [key.name for key in KeyFile(folder).read() or ()] == ["odoo"]
