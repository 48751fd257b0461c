import re

import pytest

from tests.support.receipts import held_out, held_out_abroad, wordings, wordings_abroad
from tests.support.receipts.wordings import Table

COUNTRIES = [
    pytest.param(wordings.PHILIPPINES, held_out.PHILIPPINES, id="PH"),
    pytest.param(wordings.MALAYSIA, held_out.MALAYSIA, id="MY"),
    *(
        pytest.param(table, held_out_abroad.ABROAD[country], id=country)
        for country, table in wordings_abroad.ABROAD.items()
    ),
]
PLACEHOLDER = re.compile(r"{\w+}")


def folded(text: str) -> str:
    """Return a pattern as it is; a label without its case and the colon it ends in."""
    return text if PLACEHOLDER.search(text) or "%" in text else text.rstrip(": ").casefold()


@pytest.mark.parametrize(("common", "held"), COUNTRIES)
def test_no_variant_of_a_key_is_in_both_groups(common: Table, held: Table) -> None:
    both = {key: {*map(folded, common[key])} & {*map(folded, held[key])} for key in held}
    assert {key: same for key, same in both.items() if same} == {}


@pytest.mark.parametrize(("common", "held"), COUNTRIES)
def test_every_held_out_key_is_one_that_is_printed(common: Table, held: Table) -> None:
    assert set(held) <= set(common)


@pytest.mark.parametrize(("common", "held"), COUNTRIES)
def test_every_label_of_an_amount_has_held_out_variants(common: Table, held: Table) -> None:
    amounts = {"subtotal", "total", "cash", "change", "service_charge"}
    amounts |= {"vatable", "vat", "exempt", "zero_rated", "discount"} & set(common)
    assert amounts <= set(held)


@pytest.mark.parametrize(("common", "held"), COUNTRIES)
def test_patterns_of_both_groups_print_the_same_things(common: Table, held: Table) -> None:
    for key in ("format.tin", "format.amount_with_sign", "format.minus", "item_count"):
        asked = {frozenset(PLACEHOLDER.findall(text)) for text in (*common.get(key, ()), *held.get(key, ()))}
        assert len(asked) <= 1, key
