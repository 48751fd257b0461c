from collections.abc import Callable

import pytest

from ocr.receipt.fields.receipt_number import receipt_number
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


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
