from collections.abc import Callable

import pytest

from ocr.receipt.fields.document_type import document_type
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("TAX INVOICE",), "invoice"), (("SALES INVOICE", "SI No. 123"), "invoice"), (("OFFICIAL RECEIPT",), "official_receipt"),
        (("ACKNOWLEDGMENT RECEIPT",), "acknowledgement_receipt"), (("COLLECTION RECEIPT",), "collection_receipt"),
        (("STATEMENT OF ACCOUNT",), "billing_statement"), (("DELIVERY RECEIPT",), "delivery_receipt"), (("RECEIPT",), "receipt"),
        (("THIS SERVES AS YOUR SALES INVOICE",), "invoice"), (("CASH RECEIPT", "THIS IS NOT AN OFFICIAL RECEIPT"), "receipt"),
        (("Invoice Reg. No. T6431300681414",), None), (("Slip No. 0607", "Invoice Reg. | No. T6431300681414"), None),
        (("RECEIPT", "Invoice Registration Number T6431300681414"), "receipt"), (("SCAN FOR YOUR E-INVOICE",), None),
        (("Tax Invoice No. 4412", "TEH | 2.20"), "invoice"),
        (("EXCHANGE WITHIN 7 DAYS WITH RECEIPT",), None), (("TEH | 2.20",), None),
    ],
)  # fmt: skip
def test_a_document_is_what_it_calls_itself(rows: Rows, texts: tuple[str, ...], kind: str | None) -> None:
    found = document_type(rows(*texts))
    assert (found.value if found else None) == kind
