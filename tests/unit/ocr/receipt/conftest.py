"""Rows of text become pages of lines: a bar parts the columns of a row."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ocr.model import Facts, Line, Page, Totals
from ocr.receipt import Locale, extract
from ocr.receipt.extract import decide
from ocr.receipt.facts import facts_of
from ocr.receipt.layout.rows import Row, read_rows

CHARACTER, HEIGHT, PITCH, WIDTH = 12, 24, 36, 900


def write(texts: Sequence[str]) -> Page:
    """Set rows like a till does: the first column to the left, the last to the right, others between."""
    lines = []
    for number, text in enumerate(texts):
        columns = [column.strip() for column in text.split("|")]
        for n, column in enumerate(columns):
            width = CHARACTER * len(column)
            left = 20 + n * (WIDTH // max(len(columns) - 1, 1)) - (width if n and n == len(columns) - 1 else 0)
            top = 40 + PITCH * number
            corners = ((left, top), (left + width, top), (left + width, top + HEIGHT), (left, top + HEIGHT))
            lines.append(Line(column, corners, 0.98))
    return Page(width=WIDTH + 40, height=PITCH * len(texts) + 80, rotation=0, lines=tuple(lines))


def totals_of(rows: Sequence[Row]) -> Totals:
    """Read the totals of some rows, enough of a receipt or not."""
    locale = Locale(today=datetime.date(2026, 11, 20))
    return facts_of(replace(decide(rows, locale), is_receipt=True), locale).totals


@pytest.fixture
def page() -> Callable[..., Page]:
    return lambda *texts: write(texts)


@pytest.fixture
def rows() -> Callable[..., tuple[Row, ...]]:
    return lambda *texts: read_rows([write(texts)])


@pytest.fixture
def facts() -> Callable[..., Facts]:
    locale = Locale(today=datetime.date(2026, 11, 20))
    return lambda *texts: extract([write(texts)], locale)


@pytest.fixture
def locale() -> Locale:
    return Locale(today=datetime.date(2026, 12, 31))


GROCERY = (
    "TINGKAD HYPERMART",
    "Owned & Operated by:",
    "Dalisay Food Group, Inc.",
    "Unit 2B, 426 Bonifacio St., Brgy. Poblacion",
    "Bacoor, Cavite 4102",
    "VAT REG TIN 088395540-00000",
    "MIN 24092218309239369",
    "SALES INVOICE",
    "DATE: Jan 29, 2026 | Time: 10:07:41",
    "SI# 05661261",
    "AA BATTERY 4S",
    "1 X 118.00 | 118.00 V",
    "ORANGE JUICE 1L",
    "6 x 109.50 | 657.00 V",
    "TOTAL AMOUNT DUE | P775.00",
    "CASH | 1,000.00",
    "CHANGE | 225.00",
    "VATable Sale | 691.96",
    "VAT 12% | 83.04",
    "VAT-Exempt Sales | 0.00",
    "ZERO RATED SALES | 0.00",
    "Software Provider:",
    "SULONG SYSTEMS, INC.",
    "VAT Reg. TIN: 858021072-00000",
    "Accreditation No.: 084-858021072-786293",
    "Accred. Date: 03/28/2024",
    "PTU NO. 8962-085-387348-004",
    "THIS SERVES AS AN INVOICE",
)

HARDWARE = (
    "KEDAI BESI MAJU SDN BHD",
    "(481109-A)",
    "NO 290, JALAN AIR PANAS,",
    "SETAPAK,",
    "53200, KUALA LUMPUR.",
    "TEL:03-40210276",
    "GST ID: 000750673920",
    "SIMPLIFIED TAX INVOICE",
    "Doc No. | CS00011983 | Date: 04/12/2017",
    "Item | Qty | S/Price | Amount",
    "1700 | 6 | 6.36 | 38.16",
    "PASIR HALUS (BAG)",
    "2430 | 2 | 18.02 | 36.04",
    "CEMENT (50KG)",
    "Total Sales (Excluding GST) | 70.00",
    "Total GST | 4.20",
    "Rounding | 0.00",
    "Total Sales (Inclusive of GST) : | 74.20",
    "CASH : | 80.00",
    "Change : | 5.80",
    "GST SUMMARY",
    "SR | 6 | 70.00 | 4.20",
)


@pytest.fixture
def grocery() -> tuple[str, ...]:
    return GROCERY


@pytest.fixture
def hardware() -> tuple[str, ...]:
    return HARDWARE
