"""Requests of a day, counted and kept."""

import threading
from pathlib import Path

import pytest

from ocr.keys import UsageFile
from ocr.keys.usage import DAY_SECONDS, read_usage

NOON = 1_795_348_800.0


class Clock:
    """A clock that a test sets."""

    now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_counts_up_to_the_limit_and_starts_again_with_the_day(tmp_path: Path, clock: Clock) -> None:
    usage = UsageFile(tmp_path, {"odoo": 2}, clock)
    assert [usage.take("odoo") for _ in range(4)] == [None, None, DAY_SECONDS // 2, DAY_SECONDS // 2]
    clock.now += DAY_SECONDS / 2 - 1
    assert usage.take("odoo") == 1
    clock.now += 1
    assert usage.take("odoo") is None
    assert usage.listed("odoo") == (1, "2026-11-23T00:00:00+00:00", 2)


def test_a_limit_of_nothing_lets_nothing_in_and_none_all(tmp_path: Path, clock: Clock) -> None:
    usage = UsageFile(tmp_path, {"closed": 0}, clock)
    assert usage.take("closed")
    assert [usage.take("odoo") for _ in range(100)] == [None] * 100


def test_names_do_not_use_up_one_another(tmp_path: Path, clock: Clock) -> None:
    usage = UsageFile(tmp_path, {"odoo": 1, "scanner": 1}, clock)
    assert [usage.take(name) is None for name in ("odoo", "scanner", "odoo", "scanner")] == [True, True, False, False]


def test_counts_outlive_a_restart(tmp_path: Path, clock: Clock) -> None:
    UsageFile(tmp_path, {"odoo": 1}, clock).take("odoo")
    assert UsageFile(tmp_path, {"odoo": 1}, clock).take("odoo")


@pytest.mark.parametrize("damage", ["", "[]", '{"day": 1, "x": 2}'])
def test_a_damaged_file_counts_from_nothing(tmp_path: Path, clock: Clock, damage: str) -> None:
    (tmp_path / "usage.json").write_text(damage)
    assert UsageFile(tmp_path, {"odoo": 1}, clock).take("odoo") is None
    assert read_usage(tmp_path).requests == {"odoo": 1}


def test_goes_on_where_it_can_not_write(tmp_path: Path, clock: Clock) -> None:
    usage = UsageFile(tmp_path / "gone", {"odoo": 1}, clock)
    assert usage.take("odoo") is None
    assert usage.take("odoo")


def test_many_at_once_get_no_more_than_the_limit(tmp_path: Path, clock: Clock) -> None:
    usage = UsageFile(tmp_path, {"odoo": 50}, clock)
    let_in: list[bool] = []
    threads = [
        threading.Thread(target=lambda: let_in.extend(usage.take("odoo") is None for _ in range(20))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(let_in) == 50
    assert read_usage(tmp_path).requests == {"odoo": 50}
