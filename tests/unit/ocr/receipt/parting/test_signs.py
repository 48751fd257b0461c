from collections.abc import Callable

import pytest

from ocr.receipt.layout.rows import Row
from ocr.receipt.parting.signs import signs_of_two

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | 560.00", "CASH | 1000.00", "CHANGE | 440.00", "TOTAL | 330.00", "CASH | 500.00", "CHANGE | 170.00"),
        ("TOTAL | 560.00 | TOTAL | 330.00",),
        ("Subtotal | 560.00 | Subtotal | 330.00",),
        ("CASH | 560.00 | CASH | 400.00",),
        ("CHANGE | 0.00 | CHANGE | 70.00",),
        ("Date: 07/28/2025 | Date: 08/02/2025",),
        ("28 Jul 2025 | 2 Aug 2025", "Grand total | 560.00 | Amount due | 330.00"),
    ],
)
def test_tells_what_no_receipt_prints(texts: tuple[str, ...], rows: Rows) -> None:
    assert signs_of_two(rows(*texts))


@pytest.mark.parametrize(
    "texts",
    [
        ("TOTAL | 560.00", "CASH | 1000.00", "CHANGE | 440.00", "TOTAL | 560.00"),
        ("TOTAL | 74.21", "TOTAL ROUNDED | 74.20", "CASH | 80.00", "CHANGE | 5.80", "CASH | 80.01"),
        ("TOTAL | 2 | 560.00",),
        ("SR | 6 | 70.00 | 4.20", "TOTAL | 70.00 | 4.20"),
        ("07/28/2025 14:05 | 07/28/2025",),
        ("28 Jul 2025 | 2 Aug 2025",),
        ("Issued 01/01/2024 | Valid until 12/31/2028", "Total Sales | 2,678.57 | Total | 3,000.00"),
        ("CASH | 300.00", "CARD | 260.00", "TOTAL | 560.00"),
    ],
)
def test_tells_nothing_of_what_one_prints(texts: tuple[str, ...], rows: Rows) -> None:
    assert not signs_of_two(rows(*texts))


GOODS = tuple(f"THING {n} | {n}.50" for n in range(1, 7))


@pytest.mark.parametrize(
    "again",
    [
        ("SI No. 0004321", "Date: 08/02/2025"),
        ("Date: Aug 2, 2025", "Invoice No: 0004321"),
        ("VAT REG TIN 987-654-321-00000", "Date: 08/02/2025"),
        ("VAT REG TIN 987-654-321-00000", "SI No. 0004321"),
        ("VAT REG TIN 987-654-321-00000", "SI No. 0004321", "Date: 08/02/2025"),
    ],
)
def test_tells_a_second_head_though_a_total_is_not_read(again: tuple[str, ...], rows: Rows) -> None:
    head = ("VAT REG TIN 123-456-789-00000", "SI No. 0001234", "Date: 07/28/2025")

    assert signs_of_two(rows("SHOP", *head, *GOODS, "OTHER SHOP", *again, *GOODS, "TOTAL | 31.50"))


@pytest.mark.parametrize(
    "foot",
    [
        ("SI No. 0001234", "Printed 08/02/2025"),
        ("SI No. 0001235", "Date: 07/28/2025"),
        ("Supplier: SULONG SYSTEMS", "VAT Reg. TIN: 987-654-321-00000", "Accred. Date: 03/28/2024"),
        ("Printer: LIMBAGAN PRESS", "TIN 987-654-321-00000", "Date Issued: 03/28/2024"),
        ("Valid until 08/02/2026", "SI No. 0001234"),
        ("MADE BY SULONG SYSTEMS", "VAT Reg. TIN: 987-654-321-00000", "Date: 03/28/2024"),
    ],
)
def test_tells_nothing_of_the_numbers_at_the_foot(foot: tuple[str, ...], rows: Rows) -> None:
    head = ("VAT REG TIN 123-456-789-00000", "SI No. 0001234", "Date: 07/28/2025")

    assert not signs_of_two(rows("SHOP", *head, *GOODS, "TOTAL | 31.50", *foot))


def test_tells_nothing_of_an_invoice_that_a_receipt_settles(rows: Rows) -> None:
    assigned = ("OR No. 0001234", "Date: 07/28/2025", "In settlement of", "Invoice No. 777001", "dated 06/30/2025")

    assert not signs_of_two(rows("SHOP", *assigned, "TOTAL | 31.50"))


def test_tells_nothing_of_whole_receipts(rows: Rows, grocery: tuple[str, ...], hardware: tuple[str, ...]) -> None:
    assert not signs_of_two(rows(*grocery))
    assert not signs_of_two(rows(*hardware))
