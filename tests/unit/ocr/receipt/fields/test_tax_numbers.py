import pytest

from ocr.receipt.fields.tax_numbers import find_tax_numbers

# Published examples, and numbers made with the digit that checks them.
CHECKED = [
    ("AU", "ABN 51 824 753 556"), ("NZ", "GST NO: 49-091-850"), ("NZ", "GST 136-410-132"), ("IN", "GSTIN: 29AAGCB7383J1Z4"),
    ("SG", "GST REG NO: 200012345W"), ("GB", "VAT NO. 980 7806 84"), ("GB", "VAT REG NO GB 980780684"), ("ZA", "VAT NO 4010192252"),
    ("TH", "TAX ID 0-1055-36000-31-3"), ("DE", "UST-IDNR. DE136695976"), ("IT", "P.IVA 00743110157"), ("VN", "MST: 0100109106"),
    ("KR", "124-81-00998"), ("JP", "T7000012050002"),
]  # fmt: skip
SHAPED = [
    ("MY", "GST ID: 000750673920"), ("MY", "SST NO W10-1808-32000123"), ("PH", "VAT REG TIN 123-456-789-00000"), ("ID", "NPWP 01.234.567.8-901.000"),
    ("SG", "GST REG NO: M9-0009876-2"), ("AE", "TRN 100123456700003"), ("SA", "VAT NO 300012345600003"), ("FR", "TVA FR 12 345 678 901"),
    ("CA", "GST 123456789 RT0001"), ("ES", "C.I.F. B12345674"), ("CH", "CHE-123.456.788 MWST"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "text"), CHECKED)
def test_a_number_that_checks_is_its_countrys(country: str, text: str) -> None:
    assert (country, True) in {(found, checked) for found, _, checked in find_tax_numbers(text)}


@pytest.mark.parametrize(("country", "text"), [pair for pair in CHECKED if pair[0] != "IN"])
def test_a_number_with_another_digit_does_not_check(country: str, text: str) -> None:
    at = next(n for n in range(len(text) - 3, -1, -1) if text[n].isdigit())
    misread = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
    assert (country, True) not in {(found, checked) for found, _, checked in find_tax_numbers(misread)}


@pytest.mark.parametrize(("country", "text"), SHAPED)
def test_a_number_is_known_by_its_shape_where_no_digit_checks_it(country: str, text: str) -> None:
    assert country in {found for found, _, _ in find_tax_numbers(text)}


@pytest.mark.parametrize(
    "text", ["VAT 123456789", "GST 12345678", "TEL 4010192252", "INVOICE 51824753556", "TAX ID 1234567890123"]
)
def test_any_number_is_nobodys(text: str) -> None:
    assert not list(find_tax_numbers(text))
