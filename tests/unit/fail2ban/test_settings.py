"""The environment, right and wrong, and what fail2ban gets to read of it."""

import pytest

from bans.settings import Settings
from service.settings import SettingsInvalid


def test_bans_for_an_hour_after_ten_bad_answers_in_a_minute_by_default() -> None:
    assert Settings.from_env({}) == Settings(
        max_retry=10,
        find_seconds=60,
        ban_seconds=3600,
        max_ban_seconds=604800,
        statuses=(429, 500, 502, 503, 401, 403),
        networks=(),
        names=(),
    )


def test_takes_a_variable_that_is_set_but_empty_for_its_default() -> None:
    assert Settings.from_env({"FAIL2BAN_MAX_RETRY": "", "FAIL2BAN_STATUSES": ""}) == Settings.from_env({})


def test_tells_addresses_networks_and_host_names_apart() -> None:
    settings = Settings.from_env({"FAIL2BAN_IGNORE_IP": "203.0.113.7, 198.51.100.0/24,2001:db8::/32 ERP.example.com"})
    assert settings.networks == ("203.0.113.7/32", "198.51.100.0/24", "2001:db8::/32")
    assert settings.names == ("erp.example.com",)


def test_names_all_bad_variables_at_once() -> None:
    with pytest.raises(SettingsInvalid) as refused:
        Settings.from_env({
            "FAIL2BAN_MAX_RETRY": "0",
            "FAIL2BAN_FIND_SECONDS": "1m",
            "FAIL2BAN_BAN_SECONDS": "-1",
            "FAIL2BAN_MAX_BAN_SECONDS": "60",
            "FAIL2BAN_STATUSES": "200",
            "FAIL2BAN_IGNORE_IP": "203.0.113.256, 10.0.0.0/40, erp_host",
        })  # fmt: skip
    assert [fault.partition("=")[0] for fault in refused.value.faults] == [
        "FAIL2BAN_BAN_SECONDS",
        *["FAIL2BAN_IGNORE_IP"] * 3,
        "FAIL2BAN_MAX_RETRY",
        "FAIL2BAN_FIND_SECONDS",
        "FAIL2BAN_MAX_BAN_SECONDS",
        "FAIL2BAN_STATUSES",
    ]


@pytest.mark.parametrize(
    ("text", "statuses"), [("", (401, 403)), ("401", (401,)), ("403 401", (403, 401)), ("none", ())]
)
def test_counts_refusals_for_want_of_a_key_or_a_network_by_a_setting_of_their_own(
    text: str, statuses: tuple[int, ...]
) -> None:
    settings = Settings.from_env({"FAIL2BAN_DENIED_STATUSES": text})
    assert settings.statuses == (429, 500, 502, 503, *statuses)


def test_names_the_setting_of_refusals_where_that_is_wrong() -> None:
    with pytest.raises(SettingsInvalid, match=r"^FAIL2BAN_DENIED_STATUSES=200: "):
        Settings.from_env({"FAIL2BAN_DENIED_STATUSES": "200"})


def test_lets_a_ban_longer_than_the_default_limit_raise_the_limit() -> None:
    assert Settings.from_env({"FAIL2BAN_BAN_SECONDS": "1000000"}).max_ban_seconds == 1000000


def test_gives_fail2ban_its_figures() -> None:
    rendered = Settings.from_env({"FAIL2BAN_STATUSES": "429,503"}).as_fail2ban(["127.0.0.0/8", "::1/128"])
    assert rendered.splitlines() == [
        "[DEFAULT]",
        "max_retry = 10",
        "find_seconds = 60",
        "ban_seconds = 3600",
        "max_ban_seconds = 604800",
        "history_seconds = 3196800",
        "statuses = 429|503|401|403",
        "ignored = 127.0.0.0/8 ::1/128",
    ]
