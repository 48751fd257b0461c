"""A misprinted or misread total may be wrong, but never with confidence where the paper contradicts it."""

import pytest

from bench.misprinted import outcomes

pytestmark = pytest.mark.slow


def test_no_total_is_sure_that_cash_or_the_goods_contradict() -> None:
    found = outcomes(600, seed=2000)
    assert sum(found.values()) > 400
    assert {how for (how, _, sure, proof), n in found.items() if sure and proof} == set()


def test_parted_thousands_are_read_as_one_amount() -> None:
    parted = {key: n for key, n in outcomes(600, seed=3000).items() if key[0] == "thousands parted"}
    right = sum(n for (_, verdict, _, _), n in parted.items() if verdict == "right")
    assert right / sum(parted.values()) > 0.98
