import pytest

from service.durations import duration


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (-5, "0 s"),
        (0.4, "0 s"),
        (59.6, "1 min"),
        (65, "1 min 5 s"),
        (3600, "1 h"),
        (3605, "1 h"),
        (3660, "1 h 1 min"),
        (90061, "1 d 1 h"),
        (604799, "6 d 23 h"),
    ],
)
def test_writes_a_duration_in_its_largest_unit_and_the_next(seconds: float, written: str) -> None:
    assert duration(seconds) == written
