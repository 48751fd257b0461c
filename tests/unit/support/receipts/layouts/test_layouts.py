import datetime

import pytest

from tests.support.receipts.layouts import ABROAD, LAWS, LAYOUTS


def test_there_are_at_least_12_philippine_layouts_and_malaysian_ones_of_both_taxes() -> None:
    countries = [layout.country for layout in LAYOUTS.values()]
    assert countries.count("PH") >= 12
    assert {"my_gst_retail", "my_sst_cafe"} <= set(LAYOUTS)


def test_ten_countries_elsewhere_have_a_market_and_an_eatery() -> None:
    countries = {layout.country for layout in ABROAD.values()}
    assert len(countries) >= 10
    assert set(ABROAD) == {f"{country.lower()}_{trade}" for country in countries for trade in ("market", "eatery")}


def test_no_layout_is_in_two_sets() -> None:
    assert len({*LAYOUTS, *ABROAD, *LAWS}) == len(LAYOUTS) + len(ABROAD) + len(LAWS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_has_paper_and_a_span_of_days(name: str) -> None:
    layout = LAYOUTS[name]
    assert layout.papers
    assert datetime.date(2015, 1, 1) < layout.days[0] < layout.days[1]
