from collections.abc import Callable
from dataclasses import fields

import pytest

from ocr.model import Facts, Field, Page
from ocr.receipt import Locale, extract, notices, read_receipts
from ocr.receipt.parting.receipts import CHECK
from tests.support.sheets import lay

Write = Callable[..., Page]
Texts = tuple[str, ...]

# Both receipts of a pair in each row, so near to each other that no gap parts them
MIXED: tuple[Texts, ...] = (
    ("SHOP AND DELI", "Date: 07/28/2025 | Date: 08/02/2025", "TOTAL | 560.00 | TOTAL | 330.00"),
    ("SHOP AND DELI", "Date: 07/28/2025", "TOTAL | 560.00 | TOTAL | 330.00", "CASH | 560.00 | CASH | 500.00"),
    (
        "SHOP",
        "07/28/2025",
        "TOTAL | 60.00",
        "CASH | 100.00",
        "CHANGE | 40.00",
        "TOTAL | 35.00",
        "CASH | 50.00",
        "CHANGE | 15.00",
    ),
    ("SHOP", "07/28/2025", "Subtotal | 50.00 | Subtotal | 30.00", "TOTAL | 56.00"),
)


def confidences(facts: Facts) -> list[float]:
    found = [getattr(group, each.name) for group in (facts, facts.totals, facts.bir) for each in fields(group)]
    return [field.confidence for field in found if isinstance(field, Field)]


def test_one_receipt_says_what_it_always_said(grocery: Texts, hardware: Texts, page: Write, locale: Locale) -> None:
    for texts in (grocery, hardware, ("nothing",), ()):
        (only,) = read_receipts([page(*texts)], locale)

        assert only.facts == extract([page(*texts)], locale)
        assert not only.mixed
        assert [notice.code for notice in notices([only])] == ([] if len(texts) > 1 else ["not_a_receipt"])


@pytest.mark.parametrize("arrangement", ["beside", "below"])
def test_each_of_two_says_what_it_says_alone(
    arrangement: str, grocery: Texts, hardware: Texts, page: Write, locale: Locale
) -> None:
    texts = {"grocery": grocery, "hardware": hardware}
    sheet = lay([page(*each) for each in texts.values()], arrangement, gap=5)  # type: ignore[arg-type]

    for each, alone in zip(read_receipts([sheet.page], locale), texts.values(), strict=True):
        expected = extract([page(*alone)], locale)
        assert each.facts.merchant
        assert expected.merchant
        assert each.facts.merchant.value == expected.merchant.value
        assert each.facts.line_items
        assert [(i.description, i.amount) for i in each.facts.line_items] == [
            (i.description, i.amount) for i in expected.line_items
        ]
        assert [c for c in each.facts.checks if c.name != CHECK] == list(expected.checks)


@pytest.mark.parametrize("arrangement", ["beside", "below"])
def test_lines_are_counted_in_the_whole_list(
    arrangement: str, grocery: Texts, hardware: Texts, page: Write, locale: Locale
) -> None:
    sheet = lay([page(*grocery), page(*hardware)], arrangement, gap=5)  # type: ignore[arg-type]

    for each in read_receipts([sheet.page], locale):
        total = each.facts.totals.total_amount
        assert total
        assert total.line in each.lines
        assert total.text in sheet.page.lines[total.line].text
        assert total.box == sheet.page.lines[total.line].box
        assert {item.line for item in each.facts.line_items} <= set(each.lines)


def test_says_which_of_how_many_it_is(grocery: Texts, hardware: Texts, page: Write, locale: Locale) -> None:
    receipts = read_receipts([page(*grocery), page(*hardware)], locale)

    told = [check for each in receipts for check in each.facts.checks if check.name == CHECK]
    assert [(check.status, check.detail) for check in told] == [
        ("fail", "this is receipt 1 of 2"),
        ("fail", "this is receipt 2 of 2"),
    ]
    (notice,) = notices(receipts)
    assert notice.code == "several_receipts"
    assert "2 receipts" in notice.detail


STAY = ("HILLTOP HOTEL INC", "88 Acacia Street, Makati City", "VAT REG TIN 123-456-789-00000", "OFFICIAL RECEIPT NO 004512",
        "DATE: 07/28/2025 14:05")  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        ("Check-in 07/25/2025 | Check-out 07/28/2025", "Room | 3,000.00", "TOTAL | 3,000.00", "CASH | 3,000.00"),
        (
            "Billing period 06/01/2025 to 06/30/2025",
            "Electricity | 3,000.00",
            "AMOUNT DUE | 3,000.00",
            "Due date 08/15/2025",
        ),
        ("Period: 01 Jun 2025 - 30 Jun 2025 | Issued 05 Jul 2025", "Rent | 3,000.00", "TOTAL | 3,000.00"),
        ("Arrival | Departure", "07/25/2025 | 07/28/2025", "TOTAL | 3,000.00", "VISA | 1,000.00 | CASH | 2,000.00"),
        ("Room | 3,000.00", "TOTAL | 3,000.00", "CASH | 3,000.00", "ATP issued 01/01/2024 valid until 12/31/2028"),
        ("Room | 3,000.00", "Total Sales | 2,678.57 | Total VAT | 321.43 | Total | 3,000.00"),
        ("Room | 3,000.00", "TOTAL PHP | 3,000.00 | TOTAL USD | 52.00", "CASH | 3,000.00"),
        ("Previous reading 05/01/2025 | Present reading 06/01/2025", "Water | 3,000.00", "TOTAL AMOUNT DUE | 3,000.00"),
    ],
)
def test_two_days_or_totals_of_one_sale_are_no_second_receipt(texts: Texts, page: Write, locale: Locale) -> None:
    (only,) = read_receipts([page(*STAY, *texts)], locale)

    assert not only.mixed
    assert only.facts.totals.total_amount
    assert only.facts.totals.total_amount.value == 3000


@pytest.mark.parametrize("texts", MIXED, ids=range(len(MIXED)))
def test_nothing_is_sure_where_two_can_not_be_told_apart(texts: Texts, page: Write, locale: Locale) -> None:
    (only,) = read_receipts([page(*texts)], locale)

    assert only.mixed
    assert confidences(only.facts)
    assert max(confidences(only.facts)) <= 0.5
    assert not only.facts.line_items
    assert [check.status for check in only.facts.checks if check.name == CHECK] == ["fail"]
    assert [notice.code for notice in notices([only])] == ["several_receipts"]


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ((), ["not_a_receipt"]),
        (("Dear neighbours,", "thank you for the talk about the garden.", "With kind regards"), ["not_a_receipt"]),
        (("CORNER SHOP", "TOTAL 12.50"), []),
        (("DELIVERY RECEIPT", "No. 004711", "3 sacks of rice"), []),
    ],
    ids=["a blank page", "a letter", "a total", "a title"],
)
def test_says_of_what_has_nothing_of_a_receipt_that_it_is_none(
    texts: Texts, codes: list[str], page: Write, locale: Locale
) -> None:
    assert [notice.code for notice in notices(read_receipts([page(*texts)], locale))] == codes
