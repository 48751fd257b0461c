"""Requests of a day, counted and kept."""

import threading
from pathlib import Path

import pytest

from ocr.keys import UsageFile
from ocr.keys.usage import read_usage
from service.clock import Clocks
from service.durations import DAY_SECONDS

NOON = 1_795_348_800.0


class Clock:
    """Both clocks of a machine; a test sets the one on the wall."""

    def __init__(self) -> None:
        self.passed, self.off = 0.0, 0.0

    def __call__(self) -> Clocks:
        return Clocks(NOON + self.passed + self.off, 1000 + self.passed)


def counting(folder: Path, limits: dict[str, int], clock: Clock) -> UsageFile:
    return UsageFile(folder, limits, clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_counts_up_to_the_limit_and_starts_again_with_the_day(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {"odoo": 2}, clock)
    assert [usage.take("odoo") for _ in range(4)] == [None, None, DAY_SECONDS // 2, DAY_SECONDS // 2]
    clock.passed += DAY_SECONDS / 2 - 1
    assert usage.take("odoo") == 1
    clock.passed += 1
    assert usage.take("odoo") is None
    assert usage.listed("odoo") == (1, "2026-11-23T00:00:00+00:00", 2)


@pytest.mark.parametrize("steps", [[1, 0], [-1, 0], [400, 0], [1], [-1], [0.5, 0, 0.5]])
def test_a_clock_that_is_set_begins_no_new_day(tmp_path: Path, clock: Clock, steps: list[float]) -> None:
    usage = counting(tmp_path, {"odoo": 100}, clock)
    for count, days in enumerate([0, *steps], start=1):
        clock.off = days * DAY_SECONDS
        clock.passed += 60
        assert usage.take("odoo") is None
        assert usage.listed("odoo")[0] == count


def test_a_day_that_passes_while_the_clock_is_wrong_is_one(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {"odoo": 1}, clock)
    usage.take("odoo")
    clock.off = DAY_SECONDS
    assert usage.take("odoo")
    clock.passed += DAY_SECONDS
    assert usage.take("odoo") is None
    clock.off = 0
    assert usage.take("odoo")


def test_a_day_that_passes_while_nobody_asks_and_the_clock_is_set_is_one(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {"odoo": 1}, clock)
    usage.take("odoo")
    clock.passed += DAY_SECONDS
    clock.off = 600
    assert usage.take("odoo") is None


def test_the_drift_of_a_clock_carries_no_count_over_midnight(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {"odoo": 1}, clock)
    usage.take("odoo")
    clock.passed += DAY_SECONDS / 2 - 1
    clock.off = 2
    assert usage.take("odoo") is None


def test_what_was_counted_on_a_day_to_come_counts_today_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    clock.off = DAY_SECONDS
    counting(tmp_path, {"odoo": 1}, clock).take("odoo")
    clock.off = 0
    assert counting(tmp_path, {"odoo": 1}, clock).take("odoo")


def test_a_limit_of_nothing_lets_nothing_in_and_none_all(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {"closed": 0}, clock)
    assert usage.take("closed")
    assert [usage.take("odoo") for _ in range(100)] == [None] * 100


def test_names_do_not_use_up_one_another(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {"odoo": 1, "scanner": 1}, clock)
    assert [usage.take(name) is None for name in ("odoo", "scanner", "odoo", "scanner")] == [True, True, False, False]


def test_counts_outlive_a_restart(tmp_path: Path, clock: Clock) -> None:
    counting(tmp_path, {"odoo": 1}, clock).take("odoo")
    assert counting(tmp_path, {"odoo": 1}, clock).take("odoo")


@pytest.mark.parametrize("damage", ["", "[]", '{"day": 1, "x": 2}'])
def test_a_damaged_file_counts_from_nothing(tmp_path: Path, clock: Clock, damage: str) -> None:
    (tmp_path / "usage.json").write_text(damage)
    assert counting(tmp_path, {"odoo": 1}, clock).take("odoo") is None
    assert read_usage(tmp_path).requests == {"odoo": 1}


def test_a_full_disk_costs_no_count(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {}, clock)
    usage.take("odoo")
    # opens, and takes nothing
    (tmp_path / ".usage.json.new").symlink_to("/dev/full")
    usage.take("odoo")
    assert read_usage(tmp_path).requests == {"odoo": 1}
    (tmp_path / ".usage.json.new").unlink()
    usage.take("odoo")
    assert read_usage(tmp_path).requests == {"odoo": 3}


def test_goes_on_where_it_can_not_write(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path / "gone", {"odoo": 1}, clock)
    assert usage.take("odoo") is None
    assert usage.take("odoo")


def test_many_at_once_get_no_more_than_the_limit(tmp_path: Path, clock: Clock) -> None:
    usage = counting(tmp_path, {"odoo": 50}, clock)
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
