"""Figures over folds of merchants: no fold learns from itself, and each figure is computed as defined."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import pytest
from rapidfuzz.distance import Levenshtein

from bench.accuracy import Judged, accepted, by_merchant, crossed
from bench.drawn import receipts
from bench.fields import calibration_error
from bench.labelled import Labelled, folds
from bench.learning import PRIOR, SHIPPED, deciding_with, examples

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return [
        Labelled(
            receipt.name,
            (receipt.page,),
            {name: receipt.truth[name] or "" for name in ("merchant", "date", "address")}
            | {"total": str(receipt.truth["totals.total_amount"])},
        )
        for receipt in islice(receipts(1, "common", "clean", 1000), 10)
    ]


@pytest.fixture(scope="module")
def as_shipped(labelled: list[Labelled]) -> dict[tuple[str, str], float]:
    return confidences(labelled)


def confidences(of: Sequence[Labelled]) -> dict[tuple[str, str], float]:
    """Return how sure each field of each merchant is, decided over folds."""
    return {(outcome.merchant, outcome.name): outcome.confidence for outcome in crossed(examples(of))}


def test_receipts_are_decided_without_the_labels_of_their_fold(
    labelled: list[Labelled], as_shipped: dict[tuple[str, str], float]
) -> None:
    dealt = folds(labelled)
    wrong = {"date": "01/01/1999", "address": "NOWHERE", "total": "0.01"}
    mislabelled = [replace(each, labels=each.labels | wrong) if dealt[each.file] == 0 else each for each in labelled]
    after = confidences(mislabelled)
    held = {each.merchant for each in labelled if dealt[each.file] == 0}

    assert {key: sure for key, sure in as_shipped.items() if key[0] in held} == {
        key: sure for key, sure in after.items() if key[0] in held
    }
    # The others learn from them: labels do make a difference.
    assert as_shipped != after


def test_receipts_are_decided_without_what_ships(
    labelled: list[Labelled], as_shipped: dict[tuple[str, str], float]
) -> None:
    with deciding_with({name: dict.fromkeys(SHIPPED[name], -1.0) for name in PRIOR}):
        assert confidences(labelled) == as_shipped


def test_tables_are_put_back() -> None:
    kept = dict(SHIPPED["TOTAL"])
    with deciding_with({"TOTAL": {"final": 9.0}}):
        assert SHIPPED["TOTAL"] == {"final": 9.0}
    assert SHIPPED["TOTAL"] == kept


def outcomes(*sure_and_right: tuple[float, bool], merchant: str = "ONE") -> list[Judged]:
    """Return totals that were found, so sure and right or wrong."""
    return [
        Judged("total", "", merchant, found=True, printed=True, right=right, confidence=sure)
        for sure, right in sure_and_right
    ]


def test_the_calibration_error_is_the_mean_distance_of_confidence_and_share_of_right_ones() -> None:
    half_right = outcomes((0.95, True), (0.95, False))
    assert calibration_error(half_right) == pytest.approx(0.45)
    # Bins are weighed by how many are in them: 0.45 of two, 0.25 of two.
    assert calibration_error(half_right + outcomes((0.75, True), (0.75, True))) == pytest.approx(0.35)
    assert calibration_error(outcomes(*[(0.75, True)] * 3, (0.75, False))) == 0


def test_what_is_accepted_is_as_sure_as_the_threshold() -> None:
    of = outcomes((0.95, True), (0.9, False), (0.89, False), (0.2, True))
    missing = Judged("total", "", "ONE", found=False, printed=True, right=False)
    assert accepted(of, 0.9) == (0.5, 0.5)
    assert accepted([*of, missing], 0.95) == (0.2, 1.0)
    assert accepted([missing], 0.9) == (0, 1.0)


def test_every_merchant_counts_once() -> None:
    of = outcomes(*[(0.9, True)] * 9) + outcomes((0.9, False), merchant="OTHER")
    assert by_merchant(of, lambda outcome: outcome.right) == 0.5


@pytest.mark.parametrize(
    ("read", "printed", "wrong"),
    [("ABC", "ABC", 0), ("A8C", "ABC", 1), ("AC", "ABC", 1), ("ABBC", "ABC", 1), ("", "ABC", 3), ("CBA", "ABC", 2)],
)
def test_characters_that_are_wrong_are_counted(read: str, printed: str, wrong: int) -> None:
    assert Levenshtein.distance(read, printed) == wrong
