"""What is above the row that opens an address is recognised by its words and by the merchant's name."""

from collections.abc import Callable

import pytest

from ocr.receipt.fields.address import address_candidates
from ocr.receipt.fields.finding import Evidence
from ocr.receipt.fields.head import read_head
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def evidence_from(printed: tuple[Row, ...], first: str) -> Evidence:
    """Return the evidence of the longest span that begins with this row, the name being on the first."""
    return next(
        candidate.evidence
        for candidate in reversed(address_candidates(read_head(printed), (0, 0)))
        if candidate.value.rows[0].text == first
    )


@pytest.mark.parametrize(
    ("name", "above", "kind"),
    [
        ("MAJU SDN BHD", "PARADIGM MALL", "building_above"),
        ("THE MAJU TRADING", "THE GARDENS MALL", "building_above"),
        ("TAMAN MAJU SDN BHD", "TAMAN PLAZA", "building_above"),
        ("MPH BOOKSTORES", "MPH One Utama Phase 2", "branch_above"),
        ("MENTAI INITIAL SDN BHD", "SUSHI MENTAI PLAZA DANAU", "branch_above"),
        ("MAJU SDN BHD", "(JALAN KLANG LAMA)", "branch_above"),
        ("MAJU SDN BHD", "IKEA Cheras", "branch_above"),
    ],
)
def test_a_building_above_an_address_is_no_branch(rows: Rows, name: str, above: str, kind: str) -> None:
    printed = rows(name, "(1219716-T)", above, "LOT 3, JALAN BESAR", "43200 CHERAS", "GST ID : 1")
    evidence = evidence_from(printed, above)

    assert {mark for mark in ("building_above", "branch_above") if mark in evidence} == {kind}
