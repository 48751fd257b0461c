import datetime
from collections.abc import Callable

import pytest

from ocr.model import Totals
from ocr.receipt import extract
from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.extract import decide
from ocr.receipt.fields.payment_method import payment_method
from ocr.receipt.layout.rows import Row
from ocr.receipt.locale import Locale
from tests.unit.ocr.receipt.conftest import write

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    ("texts", "method"),
    [
        (("TOTAL | 5.00", "CASH | 10.00", "CHANGE | 5.00"), "cash"), (("TOTAL | 5.00", "VISA | 5.00"), "card"), (("GCASH | 5.00",), "e_wallet"),
        (("CASH | 3.00", "MASTERCARD | 2.00"), "mixed"), (("Payment: Check No. 7228415642",), "check"), (("VISA ************6264",), "card"),
        (("Invoice # | Form of Payment", "SI-1 | GCash"), "e_wallet"), (("TOTAL | 5.00",), None),
    ],
)  # fmt: skip
def test_how_it_was_paid_is_told_by_tender_or_mention(rows: Rows, texts: tuple[str, ...], method: str | None) -> None:
    printed = rows(*texts)
    found = payment_method(printed, read_amounts(printed), {})
    assert (found.value if found else None) == method


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (("TOTAL | 50.00", "BRZK | 50.00", "************1234"), "card"),
        (("TOTAL | 50.00", "BRZK | 50.00", "Ref. No. 5972972619192"), "e_wallet"),
        (("TOTAL | 50.00", "Vlum: Check 0012345678"), "check"),
        (("TOTAL | 50.00", "Settled thru GCash"), "e_wallet"),
        (("Brzk", "ShopeePay", "TOTAL | 50.00"), "e_wallet"),
        (("CHECK 1234", "TOTAL | 50.00"), None),
    ],
)
def test_a_tender_shows_without_its_amount_or_its_name(
    rows: Rows, locale: Locale, printed: tuple[str, ...], expected: str | None
) -> None:
    found = decide(rows(*printed), locale).findings.get("payment_method")
    assert (found.value if found else None) == expected


TENDERS = ("CASH", "VISA", "GCASH")
WALLETS = ("GCASH", "GCash", "G-CASH", "PAYMAYA", "MAYA", "GRABPAY", "GrabPay", "SHOPEEPAY", "TNG", "TOUCH N GO", "BOOST", "ALIPAY", "WECHAT PAY",
           "PAYPAL", "DUITNOW", "DuitNow QR", "QRPH")  # fmt: skip
FORMS = (
    "{}",
    "Paid with {}",
    "Paid by {}",
    "PAYMENT: {}",
    "Amount Paid {}",
    "{} PAYMENT",
    "TENDERED {}",
    "Payment received {}",
    "{} Ref 1234567890123",
)


@pytest.mark.parametrize(
    ("tender", "kind"),
    [*((wallet, "e_wallet") for wallet in WALLETS), ("CASH", "cash"), ("CASH ON DELIVERY", "cash"), ("Cash on Delivery", "cash"), ("TUNAI", "cash"),
     ("VISA", "card"), ("CREDIT CARD", "card"), ("BANK TRANSFER", "bank_transfer"), ("INSTAPAY", "bank_transfer")],
)  # fmt: skip
def test_a_tender_is_what_its_name_says_and_only_cash_is_cash(
    rows: Rows, locale: Locale, tender: str, kind: str
) -> None:
    for form in FORMS:
        text = form.format(tender)
        printed = rows("Burger meal | 250.00", "Delivery fee | 69.00", "Total | P319.00", f"{text} | P319.00")
        findings = decide(printed, locale).findings
        assert (findings["payment_method"].value, "cash" in findings) == (kind, kind == "cash"), text


@pytest.fixture(scope="module")
def rice() -> dict[str, tuple[object, ...]]:
    """Return what is read of a sale of a good without a label in its name, by tender."""
    return {tender: sale("RICE BOWL", tender) for tender in TENDERS}


@pytest.mark.parametrize(
    "good",
    ["GCASHEW NUTS", "CASHEW NUTS", "CASHMERE SWEATER", "CHICKEN TENDERS", "TENDER JUICY HOTDOG", "SIM CARD", "MEMORY CARD", "BIRTHDAY CARD", "BOOST JUICE",
     "MAYA MANGO", "DINNERS", "CASH BOX", "CASH REGISTER ROLL", "CHANGE OIL", "NEW BALANCE SHOES", "COKE ZERO", "SHAVING CREAM", "RED CROSS", "COUPON BOND",
     "LESS SUGAR", "PROMO MEAL A", "DISCO LIGHT", "BAYER ASPIRIN", "SQUAT RACK", "SURROUND SPEAKER", "SURRENDERED PLATE", "POUNDED YAM", "VISA PHOTO",
     "MASTER SARDINES", "DIM SUM", "TAXI TOY", "CARDBOARD", "CARDINAL TOY", "DISCARD BIN", "SATIN", "MARTIN BOOK", "MINERAL WATER", "TIPCO JUICE", "DUETTO"],
)  # fmt: skip
def test_goods_with_a_label_in_their_name_change_no_fact(rice: dict[str, tuple[object, ...]], good: str) -> None:
    assert {tender: sale(good, tender) for tender in TENDERS} == rice


def sale(good: str, tender: str) -> tuple[object, ...]:
    """Return what is read of a sale of a good."""
    paper = ("HILLTOP CANTEEN INC", "88 Acacia Street, Makati City", "VAT REG TIN 123-456-789-00000", "SALES INVOICE", "DATE: 07/28/2025",
             f"1 {good} | 60.00", "1 Iced tea | 40.00", "TOTAL | 100.00", f"{tender} | 100.00", "VATABLE SALES | 89.29", "VAT 12% | 10.71")  # fmt: skip
    found = extract([write(paper)], Locale(today=datetime.date(2026, 11, 20)))
    return _values(found.totals), found.payment_method and found.payment_method.value, len(found.line_items)


def _values(totals: Totals) -> dict[str, object]:
    fields = {name: getattr(totals, name) for name in totals.__dataclass_fields__}
    return {name: field and field.value for name, field in fields.items()}
