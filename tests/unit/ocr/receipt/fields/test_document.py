from collections.abc import Callable

import pytest

from ocr.model import Facts, Totals
from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.fields.document import document_type, payment_method, receipt_number
from ocr.receipt.fields.roles import assign_roles
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("TAX INVOICE",), "invoice"), (("SALES INVOICE", "SI No. 123"), "invoice"), (("OFFICIAL RECEIPT",), "official_receipt"),
        (("ACKNOWLEDGMENT RECEIPT",), "acknowledgement_receipt"), (("COLLECTION RECEIPT",), "collection_receipt"),
        (("STATEMENT OF ACCOUNT",), "billing_statement"), (("DELIVERY RECEIPT",), "delivery_receipt"), (("RECEIPT",), "receipt"),
        (("THIS SERVES AS YOUR SALES INVOICE",), "invoice"), (("CASH RECEIPT", "THIS IS NOT AN OFFICIAL RECEIPT"), "receipt"),
        (("EXCHANGE WITHIN 7 DAYS WITH RECEIPT",), None), (("TEH | 2.20",), None),
    ],
)  # fmt: skip
def test_a_document_is_what_it_calls_itself(rows: Rows, texts: tuple[str, ...], kind: str | None) -> None:
    found = document_type(rows(*texts))
    assert (found.value if found else None) == kind


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("Invoice No.: 0241002949", "TRX NO: 34127286"), "0241002949"), (("Tax Invoice: BAT02201803120255",), "BAT02201803120255"),
        (("OR# 1234",), "1234"), (("CHARGE INVOICE N° 062795",), "062795"), (("GST No: 001694261248", "Bill No: 00015047"), "00015047"),
        (("INVOICE # | DATE", "SI-02029143 | 06-17-2025"), "SI-02029143"), (("Invoice Date: 12/05/2018",), None), (("MIN No. 25111196430654056",), None),
        (("Unit 2B, 51 Rizal Avenue",), None),
    ],
)  # fmt: skip
def test_the_number_is_the_documents_own(rows: Rows, texts: tuple[str, ...], number: str | None) -> None:
    found = receipt_number(rows(*texts))
    assert (found.value if found else None) == number


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
    found = payment_method(printed, read_amounts(printed), Totals())
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
    rows: Rows, printed: tuple[str, ...], expected: str | None
) -> None:
    read = rows(*printed)
    amounts = read_amounts(read)
    found = payment_method(read, amounts, assign_roles(amounts))
    assert (found.value if found else None) == expected


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


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("tender", "kind"),
    [*((wallet, "e_wallet") for wallet in WALLETS), ("CASH", "cash"), ("CASH ON DELIVERY", "cash"), ("Cash on Delivery", "cash"), ("TUNAI", "cash"),
     ("VISA", "card"), ("CREDIT CARD", "card"), ("BANK TRANSFER", "bank_transfer"), ("INSTAPAY", "bank_transfer")],
)  # fmt: skip
def test_a_tender_is_what_its_name_says_and_only_cash_is_cash(rows: Rows, form: str, tender: str, kind: str) -> None:
    printed = rows(
        "Burger meal | 250.00", "Delivery fee | 69.00", "Total | P319.00", f"{form.format(tender)} | P319.00"
    )
    amounts = read_amounts(printed)
    totals = assign_roles(amounts)
    found = payment_method(printed, amounts, totals)
    assert found
    assert (found.value, totals.cash is not None) == (kind, kind == "cash")


@pytest.mark.parametrize(
    "good",
    ["GCASHEW NUTS", "CASHEW NUTS", "CASHMERE SWEATER", "CHICKEN TENDERS", "TENDER JUICY HOTDOG", "SIM CARD", "MEMORY CARD", "BIRTHDAY CARD", "BOOST JUICE",
     "MAYA MANGO", "DINNERS", "CASH BOX", "CASH REGISTER ROLL", "CHANGE OIL", "NEW BALANCE SHOES", "COKE ZERO", "SHAVING CREAM", "RED CROSS", "COUPON BOND",
     "LESS SUGAR", "PROMO MEAL A", "DISCO LIGHT", "BAYER ASPIRIN", "SQUAT RACK", "SURROUND SPEAKER", "SURRENDERED PLATE", "POUNDED YAM", "VISA PHOTO",
     "MASTER SARDINES", "DIM SUM", "TAXI TOY", "CARDBOARD", "CARDINAL TOY", "DISCARD BIN", "SATIN", "MARTIN BOOK", "MINERAL WATER", "TIPCO JUICE", "DUETTO"],
)  # fmt: skip
@pytest.mark.parametrize("tender", ["CASH", "VISA", "GCASH"])
def test_goods_with_a_label_in_their_name_change_no_fact(facts: Callable[..., Facts], good: str, tender: str) -> None:
    paper = ("HILLTOP CANTEEN INC", "88 Acacia Street, Makati City", "VAT REG TIN 123-456-789-00000", "SALES INVOICE", "DATE: 07/28/2025",
             "1 {} | 60.00", "1 Iced tea | 40.00", "TOTAL | 100.00", f"{tender} | 100.00", "VATABLE SALES | 89.29", "VAT 12% | 10.71")  # fmt: skip

    def of(name: str) -> tuple[object, ...]:
        found = facts(*(text.format(name) for text in paper))
        return _values(found.totals), found.payment_method and found.payment_method.value, len(found.line_items)

    assert of(good) == of("RICE BOWL")


def _values(totals: Totals) -> dict[str, object]:
    fields = {name: getattr(totals, name) for name in totals.__dataclass_fields__}
    return {name: field and field.value for name, field in fields.items()}
