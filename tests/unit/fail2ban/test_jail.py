"""The ignore list follows what is wanted; fail2ban itself is tested in tests/integration."""

import pytest

import bans.jail
from bans.jail import IgnoreList, covers


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the jail is told; two addresses are banned in it."""
    commands: list[str] = []

    def client(*words: str) -> str:
        commands.append(" ".join(words))
        return "203.0.113.7 2001:db8::7" if words[0] == "get" else ""

    monkeypatch.setattr(bans.jail, "client", client)
    return commands


def test_tells_the_jail_only_what_differs(told: list[str]) -> None:
    ignore_list = IgnoreList(["127.0.0.0/8", "198.51.100.1"])
    ignore_list.become(["127.0.0.0/8", "198.51.100.2"])
    ignore_list.become(["127.0.0.0/8", "198.51.100.2"])
    assert [command for command in told if "ignoreip" in command] == [
        "set nginx-ocr addignoreip 198.51.100.2",
        "set nginx-ocr delignoreip 198.51.100.1",
    ]


def test_lifts_the_ban_of_who_is_ignored_now(told: list[str]) -> None:
    IgnoreList([]).become(["2001:db8::/64"])
    assert [command for command in told if "unbanip" in command] == ["set nginx-ocr unbanip 2001:db8::7"]


def test_knows_which_addresses_a_network_contains() -> None:
    assert covers(["127.0.0.0/8", "203.0.113.0/24"], "203.0.113.7")
    assert not covers(["127.0.0.0/8", "2001:db8::/32"], "203.0.113.7")
