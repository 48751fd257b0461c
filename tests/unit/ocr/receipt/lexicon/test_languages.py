import pytest

from ocr.receipt.amounts.candidates import LABELS
from ocr.receipt.text.dates import find_dates
from ocr.receipt.text.phrase_matcher import fold_text
from ocr.receipt.text.vocabulary import VOCABULARY


def kinds(row: str) -> list[str]:
    return [found.kind for found in LABELS.find(fold_text(row, VOCABULARY))]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("KEMBALIAN 5.000", "change"), ("Kembali : 5.000", "change"), ("KEMBALlAN 5.000", "change"), ("TOTAL BAYAR 45.000", "final"),
        ("DISKON 5.000", "discount"), ("PPN 11% 4.955", "tax"), ("Pajak Restoran 10% 4.500", "tax"), ("Pembulatan 50", "rounding"),
        ("TUNAI 50.000", "cash"), ("JUMLAH 45.000", "total"), ("SUKLI 5.00", "change"), ("BAKI 5.00", "change"), ("Kabuuan 45.00", "final"),
    ],
)  # fmt: skip
def test_amounts_are_labelled_in_indonesian_malay_and_filipino(row: str, kind: str) -> None:
    assert kinds(row) == [kind]


def test_a_wish_to_come_again_is_no_change() -> None:
    assert "change" not in kinds("SILA DATANG KEMBALI")


@pytest.mark.parametrize(
    "printed", ["9 Desember 2025", "9 Disember 2025", "9 Disyembre 2025", "9 Diciembre 2025", "9 Dezember 2025"]
)
def test_months_are_read_in_each_language(printed: str) -> None:
    assert [{found.first, found.second} for found in find_dates(printed)] == [{9, 12}]
