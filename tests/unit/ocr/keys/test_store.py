"""The file of keys: what is in it and what is not, and that it is whole whatever happens."""

import json
import stat
import threading
from pathlib import Path

import pytest

from ocr.keys import KeyFile
from ocr.keys.store import PREFIX, digest_of, new_token


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path)


def test_is_none_until_a_key_is_made_and_stays_when_the_last_is_revoked(file: KeyFile) -> None:
    assert file.read() is None
    file.create("odoo")
    file.revoke("odoo")
    assert file.read() == ()
    file.remove()
    file.remove()
    assert file.read() is None


def test_keeps_a_hash_and_nothing_of_the_key(file: KeyFile, tmp_path: Path) -> None:
    token = file.create("odoo")
    content = (tmp_path / "keys.json").read_text()
    assert token.removeprefix(PREFIX)[:8] not in content
    (entry,) = json.loads(content)["keys"]
    assert (entry["name"], entry["sha256"]) == ("odoo", digest_of(token).hex())
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_keys_have_256_bits_and_letters_that_a_header_takes() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {len(PREFIX) + 43}
    assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)


@pytest.mark.parametrize("name", ["", "A", "a b", "a,b", 'a"', "-a", "a=b", "x" * 33, "internal", "ä", "a\n"])
def test_takes_no_name_that_would_break_a_line_of_a_log(file: KeyFile, name: str) -> None:
    with pytest.raises(ValueError, match="not a name for a key"):
        file.create(name)


def test_gives_no_name_twice_and_withdraws_none_that_is_not_there(file: KeyFile) -> None:
    token = file.create("odoo")
    with pytest.raises(ValueError, match="there is a key odoo already"):
        file.create("odoo")
    with pytest.raises(ValueError, match="there are: odoo"):
        file.revoke("scanner")
    (key,) = file.read() or ()
    assert key.digest == digest_of(token)


def test_two_operators_at_once_lose_no_key(file: KeyFile) -> None:
    threads = [threading.Thread(target=file.create, args=(f"key-{number}",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.read() or ()) == 20
