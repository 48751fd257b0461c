from collections.abc import Callable

import pytest

from ocr.model import Facts
from ocr.receipt.scoring.thresholds import ACCEPT

Read = Callable[..., Facts]
HEAD = (
    "HILLTOP CANTEEN INC",
    "88 Acacia Street, Makati City",
    "VAT REG TIN 123-456-789-00000",
    "DATE: 07/28/2025 14:05",
)


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | 580.00", "CASH | 1,000.00", "CHANGE | 440.00"),
        ("MEAL | 560.00", "TOTAL | 560.00", "CASH | 1,000.00", "CHANGE | 400.00"),
        ("AMOUNT DUE | 56.00", "CASH TENDERED | 600.00", "CHANGE DUE | 40.00"),
        ("MEAL | 500.00", "TEA | 60.00", "TOTAL | 660.00"),
        ("MEAL | 1,500.00", "TEA | 60.00", "TOTAL | 560.00"),
        ("MEAL | 560.50", "TOTAL | 56050"),
    ],
)
def test_a_total_is_unsure_where_the_paper_proves_another(facts: Read, texts: tuple[str, ...]) -> None:
    total = facts(*HEAD, *texts).totals.total_amount
    assert total is None or total.confidence < ACCEPT


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (("TOTAL | 112.00", "VATable Sales | 100.00", "VAT 12% | 21.00"), ("vatable_sales", "tax_amount")),
        (("TOTAL | 112.00", "VATable Sales | 180.00", "VAT 12% | 12.00"), ("vatable_sales", "tax_amount")),
        (("TOTAL | 112.00", "CASH | 200.00", "CHANGE | 78.00"), ("cash", "change")),
        (("SUBTOTAL | 700.00", "TOTAL | 560.00"), ("subtotal",)),
        (("SUBTOTAL | 500.00", "SERVICE CHARGE | 60.00", "TOTAL | 550.00"), ("subtotal", "service_charge")),
    ],
)
def test_no_amount_of_an_identity_that_fails_is_sure(
    facts: Read, texts: tuple[str, ...], names: tuple[str, ...]
) -> None:
    totals = facts(*HEAD, *texts).totals
    for name in names:
        assert getattr(totals, name).confidence < ACCEPT


@pytest.mark.parametrize(
    "title", ["REFUND", "** REFUND **", "CREDIT NOTE", "RETURN SLIP", "CASH REFUND", "VOID TRANSACTION"]
)
def test_the_total_of_a_refund_without_a_sign_goes_to_a_person(facts: Read, title: str) -> None:
    total = facts(*HEAD, title, "ICED TEA | 60.00", "TOTAL | 60.00", "CASH | 60.00").totals.total_amount
    assert total
    assert total.confidence < ACCEPT


def test_a_notice_about_refunds_is_no_refund(facts: Read) -> None:
    read = facts(
        *HEAD, "ICED TEA | 60.00", "TOTAL | 60.00", "CASH | 100.00", "CHANGE | 40.00", "NO REFUND WITHOUT RECEIPT"
    )
    assert read.totals.total_amount
    assert read.totals.total_amount.confidence >= ACCEPT


@pytest.mark.parametrize(("net", "sure"), [("7.50", True), ("7.60", False)])
def test_a_tax_a_cent_off_its_rate_does_not_confirm_the_sale(facts: Read, net: str, sure: bool) -> None:
    totals = facts(*HEAD, "TOTAL | 9.40", f"VATable Sales | {net}", "VAT 12% | 0.90").totals
    assert totals.vatable_sales
    assert (totals.vatable_sales.confidence >= ACCEPT) == sure
    assert totals.tax_amount
    assert totals.tax_amount.confidence >= ACCEPT
