"""What an operator may ban by hand; fail2ban itself is tested in tests/integration."""

import pytest

import bans.by_hand
from bans.by_hand import main

IGNORED = """These IP addresses/networks are ignored:
|- 127.0.0.0/8
|- 198.51.100.0/24
`- ::1"""


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    commands: list[str] = []

    def client(*words: str) -> str:
        commands.append(" ".join(words))
        return IGNORED if words[-1] == "ignoreip" else "1"

    monkeypatch.setattr(bans.by_hand, "client", client)
    return commands


def test_bans_an_address_in_the_form_that_the_log_has_it(told: list[str]) -> None:
    assert "2001:db8::7 is banned" in main("ban", "2001:DB8:0::7")
    assert told[-1] == "set nginx-ocr banip 2001:db8::7"


@pytest.mark.parametrize("word", ["127.0.0.1", "198.51.100.7", "::1"])
def test_refuses_to_ban_who_is_never_banned(told: list[str], word: str) -> None:
    with pytest.raises(ValueError, match="is never banned"):
        main("ban", word)
    assert not [command for command in told if "banip" in command]


@pytest.mark.parametrize("word", ["", "203.0.113.0/24", "erp.example.com", "--all"])
def test_refuses_what_is_no_address(word: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        main("unban", word)


def test_lifts_one_ban(told: list[str]) -> None:
    assert main("unban", "203.0.113.7") == "203.0.113.7 is no longer banned"
    assert told == ["set nginx-ocr unbanip 203.0.113.7"]
