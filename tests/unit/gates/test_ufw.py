"""What UFW prints, as it prints it."""

import pytest

from gates.ufw import read_ufw

ACTIVE = """Status: active
Logging: on (low)
Default: deny (incoming), allow (outgoing), deny (routed)
New profiles: skip

To                         Action      From
--                         ------      ----
22/tcp                     LIMIT IN    Anywhere
80,443/tcp (Nginx Full)    ALLOW IN    Anywhere                   # the edge
25/tcp                     DENY IN     Anywhere
22/tcp (v6)                LIMIT IN    Anywhere (v6)
80,443/tcp (Nginx Full (v6)) ALLOW IN    Anywhere (v6)
53                         ALLOW OUT   Anywhere
"""
ALLOWED = frozenset({22, 80, 443})


def with_rule(rule: str) -> str:
    return f"{ACTIVE}{rule}\n"


def test_reads_the_state_the_default_and_the_rules_that_let_in() -> None:
    ufw = read_ufw(ACTIVE)
    assert (ufw.active, ufw.incoming) == (True, "deny")
    assert [opening.row for opening in ufw.openings][:2] == ["22/tcp", "80,443/tcp (Nginx Full)"]


def test_finds_nothing_open_beyond_the_three() -> None:
    assert not any(opening.beyond(ALLOWED) for opening in read_ufw(ACTIVE).openings)


@pytest.mark.parametrize(
    "rule",
    [
        "5432/tcp                   ALLOW IN    Anywhere",
        "5432                       ALLOW IN    10.0.0.0/8",
        "80:90/tcp                  ALLOW IN    Anywhere",
        "Anywhere                   ALLOW IN    203.0.113.9",
        "10.0.0.5 5432/tcp          ALLOW IN    Anywhere",
        "8080/tcp on eth0           ALLOW IN    Anywhere",
        "5432/tcp (v6)              LIMIT IN    Anywhere (v6)",
        "Samba                      ALLOW IN    Anywhere",
    ],
)
def test_finds_every_other_opening(rule: str) -> None:
    assert [opening for opening in read_ufw(with_rule(rule)).openings if opening.beyond(ALLOWED)]


@pytest.mark.parametrize(
    "rule",
    [
        "5432/tcp on lo             ALLOW IN    Anywhere",
        "Anywhere on docker0        ALLOW IN    Anywhere",
        "5432/tcp                   DENY IN     Anywhere",
        "5432/tcp                   ALLOW OUT   Anywhere",
        "5432/tcp                   ALLOW FWD   Anywhere",
    ],
)
def test_passes_over_rules_that_let_nobody_in_from_outside(rule: str) -> None:
    assert not [opening for opening in read_ufw(with_rule(rule)).openings if opening.beyond(ALLOWED)]


def test_reads_that_it_is_off() -> None:
    assert not read_ufw("Status: inactive\n").active


@pytest.mark.parametrize(
    ("rule", "protocol", "source"),
    [
        ("2377,7946/tcp              ALLOW IN    10.0.0.2", "tcp", "10.0.0.2"),
        ("4789,7946/udp              ALLOW IN    10.0.0.2                   # cluster", "udp", "10.0.0.2"),
        ("10.0.0.1 7946              ALLOW IN    10.0.0.0/24", "", "10.0.0.0/24"),
        ("7946/udp (v6)              ALLOW IN    Anywhere (v6)", "udp", "Anywhere"),
    ],
)
def test_reads_whom_a_rule_lets_in_and_by_which_protocol(rule: str, protocol: str, source: str) -> None:
    opening = read_ufw(with_rule(rule)).openings[-1]
    assert (opening.protocol, opening.source) == (protocol, source)
