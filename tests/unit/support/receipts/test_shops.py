import random

import pytest

from tests.support.receipts.shops import LANDS, shop


@pytest.mark.parametrize("country", LANDS)
def test_a_shop_has_all_that_may_be_printed_and_no_digit_is_left_to_fill_in(country: str) -> None:
    for seed in range(20):
        made = shop(random.Random(seed), country)  # type: ignore[arg-type]
        printed = [made.brand, made.company, made.slogan, made.branch, made.phone, made.web, *made.address]
        assert all(printed)
        assert not any(char in text for text in printed for char in "?{}")


def test_chains_are_called_by_one_word_more_often_than_not() -> None:
    brands = [shop(random.Random(seed), "NZ").brand for seed in range(100)]
    assert 50 < sum(" " not in brand for brand in brands) < 80


def test_the_web_address_is_the_brands() -> None:
    made = shop(random.Random(3), "IE")
    assert "".join(char for char in made.brand.lower() if char.isalnum()) in made.web
