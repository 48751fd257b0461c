import datetime

import pytest

from ocr.receipt.text.times import MASK, find_times, masked


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:05", "14:05"), ("14:05:33", "14:05:33"), ("2:05 PM", "14:05"), ("02:05:33pm", "14:05:33"), ("2:05 p.m.", "14:05"), ("PM 2:05", "14:05"),
        ("12:05 AM", "00:05"), ("14h05", "14:05"), ("14H05", "14:05"), ("1405H", "14:05"), ("1405 HRS", "14:05"), ("0205PM", "14:05"), ("14.05.33", "14:05:33"),
        ("2.05 PM", "14:05"), ("14;05:33", "14:05:33"), ("Time:14:05", "14:05"), ("T14:05:33+08:00", "14:05:33"), ("12.03. 14:05", "14:05"),
    ],
)  # fmt: skip
def test_finds_a_time_however_it_is_printed(text: str, time: str) -> None:
    assert [printed.time for printed in find_times(text)] == [datetime.time.fromisoformat(time)]


@pytest.mark.parametrize("text", ["12.50", "Jul 2019 PM", "24:00", "1:2", "99:99", "-0914:05", "14H 28 Jul", "24/7"])
def test_other_numbers_are_no_times(text: str) -> None:
    assert list(find_times(text)) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("28 Jul 14:05", "28 Jul "), ("Jul 28 14:05:33 PHT 2025", "Jul 28  2025"), ("28 Jul 2:05 p.m. 2025", "28 Jul  2025"),
        ("28/07/2025 14:05 hrs", "28/07/2025 "), ("2025-07-28T14:05:33+08:00", "2025-07-28T"), ("12/03/18 :12:30", "12/03/18 :"), ("28.07.25", "28.07.25"),
    ],
)  # fmt: skip
def test_a_time_is_hidden_from_dates_with_what_belongs_to_it(text: str, left: str) -> None:
    assert len(masked(text)) == len(text)
    assert masked(text).replace(MASK, "") == left
