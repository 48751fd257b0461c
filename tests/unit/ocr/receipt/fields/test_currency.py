import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ocr.model import Facts, Text
from ocr.receipt.extract import decide
from ocr.receipt.facts import facts_of
from ocr.receipt.layout.rows import Row
from ocr.receipt.locale import Locale

Rows = Callable[..., tuple[Row, ...]]

PHILIPPINE = ("HILLTOP CANTEEN INC", "88 Acacia Street, Makati City", "VAT REG TIN 123-456-789-00000")
MALAYSIAN = ("KEDAI BESI MAJU SDN BHD", "53200 KUALA LUMPUR")
NOWHERE = ("ISLAND TOURS", "5 Palm Road")
HEADS = (NOWHERE, PHILIPPINE, MALAYSIAN)
# Each sign as it is printed before, and behind, an amount.
BEFORE = [
    ("US$", "USD"), ("US $", "USD"), ("U.S.$", "USD"), ("USD ", "USD"), ("USD$", "USD"), ("EUR ", "EUR"), ("€", "EUR"), ("HK$", "HKD"),
    ("HKD ", "HKD"), ("A$", "AUD"), ("AU$", "AUD"), ("AUD ", "AUD"), ("JPY ", "JPY"), ("£", "GBP"), ("GBP ", "GBP"), ("S$", "SGD"),
    ("SGD ", "SGD"), ("NT$", "TWD"), ("C$", "CAD"), ("CA$", "CAD"), ("NZ$", "NZD"), ("Rp ", "IDR"), ("Rp", "IDR"), ("IDR ", "IDR"),
    ("฿", "THB"), ("THB ", "THB"), ("₫", "VND"), ("₹", "INR"), ("₩", "KRW"), ("RMB ", "CNY"), ("RM", "MYR"), ("RM ", "MYR"),
    ("P", "PHP"), ("P ", "PHP"), ("₱", "PHP"), ("PHP", "PHP"), ("Php ", "PHP"), ("PhP", "PHP"),
]  # fmt: skip
BEHIND = [(" €", "EUR"), ("€", "EUR"), (" EUR", "EUR"), (" USD", "USD"), (" THB", "THB"), (" Baht", "THB"), ("฿", "THB"), (" ₫", "VND"), (" PHP", "PHP")]  # fmt: skip


def of(rows: tuple[Row, ...]) -> Text | None:
    locale = Locale(today=datetime.date(2026, 11, 20))
    return facts_of(replace(decide(rows, locale), is_receipt=True), locale).currency


def told(rows: tuple[Row, ...]) -> tuple[str, bool] | None:
    """Return the currency and whether it would be accepted without a look."""
    found = of(rows)
    return (found.value, found.confidence >= 0.9) if found else None


@pytest.mark.parametrize(("sign", "code"), BEFORE)
def test_the_sign_before_the_total_wins_over_the_country(rows: Rows, sign: str, code: str) -> None:
    sale = (f"1 Island tour | {sign}100.00", f"TOTAL | {sign}100.00", f"VISA | {sign}100.00")
    for head in HEADS:
        assert told(rows(*head, *sale)) == (code, True), head


@pytest.mark.parametrize(("sign", "code"), BEHIND)
def test_the_sign_behind_the_total_wins_over_the_country(rows: Rows, sign: str, code: str) -> None:
    for head in HEADS:
        assert told(rows(*head, "1 Island tour | 100.00", f"TOTAL | 100.00{sign}")) == (code, True), head


@pytest.mark.parametrize("label", ["TOTAL (USD)", "TOTAL USD", "Total Amount US$", "TOTAL IN USD", "USD TOTAL"])
def test_the_sign_may_be_in_the_totals_label(rows: Rows, label: str) -> None:
    assert told(rows(*PHILIPPINE, "1 Island tour | 100.00", f"{label} | 100.00")) == ("USD", True)


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | PHP 5,820.00", "USD EQUIVALENT | USD 100.00", "1 USD = 58.20 PHP"),
        ("TOTAL | 5,820.00", "Equivalent | US$100.00", "CASH | PHP 6,000.00"),
        ("TOTAL | P5,820.00", "or EUR 95.00, USD 100.00, JPY 15,000.00"),
        ("Rate: USD 1.00 = P58.20", "TOTAL | P5,820.00", "Reference | USD 100.00"),
        ("TOTAL | P5,820.00 (US$100.00)",),
    ],
)
def test_an_equivalent_in_another_currency_is_not_the_totals(rows: Rows, texts: tuple[str, ...]) -> None:
    assert told(rows(*PHILIPPINE, "1 Island tour | 5,820.00", *texts)) == ("PHP", True)


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | US$100.00", "PHP EQUIVALENT | PHP 5,820.00", "CASH | PHP 6,000.00"),
        ("TOTAL | USD 100.00 (PHP 5,820.00)",),
        ("Rate: USD 1.00 = PHP 58.20", "TOTAL USD | 100.00", "In pesos | PHP 5,820.00"),
        ("TOTAL | 100.00", "VISA | US$100.00", "PHP 5,820.00 will be billed"),
        ("TOTAL | US$ | 100.00", "Peso | P5,820.00"),
    ],
)
def test_the_totals_own_sign_wins_over_others_on_the_paper(rows: Rows, texts: tuple[str, ...]) -> None:
    assert told(rows(*PHILIPPINE, "1 Island tour | US$100.00", *texts)) == ("USD", True)


@pytest.mark.parametrize(
    ("head", "code", "sure"),
    [
        (NOWHERE, "USD", False), (PHILIPPINE, "USD", False), (MALAYSIAN, "USD", False),
        (("KOPI HOUSE", "Orchard Road, Singapore 238823"), "SGD", True), (("DIM SUM BAR", "Kowloon, Hong Kong"), "HKD", False),
        (("FLAT WHITE PTY LTD", "ABN 51 824 753 556"), "AUD", True), (("MAPLE DINER", "Toronto, Canada"), "CAD", False),
        (("ISLAND TOURS", "All prices in USD"), "USD", False), (("BUBBLE TEA", "Taipei, Taiwan"), "TWD", False),
        ((*PHILIPPINE, "1 Tea | P10.00", "1 Cake | P90.00"), "PHP", False), (("MELBOURNE BAKERY", "12 Palm Bay Road"), "USD", False),
    ],
)  # fmt: skip
def test_a_bare_dollar_is_as_sure_as_the_country(rows: Rows, head: tuple[str, ...], code: str, sure: bool) -> None:
    assert told(rows(*head, "1 Set | $100.00", "TOTAL | $100.00")) == (code, sure)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("RAMEN YA", "Shibuya, Tokyo", "TOTAL | ¥1,200.00"), "JPY"), (("NOODLES", "Shanghai", "TOTAL | ¥45.50"), "CNY"),
        (("NOODLES", "TOTAL | ¥45.50"), "CNY"), (("NOODLES", "TOTAL | ￥45.50", "RMB"), "CNY"), (("RAMEN", "TOTAL (JPY) | 1,200.00"), "JPY"),
        (("RAMEN", "Osaka", "TOTAL | 1,200.00円"), "JPY"),
    ],
)  # fmt: skip
def test_a_yen_or_a_yuan_is_told_by_what_is_around_it(rows: Rows, texts: tuple[str, ...], code: str) -> None:
    found = of(rows(*texts))
    assert found
    assert found.value == code


@pytest.mark.parametrize(
    "text", ["$ = 6%", "WIN US$5000 TODAY", "CAD DRAWING SERVICE | 5.00", "7.6€", "$*** COPY ***", "TEA SAR SET | 5.00", "Spend $50 more"]
)  # fmt: skip
def test_a_sign_somewhere_does_not_make_the_currency(rows: Rows, text: str) -> None:
    found = of(rows(*PHILIPPINE, text, "TOTAL | 5.00"))
    assert found
    assert found.value == "PHP"


@pytest.mark.parametrize(
    ("head", "code"),
    [(PHILIPPINE, "PHP"), (MALAYSIAN, "MYR"), (("SIAM CAFE CO., LTD.", "Sukhumvit Road, Bangkok"), "THB")],
)
def test_without_a_sign_the_country_tells_it_as_inferred(rows: Rows, head: Sequence[str], code: str) -> None:
    found = of(rows(*head, "TOTAL | 5.00"))
    assert found
    assert (found.value, found.source, found.line) == (code, "inferred", None)


@pytest.mark.parametrize("text", ["FARM 5.00", "TOTAL 5.00", "STOP 5.00", "SHARP 20", "MAP 12.00"])
def test_letters_in_a_word_are_no_sign(rows: Rows, text: str) -> None:
    assert of(rows(text)) is None


def test_the_answer_points_at_the_sign_that_is_the_totals(facts: Callable[..., Facts]) -> None:
    found = facts(*NOWHERE, "DATE: 07/28/2025", "1 Island tour | US$100.00", "TOTAL | US$100.00", "VISA | US$100.00")
    assert found.currency
    assert (found.currency.value, found.currency.text, found.currency.line) == ("USD", "US$", 6)
