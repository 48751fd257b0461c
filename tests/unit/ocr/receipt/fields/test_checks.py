import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.fields.checks import check
from ocr.receipt.layout.rows import Row

Read = Callable[..., Facts]


def statuses(facts: Facts) -> dict[str, str]:
    return {each.name: each.status for each in facts.checks}


def test_a_sound_philippine_invoice_passes_what_applies_to_it(facts: Read, grocery: tuple[str, ...]) -> None:
    found = statuses(facts(*grocery))
    assert {name for name, status in found.items() if status == "pass"} == {
        "tax_rate", "parts_make_the_total", "cash_less_change_is_the_total", "items_make_the_subtotal", "date_is_not_in_the_future",
    }  # fmt: skip
    assert "fail" not in found.values()


def test_a_sound_malaysian_invoice_passes_what_applies_to_it(facts: Read, hardware: tuple[str, ...]) -> None:
    found = statuses(facts(*hardware))
    assert (found["tax_rate"], found["subtotal_makes_the_total"]) == ("pass", "pass")


@pytest.mark.parametrize(
    ("wrong", "right", "name"),
    [
        ("VAT 12% | 93.04", "VAT 12% | 83.04", "tax_rate"),
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
    assert {each.status for each in check(Facts(), (), None, today=today, day=None)} == {"not_applicable"}


def tax_rate(read: Facts) -> tuple[str, str]:
    return next((each.status, each.detail) for each in read.checks if each.name == "tax_rate")


# A head, what the tax is of and the tax; in which country and on which day is said by the head alone.
PHILIPPINE = ("HILLTOP CANTEEN INC", "88 Acacia Street, Makati City", "VAT REG TIN 123-456-789-00000", "SALES INVOICE")
MALAYSIAN = ("KEDAI BESI MAJU SDN BHD", "NO 290, JALAN AIR PANAS, 53200, KUALA LUMPUR.", "TAX INVOICE")
ELSEWHERE = ("BIRCH LANE TRADING", "12 Elm Street", "TAX INVOICE")


@pytest.mark.parametrize(
    ("head", "date", "texts", "expected"),
    [
        (PHILIPPINE, "03/15/2026", ("TOTAL | PHP 1,120.00", "VATable Sales | 1,000.00", "VAT | 120.00"), ("pass", "12 % VAT, NIRC")),
        (PHILIPPINE, "03/15/2005", ("TOTAL | PHP 1,100.00", "VATable Sales | 1,000.00", "VAT | 100.00"), ("pass", "10 % VAT")),
        # What was withheld from the seller, or paid by voucher, was part of the sale.
        (PHILIPPINE, "03/15/2026", ("VAT | 120.00", "Less: Withholding Tax | 20.00", "TOTAL AMOUNT DUE | PHP 1,100.00"), ("pass", "of 1120.00")),
        (PHILIPPINE, "03/15/2026", ("VAT | 120.00", "SUBTOTAL | 1,120.00", "GIFT CERTIFICATE | 120.00", "AMOUNT DUE | PHP 1,000.00"),
         ("pass", "of 1120.00")),
        (MALAYSIAN, "15/03/2026", ("Subtotal | 100.00", "Service Tax 8% | 8.00", "TOTAL | RM 108.00"), ("pass", "8 % service tax")),
        (MALAYSIAN, "15/03/2024", ("Subtotal | 100.00", "Service Tax 6% | 6.00", "TOTAL | RM 106.00"), ("pass", "on food")),
        (MALAYSIAN, "15/03/2016", ("Subtotal | 100.00", "GST | 6.00", "Rounding | 0.02", "TOTAL | RM 106.02"), ("pass", "6 % GST")),
        (MALAYSIAN, "15/07/2018", ("Subtotal | 100.00", "GST | 6.00", "TOTAL | RM 106.00"), ("fail", "0 % GST")),
        # On no day that is sure, a law of any day may be the one.
        (MALAYSIAN, "", ("Subtotal | 100.00", "GST | 6.00", "TOTAL | RM 106.00"), ("pass", "6 %")),
        (MALAYSIAN, "", ("Subtotal | 100.00", "GST | 16.00", "TOTAL | RM 116.00"), ("fail", "8 %")),
        (ELSEWHERE, "15/03/2026", ("Subtotal | SGD 100.00", "GST | SGD 9.00", "TOTAL | SGD 109.00"), ("pass", "9 % GST")),
        (ELSEWHERE, "15/03/2026", ("Subtotal | SGD 100.00", "GST | SGD 10.00", "TOTAL | SGD 110.00"), ("fail", "9 % GST")),
        (ELSEWHERE, "15/03/2026", ("Subtotal | £ 100.00", "VAT | £ 20.00", "TOTAL | £ 120.00"), ("pass", "20 % VAT")),
        # VAT and GST are printed in many countries, a dollar sign too.
        (ELSEWHERE, "15/03/2026", ("Subtotal | 100.00", "VAT | 25.00", "TOTAL | 125.00"), ("not_applicable", "no known rate")),
        (ELSEWHERE, "15/03/2026", ("Subtotal | 100.00", "GST | 18.00", "TOTAL | 118.00"), ("not_applicable", "no known rate")),
        ((*ELSEWHERE, "Melbourne, FL 32901"), "15/03/2026", ("Subtotal | $100.00", "Tax | $13.00", "TOTAL | $113.00"),
         ("not_applicable", "no known rate")),
        # Money of many countries, or of another country than the marks: no law is known.
        (ELSEWHERE, "15/03/2026", ("Subtotal | EUR 100.00", "VAT | EUR 23.00", "TOTAL | EUR 123.00"), ("not_applicable", "no known rate")),
        (ELSEWHERE, "15/03/2026", ("Subtotal | US$ 100.00", "Tax | US$ 8.88", "TOTAL | US$ 108.88"), ("not_applicable", "no known rate")),
        (PHILIPPINE, "03/15/2026", ("Subtotal | SGD 100.00", "VAT | SGD 13.00", "TOTAL | SGD 113.00"), ("not_applicable", "no known rate")),
    ],
)  # fmt: skip
def test_a_tax_has_the_rate_of_the_law_of_its_country_and_day(
    facts: Read, head: tuple[str, ...], date: str, texts: tuple[str, ...], expected: tuple[str, str]
) -> None:
    status, says = expected
    found, detail = tax_rate(facts(*head, *([f"DATE: {date} 14:05"] if date else []), *texts))
    assert found == status, detail
    assert says in detail


@pytest.mark.parametrize(
    ("money", "total", "status"),
    [
        ("RM", "106.05", "pass"),
        ("RM", "106.04", "fail"),
        ("SGD", "106.05", "pass"),
        ("NZD", "106.05", "fail"),
        ("NZD", "106.10", "pass"),
    ],
)
def test_a_rounded_total_is_rounded_to_the_smallest_coin(facts: Read, money: str, total: str, status: str) -> None:
    subtotal = Decimal(total) - Decimal("0.01")
    read = facts(
        *ELSEWHERE, "DATE: 15/03/2026 14:05", f"Subtotal | {subtotal}", "Rounding | 0.01", f"TOTAL | {money} {total}"
    )
    assert statuses(read)["total_is_rounded_to_five_sen"] == status


@pytest.mark.parametrize(("discount", "status"), [("20.00", "pass"), ("5.00", "pass"), ("10.00", "fail")])
def test_a_discount_of_a_senior_citizen_is_20_or_5_percent(facts: Read, discount: str, status: str) -> None:
    read = facts(*PHILIPPINE, "DATE: 03/15/2026 14:05", "SUBTOTAL | 112.00", "Less: VAT | 12.00",
                 f"Less: SC Discount | {discount}", f"TOTAL | PHP {100 - float(discount):.2f}",
                 "VATable Sales | 0.00", "VAT | 0.00", "VAT-Exempt Sales | 100.00")  # fmt: skip
    assert statuses(read)["discount_is_20_or_5_percent_of_exempt_sales"] == status


# A receipt of each law: its head, its day, what it costs without the tax, the tax, what is paid.
LAWS = {
    "PH 12": (("HILLTOP INC", "Makati City", "VAT REG TIN 123-456-789-00000"), "07/28/2025", "VATable Sales | 100.00", "VAT 12% | {}", "12.00", "112.00"),
    "MY GST 6": (("KEDAI MAJU SDN BHD", "53200 KUALA LUMPUR", "GST ID: 000750673920"), "28/07/2017", "Total Excl. GST | RM 100.00", "GST 6% | {}", "6.00", "106.00"),
    "MY service tax 6": (("HOTEL MAJU SDN BHD", "53200 KUALA LUMPUR"), "28/07/2023", "Subtotal | RM 100.00", "Service Tax 6% | {}", "6.00", "106.00"),
    "MY service tax 8": (("HOTEL MAJU SDN BHD", "53200 KUALA LUMPUR"), "28/07/2025", "Subtotal | RM 100.00", "Service Tax 8% | {}", "8.00", "108.00"),
    "SG 7": (("ISLAND TOURS PTE LTD", "5 Palm Road Singapore 456789"), "28/07/2019", "Subtotal | S$100.00", "GST 7% | {}", "7.00", "S$107.00"),
    "SG 9": (("ISLAND TOURS PTE LTD", "5 Palm Road Singapore 456789"), "28/07/2025", "Subtotal | S$100.00", "GST 9% | {}", "9.00", "S$109.00"),
    "AU 10": (("ISLAND TOURS", "5 Palm Road"), "28/07/2025", "Subtotal | A$100.00", "GST 10% | {}", "10.00", "A$110.00"),
    "NZ 15": (("ISLAND TOURS", "5 Palm Road"), "28/07/2025", "Subtotal | NZ$100.00", "GST 15% | {}", "15.00", "NZ$115.00"),
    "GB 20": (("ISLAND TOURS", "5 Palm Road"), "28/07/2025", "Subtotal | £100.00", "VAT 20% | {}", "20.00", "£120.00"),
    "TH 7": (("ISLAND TOURS CO LTD", "BANGKOK", "TAX ID 0-1055-36000-12-3"), "28/07/2025", "Subtotal | ฿100.00", "VAT 7% | {}", "7.00", "฿107.00"),
}  # fmt: skip


@pytest.mark.parametrize("law", LAWS)
def test_a_tax_is_checked_by_the_law_of_its_country_and_day(facts: Read, law: str) -> None:
    head, day, net, label, tax, total = LAWS[law]
    status, detail = tax_rate(
        facts(*head, f"Date: {day} 14:05", "ROOM | 100.00", net, label.format(tax), f"TOTAL | {total}")
    )
    assert status == "pass", detail
    assert detail.startswith(f"{law.rsplit(maxsplit=1)[-1]} % "), detail


@pytest.mark.parametrize("law", LAWS)
def test_a_tax_above_every_rate_of_its_country_fails(facts: Read, law: str) -> None:
    head, day, net, label, tax, total = LAWS[law]
    printed = label.format(f"{float(tax) + 5:.2f}")
    status, detail = tax_rate(facts(*head, f"Date: {day} 14:05", "ROOM | 100.00", net, printed, f"TOTAL | {total}"))
    assert status == "fail", detail


def test_any_sales_tax_of_the_united_states_may_be_right(facts: Read) -> None:
    paper = ("ISLAND TOURS", "5 Palm Road, Austin TX 78701", "Date: 07/28/2025", "Subtotal | US$100.00")
    for tax, total in (("8.88", "108.88"), ("7.25", "107.25"), ("9.99", "109.99")):
        status, detail = tax_rate(facts(*paper, f"Sales Tax | {tax}", f"TOTAL | US${total}"))
        assert status != "fail"
        # the tax was read, and compared
        assert tax in detail


@pytest.mark.parametrize(("total", "status"), [("20.00", "pass"), ("10.00", "fail")])
def test_a_voucher_that_is_the_discount_is_taken_off_once(
    facts: Read, rows: Callable[..., tuple[Row, ...]], total: str, status: str
) -> None:
    read = facts("SHOP", "TEH | 30.00", "SUBTOTAL | 30.00", "GIFT VOUCHER | 10.00", "TOTAL | 20.00")
    assert read.totals.discount
    assert read.totals.total_amount
    due = replace(read.totals.total_amount, value=Decimal(total))
    amounts = read_amounts(rows("GIFT VOUCHER | 10.00"))
    paper = replace(read, totals=replace(read.totals, total_amount=due))
    made = check(paper, amounts, None, today=datetime.date(2026, 11, 20), day=None)
    assert {c.name: c.status for c in made}["subtotal_makes_the_total"] == status
