"""The list of bans, from a database as fail2ban writes it."""

import json
import sqlite3
from pathlib import Path

import pytest

from bans.listing import Ban, bans, table

NOW = 1_795_000_000
LINE = [
    "203.0.113.9 ",
    "2026-11-22T12:30:02+00:00",
    ' 429 ocr POST 0.000 - - 214 9 - 203.0.113.9 1795350602.123 7 1 "/v1/ocr"',
]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "fail2ban.sqlite3"
    rows = [
        ("203.0.113.9", "nginx-ocr", NOW - 600, 3600, 1, {"failures": 12, "matches": [LINE, "".join(LINE)]}),
        ("2001:db8::9", "nginx-ocr", NOW - 60, 7200, 2, {"failures": 0, "matches": []}),
        ("203.0.113.10", "nginx-ocr", NOW - 3600, 3600, 1, {}),
        ("203.0.113.11", "sshd", NOW, 3600, 1, {}),
    ]
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bips(ip, jail, timeofban, bantime, bancount, data)")
        connection.executemany(
            "INSERT INTO bips VALUES(?, ?, ?, ?, ?, ?)", [(*row[:5], json.dumps(row[5])) for row in rows]
        )
    return path


def test_lists_the_bans_in_force_of_our_jail_the_longest_first(database: Path) -> None:
    assert list(bans(database, NOW)) == [
        Ban("2001:db8::9", "by hand", seconds_left=7140, times=2),
        Ban("203.0.113.9", "12 bad answers, lastly 429", seconds_left=3000, times=1),
    ]


def test_lays_them_out_in_columns(database: Path) -> None:
    assert table(list(bans(database, NOW))).splitlines() == [
        "ADDRESS      TIME LEFT   BANS  REASON",
        "2001:db8::9  1 h 59 min  2     by hand",
        "203.0.113.9  50 min      1     12 bad answers, lastly 429",
    ]


def test_says_so_when_nobody_is_banned() -> None:
    assert table([]) == "nobody is banned"
