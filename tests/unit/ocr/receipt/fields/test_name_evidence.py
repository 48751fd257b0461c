from collections.abc import Callable, Mapping

import pytest

from ocr.receipt.fields.country import Country
from ocr.receipt.fields.head import read_head
from ocr.receipt.fields.merchant import name_candidates
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def evidence(printed: tuple[Row, ...], name: str, country: Country | None = None) -> Mapping[str, float]:
    candidates = name_candidates(read_head(printed), printed, country)
    return next(each.evidence for each in candidates if each.value.value == name)


@pytest.mark.parametrize(
    ("head", "name", "told"),
    [
        (("TESCO", "EVERY LITTLE HELPS"), "EVERY LITTLE HELPS", "sentence"),
        (("Walmart", "SAVE MONEY. LIVE BETTER."), "SAVE MONEY. LIVE BETTER.", "full_stop"),
        (("Walmart", "231 BLUEBELL DR SW"), "Walmart 231 BLUEBELL DR SW", "house_number"),
        (("REWE", "Domstr. 20"), "REWE Domstr. 20", "house_number"),
        (("TESCO", "London NW3 6NN"), "London NW3 6NN", "postal"),
        (("TESCO", "MANAGER DIANA EARNEST"), "MANAGER DIANA EARNEST", "staff"),
        (("TESCO", "Store 0521 Bondi"), "Store 0521 Bondi", "branch"),
        (("PAID", "LEE SENG TRADING"), "PAID", "stamp"),
        (("MAJU FOODS", "(KEDAI MAJU)"), "(KEDAI MAJU)", "bracketed"),
        (("HOCK LEE (BATU", "PAHAT) SDN BHD"), "HOCK LEE (BATU", "open_bracket"),
        (("HOCK LEE (BATU", "PAHAT) SDN BHD"), "PAHAT) SDN BHD", "closed_bracket"),
        (("SUPER MAJU", "www.supermaju.com.my"), "SUPER MAJU", "domain"),
        (("SUPER MAJU", "careline@ supermaju.com.my"), "SUPER MAJU", "domain"),
        (("SUPER MAJU", "THANK YOU FOR SHOPPING AT SUPER MAJU"), "SUPER MAJU", "thanked"),
        (("ELKEN KASUT", "ELKEN KASUT SDN BHD"), "ELKEN KASUT", "with_form_below"),
        (("SYARIKAT PERNIAGAAN", "AH SENG"), "AH SENG", "after_trade_alone"),
        (("HOCK LEE (BATU", "PAHAT) SDN BHD"), "HOCK LEE (BATU PAHAT) SDN BHD", "joined_open"),
        (("MARKS &", "SPENCER"), "MARKS & SPENCER", "joined_open"),
        (("MAJU SDN BHD", "KASUT BARU"), "MAJU SDN BHD", "legal_form"),
        (("PT. INDOMARCO PRISMATAMA", "JL. PANTAI"), "PT. INDOMARCO PRISMATAMA", "legal_form_abroad"),
    ],
)
def test_what_a_row_says_of_itself_and_of_its_neighbours_is_told(
    rows: Rows, head: tuple[str, ...], name: str, told: str
) -> None:
    assert evidence(rows(*head, "MILK | 4.20", "TOTAL | 4.20"), name).get(told)


@pytest.mark.parametrize(
    ("head", "name", "not_told"),
    [
        (("7-ELEVEN", "Pioneer Corner"), "7-ELEVEN", "house_number"),
        (("Mr. D.I.Y. (M) SDN BHD",), "Mr. D.I.Y. (M) SDN BHD", "full_stop"),
        (("SUPER MAJU", "supermaju@gmail.com"), "SUPER MAJU", "domain"),
        (("ELKEN", "SERVICE", "ELKEN SERVICE SDN BHD"), "ELKEN SERVICE SDN BHD", "after_trade_alone"),
        (("TAX INVOICE", "MAJU FOODS"), "MAJU FOODS", "after_document"),
    ],
)
def test_names_that_look_like_something_else_are_not_taken_for_it(
    rows: Rows, head: tuple[str, ...], name: str, not_told: str
) -> None:
    assert not evidence(rows(*head, "MILK | 4.20", "TOTAL | 4.20"), name).get(not_told)


def test_a_firm_with_a_malaysian_number_is_registered_in_malaysia_alone(rows: Rows) -> None:
    printed = rows("KOPI BARU", "MAJU SDN BHD", "(452311-K)", "TOTAL | 4.20")
    assert evidence(printed, "MAJU SDN BHD", "MY").get("registered_firm")
    assert not evidence(printed, "MAJU SDN BHD", "PH").get("registered_firm")


def test_a_row_in_which_the_sale_has_begun_goes_on_in_no_name(rows: Rows) -> None:
    printed = rows("MAJU FOODS", "TAX INVOICE", "KASUT", "TOTAL | 4.20")
    names = {each.value.value for each in name_candidates(read_head(printed), printed, None)}
    assert not any("MAJU FOODS" in name and name != "MAJU FOODS" for name in names)
