import pytest

from bench.train_calibration import AMBIGUOUS, MEANT_WEIGHT, share
from ocr.receipt.scoring.calibration_weights import AMBIGUITY


def test_what_was_never_seen_is_meant_as_often_as_a_person_says() -> None:
    assert share([(1.0, {"rounded": 1.0}, True)], "coupon", 0.85) == 0.85


@pytest.mark.parametrize(("right", "wrong", "expected"), [(2, 2, 0.75), (4, 0, 0.89), (0, 10, 0.42)])
def test_receipts_correct_that_and_do_not_replace_it(right: int, wrong: int, expected: float) -> None:
    seen = [(1.0, {"coupon": 1.0}, number < right) for number in range(right + wrong)]
    other = [(1.0, {"coupon": 0.0}, False)]
    assert MEANT_WEIGHT == 10
    assert share([*seen, *other], "coupon", 0.85) == pytest.approx(expected, abs=0.01)


def test_what_ships_tells_how_often_each_is_meant() -> None:
    assert {field: set(names) for field, names in AMBIGUITY.items()} == {f: set(n) for f, n in AMBIGUOUS.items()}
