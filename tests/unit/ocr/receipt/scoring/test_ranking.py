import pytest

from ocr.receipt.fields.finding import Candidate
from ocr.receipt.scoring.ranking import choose, score

WEIGHTS = {"good": 2.0, "bad": -1.0}


def test_a_score_is_the_sum_of_evidence_times_weight() -> None:
    assert score({"good": 1.0, "bad": 0.5, "unheard of": 9.0}, WEIGHTS) == pytest.approx(1.5)


def test_the_candidate_with_the_highest_score_is_chosen() -> None:
    choice = choose([Candidate("a", {"bad": 1.0}), Candidate("b", {"good": 1.0})], WEIGHTS)
    assert choice
    assert choice.value == "b"
    assert choice.probability == pytest.approx(0.9526, abs=1e-4)


def test_the_first_of_equals_is_chosen() -> None:
    choice = choose([Candidate("a", {}), Candidate("b", {})], WEIGHTS)
    assert choice
    assert (choice.value, choice.probability) == ("a", 0.5)


def test_candidates_that_say_the_same_share_their_chance() -> None:
    choice = choose(
        [Candidate("x1", {}), Candidate("x2", {}), Candidate("y1", {})], WEIGHTS, same=lambda value: value[0]
    )
    assert choice
    assert choice.probability == pytest.approx(2 / 3)


def test_nothing_is_chosen_from_nothing() -> None:
    assert choose([], WEIGHTS) is None
