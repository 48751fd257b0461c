from collections.abc import Callable

import pytest

from ocr.receipt.fields.bir import find_bir, normalised
from ocr.receipt.fields.country import Country
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    ("text", "tin", "branch"),
    [
        ("VAT REG TIN: 835-024-012-00000", "835-024-012", "00000"), ("VAT Reg. TIN: 088395540-00012", "088-395-540", "00012"),
        ("TIN 085-487-008 00112", "085-487-008", "00112"), ("VAT REG TIN 088-275-275", "088-275-275", None),
        ("NON-VAT REG TIN: O53-9ll-938-OOO27", "053-911-938", "00027"), ("TIN 085-487-008 Branch 003", "085-487-008", "003"),
    ],
)  # fmt: skip
def test_reads_the_sellers_tin_and_branch(rows: Rows, text: str, tin: str, branch: str | None) -> None:
    read = find_bir(rows("SHOP", text, "TOTAL | 5.00"), "PH")
    assert read["tin"].value == tin
    assert (read["branch_code"].value if "branch_code" in read else None) == branch


def test_a_branch_code_broken_off_onto_the_next_row_belongs_to_the_tin(rows: Rows) -> None:
    read = find_bir(rows("SHOP", "VAT Registered TIN 882-810-759", "00000"), "PH")
    assert read["branch_code"].value == "00000"


def test_the_tins_of_buyer_supplier_and_printer_are_not_the_sellers(rows: Rows) -> None:
    others = ("SOLD TO: Bagwis Corp.", "TIN: 111-111-111-00000", "POS Provider: Tala Inc.", "VAT REG TIN: 222-222-222-00000",
              "Printed by: Tatag Press", "TIN: 333-333-333-000")  # fmt: skip
    assert find_bir(rows("SHOP", "TOTAL | 5.00", *others), "PH").get("tin") is None
    read = find_bir(rows("SHOP", "TIN: 444-444-444-00000", *others), "PH")
    assert read["tin"].value == "444-444-444"


@pytest.mark.parametrize(
    ("label", "registered"),
    [("VAT REG TIN", True), ("VAT Registered TIN", True), ("NON-VAT REG TIN", False), ("NON VAT Reg. TIN", False)],
)
def test_the_label_of_the_tin_tells_whether_vat_is_paid(rows: Rows, label: str, registered: bool) -> None:
    read = find_bir(rows("SHOP", f"{label}: 835-024-012-00000"), "PH")
    assert read["vat_registered"].value is registered


def test_reads_machine_permit_accreditation_and_authority_to_print(rows: Rows) -> None:
    read = find_bir(
        rows("SHOP", "MIN No. 2511l196430654O56 | S/N: MR731389", "PTU No.: | FP112025-027-8772719-00007", "Date Issued: 11/25/2025",
             "Accreditation No.:", "010-872060986-580859", "OCN: 8AU0006441822"), "PH",
    )  # fmt: skip
    found = [read[name].value for name in ("min", "ptu", "accreditation", "atp")]
    assert found == ["25111196430654056", "FP112025-027-8772719-00007", "010-872060986-580859", "8AU0006441822"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("TIN: 444-444-444-00000", "MY"),
        ("VAT No: 724-277-041", "GB"),
        ("VAT Reg No: 4805911841", "ZA"),
        ("VAT No. IE9424091W", "IE"),
    ],
)
def test_the_paper_of_other_countries_has_none_of_it(rows: Rows, text: str, country: Country) -> None:
    assert find_bir(rows("SHOP", text), country) == {}


def test_paper_whose_country_is_not_known_may_have_it(rows: Rows) -> None:
    assert find_bir(rows("SHOP", "VAT REG TIN: 835-024-012-00000"), None)["tin"].value == "835-024-012"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("FP1l2O25-027-8772719 - 00007", "FP112025-027-8772719-00007"),
        ("O16AU2O220000045044", "016AU20220000045044"),
        ("078MP20220000000506", "078MP20220000000506"),
    ],
)
def test_letters_within_numbers_are_corrected_but_marks_stay(printed: str, number: str) -> None:
    assert normalised(printed, "ptu") == number
