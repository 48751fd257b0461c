from collections.abc import Callable

import pytest

from ocr.receipt.amounts.candidates import read_amounts
from ocr.receipt.fields.country import country_candidates, known
from ocr.receipt.layout.rows import Row
from ocr.receipt.scoring.country_weights import COUNTRY
from ocr.receipt.scoring.ranking import probabilities


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("KEDAI SDN BHD", "43200 CHERAS, SELANGOR"), "MY"), (("TOTAL RM 5.00",), "MY"),
        (("VAT REG TIN: 1", "VATable Sales"), "PH"), (("Brgy. San Roque, Cebu City",), "PH"), (("Thank you",), None), ((), None),
        (("SIAM CAFE", "Sukhumvit Road, Bangkok", "VAT INCLUDED", "VAT 7%"), "TH"), (("TOTAL 120.00 BAHT",), "TH"), (("TAX INVOICE (ABB)",), "TH"),
        (("TAX ID 0105536000315", "VAT"), "TH"), (("TAX ID : 0-1055-36000-12-3",), "TH"), (("TAX ID NO 123-456-789-0000", "Makati City"), "PH"),
        (("BANGKOK KITCHEN SDN BHD", "TOTAL RM 5.00"), "MY"), (("BANGKOK KITCHEN INC", "VAT REG TIN: 1", "Makati City"), "PH"), (("VAT 12%",), "PH"),
    ],
)  # fmt: skip
def test_marks_on_the_paper_tell_the_country(
    rows: Callable[..., tuple[Row, ...]], texts: tuple[str, ...], country: str | None
) -> None:
    assert known(probabilities(country_candidates(rows(*texts), read_amounts(rows(*texts))), COUNTRY)) == country
