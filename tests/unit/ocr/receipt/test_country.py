from collections.abc import Callable

import pytest

from ocr.receipt.country import country_of
from ocr.receipt.rows import Row


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("KEDAI SDN BHD", "43200 CHERAS, SELANGOR"), "MY"), (("GST SUMMARY",), "MY"), (("TOTAL RM 5.00",), "MY"),
        (("VAT REG TIN: 1", "VATable Sales"), "PH"), (("Brgy. San Roque, Cebu City",), "PH"), (("Thank you",), None), ((), None),
    ],
)  # fmt: skip
def test_marks_on_the_paper_tell_the_country(
    rows: Callable[..., tuple[Row, ...]], texts: tuple[str, ...], country: str | None
) -> None:
    assert country_of(rows(*texts)) == country
