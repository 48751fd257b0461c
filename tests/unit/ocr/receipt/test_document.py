from collections.abc import Callable

import pytest

from ocr.model import Totals
from ocr.receipt.amounts import read_amounts
from ocr.receipt.document import document_type, payment_method, receipt_number
from ocr.receipt.rows import Row
from ocr.receipt.settle import settle

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
    found = payment_method(read, amounts, settle(amounts))
    assert (found.value if found else None) == expected
