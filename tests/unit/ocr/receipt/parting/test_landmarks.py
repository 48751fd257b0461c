from collections.abc import Callable

import pytest

from ocr.receipt.layout.rows import Row
from ocr.receipt.parting.landmarks import find_landmarks

Rows = Callable[..., tuple[Row, ...]]

SALE = ("SHOP", "TEH | 3.00", "TOTAL | 3.00", "CASH | 5.00", "CHANGE | 2.00")


@pytest.mark.parametrize(
    "head",
    ["12 Rizal Ave., Makati City 1226", "NO 290, JALAN AIR PANAS,", "VAT REG TIN 088395540-00000", "Date: 01/02/2026"],
)
def test_a_head_between_two_totals_is_a_turn(head: str, rows: Rows) -> None:
    assert find_landmarks(rows(*SALE, "OTHER SHOP", head, *SALE[1:])).turn


@pytest.mark.parametrize(
    "foot",
    [
        (),
        ("VATable Sales | 2.68", "VAT | 0.32"),
        ("TOTAL ITEMS | 1", "Date: 01/02/2026"),
        ("Supplier: SULONG SYSTEMS, INC.", "426 Bonifacio St., Bacoor, Cavite 4102", "PTU issued 01/02/2025"),
        ("P50 OFF YOUR NEXT MEAL", "valid until 31/12/2026"),
    ],
)
def test_a_foot_is_none(foot: tuple[str, ...], rows: Rows) -> None:
    assert not find_landmarks(rows(*SALE, *foot)).turn


def test_a_part_has_a_total_above_and_a_head_with_a_total_below(rows: Rows) -> None:
    marks = find_landmarks(rows(*SALE, "OTHER SHOP", "Date: 01/02/2026", *SALE[1:]))
    lines = range(40)

    assert marks.part(lines[:10], lines[10:])
    assert not marks.part(lines[:2], lines[2:])
    assert not marks.part(lines[:12], lines[12:])
