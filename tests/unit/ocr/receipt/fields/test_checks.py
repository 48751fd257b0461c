import datetime
from collections.abc import Callable

import pytest

from ocr.model import Facts
from ocr.receipt.fields.checks import check

Read = Callable[..., Facts]


def statuses(facts: Facts) -> dict[str, str]:
    return {each.name: each.status for each in facts.checks}


def test_a_sound_philippine_invoice_passes_what_applies_to_it(facts: Read, grocery: tuple[str, ...]) -> None:
    found = statuses(facts(*grocery))
    assert {name for name, status in found.items() if status == "pass"} == {
        "vat_is_12_percent", "parts_make_the_total", "cash_less_change_is_the_total", "items_make_the_subtotal", "date_is_not_in_the_future",
    }  # fmt: skip
    assert "fail" not in found.values()


def test_a_sound_malaysian_invoice_passes_what_applies_to_it(facts: Read, hardware: tuple[str, ...]) -> None:
    found = statuses(facts(*hardware))
    assert (found["gst_is_6_percent"], found["subtotal_makes_the_total"], found["vat_is_12_percent"]) == (
        "pass",
        "pass",
        "not_applicable",
    )


@pytest.mark.parametrize(
    ("wrong", "right", "name"),
    [
        ("VAT 12% | 93.04", "VAT 12% | 83.04", "vat_is_12_percent"),
        ("CHANGE | 226.00", "CHANGE | 225.00", "cash_less_change_is_the_total"),
        ("6 x 109.50 | 567.00 V", "6 x 109.50 | 657.00 V", "items_make_the_subtotal"),
        ("VAT-Exempt Sales | 10.00", "VAT-Exempt Sales | 0.00", "parts_make_the_total"),
    ],
)
def test_an_amount_that_does_not_add_up_fails_its_check(
    facts: Read, grocery: tuple[str, ...], wrong: str, right: str, name: str
) -> None:
    found = statuses(facts(*(wrong if text == right else text for text in grocery)))
    assert found[name] == "fail"


def test_a_check_tells_the_numbers_it_used(facts: Read, grocery: tuple[str, ...]) -> None:
    details = {each.name: each.detail for each in facts(*grocery).checks}
    assert details["cash_less_change_is_the_total"] == "1000.00 - 225.00 = 775.00, total 775.00"


def test_nothing_read_is_nothing_to_check() -> None:
    today = datetime.date(2026, 1, 1)
    assert {each.status for each in check(Facts(), (), None, today)} == {"not_applicable"}
